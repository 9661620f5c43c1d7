"""The room of posts (示范岗), and the screens of one post."""
