"""One of two: people, contacts and meetings that were entered twice."""
