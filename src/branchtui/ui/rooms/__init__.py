"""One folder a room: its list, the screens of one thing, what can be done there."""
