"""What the verb about the shared folder works with."""
