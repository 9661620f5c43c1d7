"""Writing a report: its parts a cell each, and the draft as one document."""
