"""Floor 3: entities → Paper, a small tree of blocks. One function for each paper.

Must not: import docx, write files, or change an entity.
"""
