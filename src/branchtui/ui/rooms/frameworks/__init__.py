"""The room 对标: the documents that came and went, and the honours."""
