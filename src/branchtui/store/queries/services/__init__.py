"""The log of services: its rows, and the figures that are the sums of them."""
