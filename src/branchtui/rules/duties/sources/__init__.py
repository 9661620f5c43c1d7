"""The sources of the board, a module each, with `duties(facts, rules, today)`; `rules.duties.board` puts them in order."""
