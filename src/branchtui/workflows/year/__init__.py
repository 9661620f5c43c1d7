"""What a secretary does for a year as a whole: plans, study hours, appraisals, talks, what is to be put right."""
