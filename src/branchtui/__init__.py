"""branchtui: the workbench of a party branch secretary. Enter a fact once, use it everywhere."""

__version__ = "0.1.0"
