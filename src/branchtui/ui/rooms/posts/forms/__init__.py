"""The forms of a post: itself, its steps, its holders and pledges, its reviews."""
