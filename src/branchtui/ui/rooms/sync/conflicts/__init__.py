"""Conflicts on screen: what is told of one, and the questions by which it is settled."""
