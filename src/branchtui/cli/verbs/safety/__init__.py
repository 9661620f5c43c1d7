"""Verbs that keep what was done safe, or remove it for good. One module each, named as the verb."""
