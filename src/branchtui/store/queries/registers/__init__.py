"""The registers as windows and views: partner activities, helpers, growth of staff, honours."""
