"""What can be done where and by which key: the rooms, the table, the contexts, finding what a key means now."""
