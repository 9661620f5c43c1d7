"""The papers of an election: what is asked and reported above, how it is done, who stands, the slips and their count."""
