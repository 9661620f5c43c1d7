"""What the verbs of meetings share."""
