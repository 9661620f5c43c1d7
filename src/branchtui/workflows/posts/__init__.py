"""Posts: how one is set up, who holds it, what was promised, served and reviewed."""
