"""The study hours of a year: who has how many, where they come from, a school's sheet before it is written."""
