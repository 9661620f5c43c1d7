"""Word files: a Paper and a profile → .docx. The only room that imports docx, and only inside functions.

Must not: know models, read the clock, or change a word of the text.
"""
