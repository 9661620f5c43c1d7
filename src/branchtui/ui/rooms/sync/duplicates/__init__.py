"""可能重复: what is told of two that may be one, and what is asked."""
