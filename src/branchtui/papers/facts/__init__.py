"""Plain facts that papers are made of. The workflows fill them from the store; papers never query.

Texts are as entered; an empty one is printed as an honest blank. `state` words are those of `rules`.
"""
