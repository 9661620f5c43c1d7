"""What the head of a thing, or its card, says of fields that two machines have written."""

from branchtui.ui.commands.table import first_key
from branchtui.ui.shell import Shell
from branchtui.ui.text.ink import Ink


def conflict_line(shell: Shell, words: str, width: int) -> Ink:
    """The line that tells of a thing's conflicts, and how to come to them."""
    command = next(command for command in shell.commands if command.id == "app.conflicts")
    way = Ink(f"  {first_key(command, shell.commands)} {command.name}", "quiet")
    line = Ink(f"{shell.brush.glyphs.wrong} ", "bad").add(words, "bad")
    return line.cut(width - way.cells, shell.brush.glyphs.more).join(way)
