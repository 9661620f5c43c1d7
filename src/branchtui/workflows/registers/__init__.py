"""The registers: partner activities, helpers, growth of staff, honours."""
