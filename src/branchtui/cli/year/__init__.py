"""The command line of what belongs to a year."""
