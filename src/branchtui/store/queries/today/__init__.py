"""What 今天 is decided from."""
