"""What screens, papers and commands read: windows over lists, and the parts of one thing.

Must not: write, or read the clock.
"""
