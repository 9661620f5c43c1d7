"""What belongs to a year as a whole, decided: plans, study hours, appraisals, talks."""
