"""The commands, one module for each group of verbs. Each registers its parsers and its actions."""
