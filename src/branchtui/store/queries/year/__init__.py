"""What belongs to a year, read."""
