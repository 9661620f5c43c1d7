"""The roll of a meeting: its lines, its signs, and the widget that shows it."""
