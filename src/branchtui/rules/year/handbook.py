"""The setting that says what the handbook of a year holds."""

SETTING = "handbook"
"""Its key; the value is a JSON list of the names of the parts, in order."""
