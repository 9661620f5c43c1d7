"""What a college and its branches agree on."""
