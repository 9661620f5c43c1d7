"""Colours by role. A role is a word; nothing else in the app names a colour.

Every state is word, sign and colour, so that nothing is lost without colours. `bad` is a red of words, `accent` one of
edges and marks, `seal` a surface. Contrast of words is 4.5 : 1 or more on each ground they stand on (WCAG 2.2, 1.4.3).
"""

# role: dark, light, and the style where the terminal's own sixteen colours are used
_ROLES = {
    "desk": ("#141210", "#dfd9cf", ""),  # the screen behind the panes, the title line
    "pane": ("#1e1b18", "#f7f4ee", ""),
    "raised": ("#2a2521", "#ece6db", ""),  # key bar, overlay, editor
    "cursor": ("#54211c", "#f5dcd6", "reverse"),  # the cursor line where the focus is
    "cursor-quiet": ("#332c27", "#e4ddd1", "underline"),
    "text": ("#ebe4d9", "#26211c", "default"),
    "quiet": ("#aba093", "#5f564c", "dim"),
    "edge": ("#5b5148", "#b3a999", "dim"),
    "accent": ("#e8705f", "#9e1b1e", "bright_red"),
    "seal": ("#b3261e", "#9e1b1e", "reverse"),
    "seal-text": ("#fff3e6", "#fff8ef", "default"),
    "bad": ("#ff968c", "#a92018", "bold bright_red"),
    "due": ("#e9bb66", "#774e00", "yellow"),
    "good": ("#93c47d", "#2b6530", "green"),
    "info": ("#86b6e0", "#1d5a94", "cyan"),
    "sheet": ("#f4efe4", "#fffefb", ""),  # the paper
    "sheet-text": ("#1d1a17", "#1d1a17", "default"),
    "sheet-quiet": ("#6b6257", "#6b6257", "dim"),
    "sheet-mark": ("#fbe3a2", "#fbe3a2", "underline"),  # the passage that is being written, on the paper
    "paper-desk": ("#0e0c0b", "#c9c2b6", ""),
}
DARK = {role: dark for role, (dark, _, _) in _ROLES.items()}
LIGHT = {role: light for role, (_, light, _) in _ROLES.items()}
SIXTEEN = {role: style for role, (_, _, style) in _ROLES.items()}
