"""How a paper becomes lines and pages: profiles, pieces, line breaking, pages. Pure; knows papers as trees, no files."""
