"""What the verbs that set a branch up share."""
