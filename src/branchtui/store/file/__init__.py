"""The database as a file: opened, migrated, checked, backed up, compared. Above models and replication."""
