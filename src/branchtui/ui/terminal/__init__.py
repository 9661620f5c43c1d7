"""The terminal itself and what Textual leaves open about it. No screens."""
