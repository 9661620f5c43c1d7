"""A report as it is pasted elsewhere: clean HTML for a 公众号, and plain text."""
