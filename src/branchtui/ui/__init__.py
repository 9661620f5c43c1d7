"""Floor 5: the Textual app. Shows and asks; decides nothing.

Must not: touch Peewee or SQL, or give user text to markup.
"""
