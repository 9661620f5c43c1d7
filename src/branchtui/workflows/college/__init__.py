"""The college: its server set up, a seat there taken, and what a branch and the organiser do with it."""
