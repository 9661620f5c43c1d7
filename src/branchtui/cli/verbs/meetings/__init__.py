"""Verbs that take a meeting's id. One module each, named as the verb."""
