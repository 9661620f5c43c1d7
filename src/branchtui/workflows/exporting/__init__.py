"""From an entity to its papers, and from papers to Word files in a folder."""
