"""Plans of terms and years: their list, the lines of one, the meetings that come of it."""
