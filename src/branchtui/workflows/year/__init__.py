"""What a branch does over a year."""
