"""Stamps: who wrote which cell when, and what stood there before. Knows tables and columns, not meetings.

Must not: import the entities' rules, or decide anything by a wall clock.
"""
