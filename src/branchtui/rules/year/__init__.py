"""Rules about what belongs to a year."""
