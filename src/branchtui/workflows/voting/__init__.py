"""What came of the ballots of a meeting: for papers, screens, the command line and the board."""
