"""The mark: things put to points, from wherever they are seen."""
