"""What the records say that can not all be true: lists against the roster, ballots against texts."""
