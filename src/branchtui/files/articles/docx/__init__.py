"""Word files as lines. Must not: tell what a line is for, beyond what the file itself says."""
