"""From the first key to the last: what is loaded ahead, signals, a crash, what is rescued, the end."""
