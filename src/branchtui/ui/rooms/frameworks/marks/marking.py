"""The mark key: what is meant by it where the focus stands, the points it goes to, and where else it may serve."""

from collections.abc import Callable, Sequence

from branchtui.rules.frameworks.things import THINGS
from branchtui.store.models import Row
from branchtui.store.queries.frameworks import marked
from branchtui.store.replication import captions
from branchtui.ui.rooms.frameworks.marks.picker import PointChoice, PointRow, point_rows
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import Shell
from branchtui.ui.widgets.mark_pane import MarkPane
from branchtui.workflows.frameworks.toggling import toggle
from branchtui.workflows.frameworks.tree import also_for

_NONE_ADOPTED = "还没有采用对标，没有观测点可选。按 6 进对标，按 F4，再按 Ctrl+N 采用一个。"
_MORE = "空格可选几个，回车完成"


def open_marking(shell: Shell) -> None:
    """Ask to which points the thing that the focus is on goes, or all that are marked in its list."""
    screen = shell.screen
    if not isinstance(screen, PlaceScreen) or not screen.commit_all():
        return
    with screen.telling():
        things, done = _meant(shell)
        if things:
            _ask_points(screen, things, done)
        else:
            shell.say(f"光标不在能作佐证的一项上。能作佐证的有：{'、'.join(THINGS.values())}。")


def ask_covered(screen: PlaceScreen, meeting: Row) -> None:
    """覆盖内容: ask which of the points of running campaigns a meeting has covered; they are ordinary marks."""
    rows = point_rows([meeting], kinds=("campaign",))
    if rows:
        _ask(screen, [meeting], rows, lambda: None, f"覆盖内容（{_MORE}）")
    else:
        screen.shell.say("没有正在开展的专题教育，没有规定动作可勾。按 6 进对标，按 F4，再按 Ctrl+N 采用一个。")


def _ask_points(screen: PlaceScreen, things: Sequence[Row], done: Callable[[], object]) -> None:
    """Ask to which points things of one table go; `done` is called once they do."""
    rows = point_rows(things)
    if rows:
        _ask(screen, things, rows, done, f"{_called(things)}作哪里的佐证（{_MORE}）")
    else:
        screen.shell.say(_NONE_ADOPTED)


def _ask(
    screen: PlaceScreen, things: Sequence[Row], rows: Sequence[PointRow], done: Callable[[], object], question: str
) -> None:
    """Ask for points of `rows`, then in which other frameworks the things serve too, and put them there."""

    def write(points: Sequence[PointRow]) -> None:
        with screen.telling() as tell:
            words = toggle([row.point for row in points], things)
            done()
            tell(words)

    def chosen(row: PointRow | None) -> None:
        if row is None:
            return
        points = choice.chosen or [row]
        others = _elsewhere(points, rows, len(things))
        if not others:
            write(points)
            return
        more = PointChoice(f"也用于（{_MORE}）", [points[0], *others], len(things), about=_also)

        def taken(also: PointRow | None) -> None:
            if also is not None:
                write([*points, *(each for each in more.chosen or [also] if each not in points)])

        screen.app.push_screen(more, taken)

    choice = PointChoice(question, rows, len(things), about=_about)
    screen.app.push_screen(choice, chosen)


def _elsewhere(points: Sequence[PointRow], rows: Sequence[PointRow], of: int) -> list[PointRow]:
    """The points of other frameworks with the same of the seven dims, as far as something is put and not taken back."""
    put = [row.point for row in points if row.put < of]
    wanted = {point.id for each in put for _, point in also_for(each)} - {row.id for row in points}
    return [row for row in rows if row.id in wanted and row.put < of]


def _also(row: PointRow) -> str:
    return f"{row.framework.level} {row.framework.name}：{row.number} {row.point.title}"


def _about(row: PointRow) -> str:
    return f"{row.framework.level} {row.framework.cycle}：{row.point.demand or row.point.title}"


def _called(things: Sequence[Row]) -> str:
    if len(things) == 1:
        return captions.thing(things[0]._meta.table_name, things[0].id)
    return f"{THINGS[things[0]._meta.table_name]} {len(things)} 项"


def _meant(shell: Shell) -> tuple[list[Row], Callable[[], object]]:
    """The things that are meant, none where the focus is on nothing of the kind, and what follows once they are put."""
    ways = list((shell.focused or shell.screen).ancestors_with_self)
    pane = next((node for node in ways if isinstance(node, MarkPane) and node.marked), None)
    for holder in ways:
        find = getattr(holder, "history_of", None)
        thing: Row | None = find() if find is not None else None
        if thing is None or thing._meta.table_name not in THINGS:
            continue
        if pane is None:
            return [thing], lambda: None
        return marked.stored(thing._meta.table_name, [row.id for row in pane.marked]), pane.unmark
    return [], lambda: None
