"""The room of carrying the file: other machines, conflicts, backups."""
