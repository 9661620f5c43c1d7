"""The service log on the command line: what several verbs share."""
