"""Verbs of posts. One module each, named as the verb."""
