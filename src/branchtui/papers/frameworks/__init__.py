"""Papers of a framework: what is missing, what there is, what was done for each task, and the reports around them."""
