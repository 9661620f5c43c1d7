"""The room of people: the roster, a card, an import before it is written."""
