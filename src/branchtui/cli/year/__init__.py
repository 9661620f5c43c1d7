"""The year on the command line."""
