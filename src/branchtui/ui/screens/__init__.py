"""The screens: rooms, the things opened from them, forms and dialogs.

Must not: decide. They read the store's queries and call workflows; a BranchError becomes a sentence.
"""
