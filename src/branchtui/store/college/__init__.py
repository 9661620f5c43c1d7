"""The college's server, a PostgreSQL: what lies there, and how a branch's file is sent to it and brought in from it.

It carries sealed packages and holds the columns that branches publish; it never merges. Its driver, psycopg, comes with the
extra `pg` and is imported where a connection is opened, and nowhere else.
"""
