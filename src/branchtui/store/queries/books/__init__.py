"""What books are made of."""
