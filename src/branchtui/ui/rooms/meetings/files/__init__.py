"""The files of a meeting: those attached to it, and its folder."""
