"""What was done before: undo, and the history of a thing."""
