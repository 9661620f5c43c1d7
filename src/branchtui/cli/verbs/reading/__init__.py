"""Verbs that only look. One module each, named as the verb."""
