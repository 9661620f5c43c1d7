"""Floor 1: pure functions and value objects of a secretary's work.

Lives here: dates, people, meeting kinds, stations, text marks, profiles.
Must not: read a clock, a file, a database or a screen.
"""
