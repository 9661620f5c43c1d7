"""配图: the figures of a report, and the photos that are chosen for them."""
