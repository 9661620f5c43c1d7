"""What is due over a year."""
