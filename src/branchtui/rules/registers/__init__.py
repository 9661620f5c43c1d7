"""What the registers say: partners, helpers, honours, growth of staff."""
