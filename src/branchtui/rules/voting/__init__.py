"""Ballots: what is needed to open and to pass, what came of one, and the words of it."""
