"""The service log as it leaves the app: the facts of its papers, and a sheet."""
