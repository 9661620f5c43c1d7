"""Papers of the room 对标: documents that are sent out, the lists of documents and honours."""
