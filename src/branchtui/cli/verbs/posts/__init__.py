"""Verbs about posts."""
