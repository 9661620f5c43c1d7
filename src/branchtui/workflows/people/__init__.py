"""The branch and its roster: single persons and whole sheets."""
