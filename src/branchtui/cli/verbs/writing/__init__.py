"""Verbs that make and change things, bring them in and out. One module each, named as the verb."""
