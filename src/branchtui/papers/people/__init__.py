"""Papers about one person of the roster."""
