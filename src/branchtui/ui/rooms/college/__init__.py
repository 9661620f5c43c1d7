"""The rooms of a college's organiser, and their app. They show what was fetched last; the network is beside the keys."""
