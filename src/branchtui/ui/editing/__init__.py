"""What is being typed: drafts, changes by others meanwhile, what is in sight."""
