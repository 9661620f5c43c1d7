"""An adopted framework on the screen: its list, matrix, gaps and points."""
