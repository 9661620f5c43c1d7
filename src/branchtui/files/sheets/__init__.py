"""Rosters in, school sheets out: bytes ↔ plain rows.

Must not: know members or decide who is added or changed; keep a citizen id or an address.
"""
