"""What the verbs about the year share."""
