"""Verbs about the branch and this machine. One module each, named as the verb."""
