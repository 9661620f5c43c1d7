"""The room of news reports, and the screens of one report."""
