"""Before there is a branch, and a data file that is another than the one left."""
