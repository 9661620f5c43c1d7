"""Where texts of several lines are written."""
