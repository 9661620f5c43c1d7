"""The year: its plan, and what is handed in from it."""
