"""What the command line tells of printed pages."""
