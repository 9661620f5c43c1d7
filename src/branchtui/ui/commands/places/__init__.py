"""The commands of each room, and of what stands in several: a part each, joined in `contexts`."""
