"""Proof-reading a draft: rules that look at its lines, findings with their places, nothing changed by themselves.

Pure: everything a rule needs is in the draft, the lexicon and the record it is given. Must not: read the database, a file or the clock.
"""
