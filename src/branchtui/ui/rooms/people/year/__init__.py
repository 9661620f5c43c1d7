"""人员: what belongs to a year: appraisals, talks, what is to be put right."""
