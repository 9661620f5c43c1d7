"""The end of a year: appraisals, talks, what is to be put right."""
