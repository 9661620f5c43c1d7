"""What a plan, a year and its registers mean: pure functions and values."""
