"""The tab 记录 of a meeting."""
