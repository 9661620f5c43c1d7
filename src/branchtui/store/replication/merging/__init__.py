"""Joining what another file knows to what this one knows (sync.md §5.4, §9). A merge makes no stamps.

What is shown afterwards is a function of heads, their values, the history and the notices alone, so that files that know
the same show the same, in whatever order they came to know it. No clock of a wall decides anything.
"""
