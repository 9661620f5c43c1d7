"""发展党员: the steps on the way to membership, and what is due for whom."""
