"""Floor 3: everything that enters or leaves as a file: bytes ↔ plain values.

Must not: know models, decide what is stored, or talk to a screen.
"""
