"""The questions by which conflicts are settled, one after the other: a digit takes a value, the next one comes by itself."""

from collections.abc import Callable, Sequence
from datetime import date

from branchtui.store.replication.merging.conflicts import Conflict
from branchtui.ui.commands.rooms import KINDS
from branchtui.ui.rooms.sync.conflicts.lines import Seen, origin, pieces_of, see, telling
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, Values
from branchtui.ui.screens.reader import ReadingScreen
from branchtui.workflows.safety import merging, resolving
from branchtui.workflows.safety.merging import Version

_LEGEND = ("“-”起头的只在第 2 份里，“+”起头的只在第 1 份里。按 Esc 回去选。", "")
_OF_JOINED = ("“-”起头的是合并时去掉的，“+”起头的是另一边写的。按 Esc 回去选。", "")
Option = tuple[str, str]
Settled = Callable[[bytes], object]


def settle_in_turn(
    screen: PlaceScreen, waiting: Sequence[Conflict], at: int = 0, settled: Settled = lambda thing: None
) -> None:
    """Ask about each of the conflicts, beginning with number `at`; Esc ends it. Each answer is one act.

    `settled` is told the id of each thing of which one was settled.
    """
    if at >= len(waiting):
        return
    with screen.telling():
        seen = see(waiting[at], screen.shell.now())
        _ask(screen, waiting, at, seen, settled)


def _ask(screen: PlaceScreen, waiting: Sequence[Conflict], at: int, seen: Seen, settled: Settled) -> None:
    def go_on() -> None:
        screen.call_later(settle_in_turn, screen, waiting, at + 1, settled)

    def again() -> None:
        screen.call_later(settle_in_turn, screen, waiting, at, settled)

    def done() -> None:
        settled(resolving.of_whole(seen.conflict)[1])
        go_on()

    def chosen(option: Option | None) -> None:
        if option is None:
            return
        kind, _, number = option[0].partition(":")
        if kind == "take":
            if _settled(screen, lambda: resolving.settle(seen.conflict, int(number), today=_today(screen))):
                done()
        elif kind == "look":
            notes = _OF_JOINED if seen.joined else _LEGEND
            reader = ReadingScreen(screen.title_room(), f"{seen.title}：{seen.field}", pieces_of(seen), notes)
            screen.app.push_screen(reader, lambda _: again())
        elif kind == "write":
            with screen.telling():
                screen.app.push_screen(_form(screen, seen, done))
        elif kind == "open":
            screen.call_later(_open, screen, seen)
        elif kind == "all":
            ask_machine(screen, again)
        else:
            go_on()

    thing = screen.thing()
    screen.app.push_screen(pick(_question(seen, at, len(waiting)), _options(seen, thing.id if thing else None)), chosen)


def _question(seen: Seen, at: int, of: int) -> str:
    head = f"（{at + 1}/{of}）{seen.title}" if of > 1 else seen.title
    what = resolving.JOINED if seen.joined else "两边写得不一样"
    if seen.conflict.closed:
        what = f"{origin(seen.versions[0])} 又写了文字"
    return "\n".join((head, f"{seen.field}：{what}", *(f"! {words}" for words in seen.findings)))


def _options(seen: Seen, here: bytes | None) -> list[Option]:
    """What may be answered, where the thing `here` lies open."""
    values = [(f"take:{number}", _value_words(seen, version)) for number, version in enumerate(seen.versions, 1)]
    if seen.conflict.closed:
        values = [("take:1", f"看过了，仍是“{seen.versions[0].value}”")]
    elif seen.joined:
        values = [(values[-1][0], "核对过了，就用合并好的"), *((key, f"只用：{words}") for key, words in values[:-1])]
    options = [*values]
    if seen.long:
        options.append(("look", "看差别"))
    if merging.may_write(seen.conflict):
        options.append(("write", "合并编辑" if resolving.joins(seen.conflict.table, seen.conflict.columns) else "另写"))
    table, whole = resolving.of_whole(seen.conflict)
    if table in KINDS and whole != here:
        options.append(("open", "打开来看"))
    return [*options, ("all", "一台电脑写的都用……"), ("later", "稍后")]


def _value_words(seen: Seen, version: Version) -> str:
    """A value in a line: of long texts, which begin alike, only whose it is and how long."""
    shown = "，现在显示" if version.shown else ""
    if seen.long:
        return f"{origin(version)} 写的，{len(version.value)} 字{shown}"
    return f"{telling(version, seen.versions)}  {origin(version)}{shown}"


def _form(screen: PlaceScreen, seen: Seen, after: Callable[[], None]) -> FormScreen:
    """What is to stand there instead, begun with what both have written."""
    conflict = seen.conflict
    area = resolving.joins(conflict.table, conflict.columns)

    def submit(typed: Values) -> str:
        words = resolving.settle(conflict, text=typed["text"], today=_today(screen))
        return f"{words.rstrip('。')}。"

    # Named with the row: words that were left over lead back to the thing.
    name = f"conflict-{conflict.columns[0]}-{conflict.row.hex()}"
    field = Field("text", "改成", resolving.draft(conflict), area=area)
    note = "两边的句子都在这里，删去不要的。" if area and not seen.joined else ""
    return FormScreen(
        name, f"{seen.title}：{seen.field}", [field], submit, room=screen.title_room(), after=after, note=note
    )


def ask_machine(screen: PlaceScreen, again: Callable[[], None] = lambda: None) -> None:
    """Of which machine everything is to be taken, with how much that is; the answer does it, or goes back by `again`."""
    found = resolving.machines(merging.conflicts())
    if not found:
        screen.shell.say("现在没有要选的冲突。")
        return
    options = []
    for number, one in enumerate(found):
        gone = f"，其中 {one.trashed} 处是移入回收" if one.trashed else ""
        options.append((str(number), f"{one.words}写的：{one.conflicts} 处{gone}"))

    def chosen(option: Option | None) -> None:
        if option is None or option[0] == "leave":
            again()
        else:
            machine = found[int(option[0])]
            _settled(screen, lambda: resolving.take_all_of(machine, today=_today(screen)))

    question = "哪一台电脑写的都用？\n别的写法都在历史里；这是一步，按 Ctrl+Z 可撤销。"
    screen.app.push_screen(pick(question, [*options, ("leave", "不用，一处一处看")]), chosen)


def _settled(screen: PlaceScreen, settle: Callable[[], str]) -> bool:
    """Settle, tell it, and show the screen anew; whether it was done."""
    with screen.telling() as done:
        words = settle()
        screen.read_again()
        done(f"{words.rstrip('。')}。")
        return True
    return False


async def _open(screen: PlaceScreen, seen: Seen) -> None:
    with screen.telling():
        await screen.shell.open_thing(*resolving.of_whole(seen.conflict))


def _today(screen: PlaceScreen) -> date:
    return screen.shell.now().date()
