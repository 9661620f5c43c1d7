"""What is due, decided: the board of 今天 and the year as a matrix."""
