"""What belongs to a year as a whole: plans, study hours, appraisals, talks, what is to be put right."""
