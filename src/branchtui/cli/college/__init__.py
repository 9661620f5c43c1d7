"""The commands below `college`, by who gives them. Each module has `register(commands)`."""
