"""Books made of what there is: the handbook of a year."""
