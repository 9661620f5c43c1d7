"""The room 对标: the documents that came and went, the honours, and the frameworks that are adopted."""
