"""The service log on screen: the line that is typed, the list, what is done with a row, and the figures."""
