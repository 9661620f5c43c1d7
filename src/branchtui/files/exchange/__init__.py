"""What machines exchange through a folder: sealed packages, one key, and where each file lies.

A package is made whole under a name of its own and never changed, so no two machines write one file.
"""
