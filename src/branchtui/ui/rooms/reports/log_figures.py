"""The figures of the log that a report states: each opens the rows it is the sum of."""

from collections.abc import Sequence

from branchtui.rules.services import MEASURES
from branchtui.rules.text.rounded import agrees
from branchtui.store.models import Fact
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.workflows.figures.log_figures import counted, figure_of, in_words


def choose_figure(screen: PlaceScreen, stated: Sequence[Fact]) -> None:
    """Offer the figures with what the log gives now; the one chosen is opened, the only one at once."""
    figures = {fact.id.hex(): (fact, figure) for fact in stated if (figure := figure_of(fact)) is not None}
    if not figures:
        screen.shell.say("这篇稿子没有从服务记录里来的数字。")
        return

    def show(option: tuple[str, str] | None) -> None:
        from branchtui.ui.rooms.posts.services.figure_rows import FigureRowsScreen

        if option is not None:
            with screen.telling():
                screen.app.push_screen(FigureRowsScreen(figures[option[0]][1]))

    wrong = screen.shell.brush.glyphs.wrong
    options = []
    for key, (fact, figure) in figures.items():
        off = agrees(fact.value, counted(figure)) is False
        told = f"写的是“{fact.value}”{f'，台账是 {in_words(figure)}' if off else '，与台账相符'}"
        options.append((key, f"{wrong if off else ' '} {MEASURES[figure.measure]}：{told}"))
    if len(options) == 1:
        show(options[0])
    else:
        screen.app.push_screen(pick("稿子里的数字，看是哪几条的和", options), show)
