"""What the verbs about registers share."""
