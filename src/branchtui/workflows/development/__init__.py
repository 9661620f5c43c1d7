"""发展党员: what was done for each person on the way to membership, what is due, and its papers."""
