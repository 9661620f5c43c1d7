"""Words, names, numbers, days: how they are written and read. Pure."""
