"""The running text: headings, figures, tables. Must not: know the head or the tail."""
