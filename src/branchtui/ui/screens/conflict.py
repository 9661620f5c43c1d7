"""Asks which text to keep where a field was changed here and elsewhere."""

from collections.abc import Callable

from branchtui.store.replication.text_diff import compare
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.reader import ReadingScreen
from branchtui.ui.text.cells import one_line
from branchtui.workflows.concurrent_edits import Clash

_SHOWN = 60  # characters of a text in the question


def ask_which(screen: PlaceScreen, clash: Clash, decided: Callable[[str | None], object]) -> None:
    """Ask; `decided` gets "mine", "theirs", or None where the person leaves it open."""

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None and option[0] == "look":
            pieces = compare(clash.theirs, clash.mine)
            notes = ("“-”起头的是对方的，“+”起头的是你的。按 Esc 回去选。", "")
            heading = f"“{clash.label}”：两边的差别"
            shown = ReadingScreen(screen.title_room(), heading, pieces, notes)
            screen.app.push_screen(shown, lambda _: ask_which(screen, clash, decided))
        else:
            decided(option[0] if option is not None else None)

    when = f"，{clash.at:%m-%d %H:%M}" if clash.at else ""
    question = "\n".join(
        (
            f"“{clash.label}”在别处也改了：{clash.who}{when}",
            f"对方：{_short(clash.theirs)}",
            f"你的：{_short(clash.mine)}",
            "用哪一份？",
        )
    )
    options = [("mine", "用我写的"), ("theirs", "用对方的"), ("look", "先看两边的差别")]
    screen.app.push_screen(pick(question, options), chosen)


def _short(text: str) -> str:
    line = one_line(text)
    return f"{line[:_SHOWN]}（共 {len(text)} 字）" if len(line) > _SHOWN else line or "（空）"
