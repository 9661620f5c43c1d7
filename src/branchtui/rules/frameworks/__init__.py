"""Frameworks: what a point asks, what counts for it, and what of it is there; all derived from stored things."""
