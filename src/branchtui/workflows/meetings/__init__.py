"""Plan, hold, take the roll, record, file; mend what a roster contradicts."""
