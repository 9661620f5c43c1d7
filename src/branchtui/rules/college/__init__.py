"""What a college and its branches agree on: the sheets that an organiser asks for."""
