"""Books: many papers in one file, with a cover and a page of contents."""
