"""What the verbs about posts share."""
