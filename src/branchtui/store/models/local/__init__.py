"""Tables of this machine: what triggers keep for quick looks, and what came from elsewhere. None of them travels."""
