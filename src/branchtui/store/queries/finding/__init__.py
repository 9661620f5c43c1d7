"""Finding: the search, what narrows a list, what was typed before."""
