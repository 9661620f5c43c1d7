"""The rules by group, each one small function with its id, severity, clause and examples (`proof.rule`)."""
