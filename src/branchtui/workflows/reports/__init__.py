"""News reports: written, imported, handed in."""
