"""Floor 2: Peewee models (the entities), queries, migrations. The only room that knows SQL.

Must not: know what a screen or a Word file looks like, or read the clock.
"""
