"""The room of meetings, and the screens of one meeting."""
