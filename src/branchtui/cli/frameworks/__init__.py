"""What the verbs about frameworks share."""
