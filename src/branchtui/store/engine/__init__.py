"""What is under the models: the handle, the connection, raw SQL and its errors. Knows no table."""
