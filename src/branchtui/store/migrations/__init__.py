"""Numbered migrations. A new database is made by running all of them; the result equals the models.

Must not: import the application's models; a migration is frozen the day it ships.
"""
