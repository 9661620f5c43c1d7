"""Files of frameworks: those that ship, notices and task books that become trees, newer versions, and the way out."""
