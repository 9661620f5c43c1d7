"""What a field offers: the rows that fit, drawing them, taking one and going on."""
