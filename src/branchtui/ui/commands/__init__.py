"""What can be done where and by which key: the table, the contexts, the keys, finding what a key means now."""
