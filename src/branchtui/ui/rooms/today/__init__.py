"""The room that says what is due, and offers what was not finished."""
