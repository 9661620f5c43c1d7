"""Labels, days, names and by-lines: what each is told by. Must not: know where in an article it stands."""
