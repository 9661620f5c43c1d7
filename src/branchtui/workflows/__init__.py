"""Floor 4: what a secretary does. One module for each verb group; a function is one act in one transaction.

Must not: print, ask, or know a widget.
"""
