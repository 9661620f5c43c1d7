"""Proof-reading a report with what the store knows."""
