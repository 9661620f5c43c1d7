"""The registers of 人员: contacts, partner activities, helpers, growth of staff, honours."""
