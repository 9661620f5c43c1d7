"""Reports: the states one goes through, what kinds there are, and how one is cut into pieces to paste."""
