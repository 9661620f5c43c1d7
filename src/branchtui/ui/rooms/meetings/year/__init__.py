"""What the room of meetings has of a year."""
