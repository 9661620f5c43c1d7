"""Nothing gets lost: backup, restore, undo, history, purge, doctor."""
