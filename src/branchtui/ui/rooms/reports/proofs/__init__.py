"""Proof-reading a report while it is written: the findings beside its text, and what is done with one."""
