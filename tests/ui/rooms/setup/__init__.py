"""The room 今天."""
