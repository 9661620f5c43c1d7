"""What frameworks read: their trees, and the things that may be evidence."""
