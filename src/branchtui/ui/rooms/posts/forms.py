"""The forms of a post: a new one, its facts, its steps, its holders and pledges."""
