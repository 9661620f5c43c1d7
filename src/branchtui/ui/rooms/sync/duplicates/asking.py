"""What is asked about two that may be one: one or two, and whose words stand where they differ."""

from typing import TYPE_CHECKING

from branchtui.store.replication import captions
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.workflows.joining import duplicates, joining
from branchtui.workflows.joining.choices import Difference, Side
from branchtui.workflows.joining.duplicates import Duplicate, Finding

if TYPE_CHECKING:
    from branchtui.ui.screens.base import PlaceScreen

Taken = dict[str, Side]


def ask_about(screen: "PlaceScreen", pair: Duplicate) -> None:
    """Whether the two are one. Raises BranchError where they are gone, or can't be made one."""
    differing = joining.differences(*pair.rows)
    if differing:
        options = [
            ("kept", f"合并，不一样的 {len(differing)} 处都留第一条的"),
            ("other", f"合并，不一样的 {len(differing)} 处都留第二条的"),
            ("each", "合并，逐处选留哪一个"),
        ]
    else:
        options = [("kept", "合并成一条")]
    options = [("nothing", "不动"), *options, ("apart", "不是同一个，以后不再提示")]
    told = [f"{pair.words}：{'，'.join(pair.speaks)}", *(f"{each.label}：{_both(each)}" for each in differing)]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None or option[0] == "nothing":
            return
        if option[0] == "apart":
            _ask_reason(screen, pair)
        elif option[0] == "each":
            _ask_each(screen, pair, differing, {})
        else:
            side: Side = "kept" if option[0] == "kept" else "other"
            _join(screen, pair, {each.name: side for each in differing})

    screen.shell.push_screen(pick("\n".join(told), options), chosen)


def ask_which(screen: "PlaceScreen", finding: Finding) -> None:
    """Which meeting of one ordinal is to be opened."""
    options = [(key.hex(), captions.title("meeting", key)) for key in finding.keys]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            screen.run_worker(screen.shell.open_thing("meeting", bytes.fromhex(option[0])))

    screen.shell.push_screen(pick(finding.words, options), chosen)


def _ask_each(screen: "PlaceScreen", pair: Duplicate, left: list[Difference], taken: Taken) -> None:
    """One difference after the other; Esc leaves all as it is."""
    if not left:
        _join(screen, pair, taken)
        return
    first, *rest = left

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            side: Side = "kept" if option[0] == "kept" else "other"
            _ask_each(screen, pair, rest, {**taken, first.name: side})

    number = len(taken) + 1
    options = [("kept", first.kept), ("other", first.other)]
    screen.shell.push_screen(pick(f"{first.label}（第 {number} 处，共 {number + len(rest)} 处）", options), chosen)


def _ask_reason(screen: "PlaceScreen", pair: Duplicate) -> None:
    def submit(reason: str) -> str:
        said = duplicates.not_one(pair, reason)
        screen.call_later(screen.reload)
        return said

    title = f"不是同一个：{captions.title(pair.table, pair.one)}"
    note = "以后不再提示这两条可能重复，别的电脑上也是。"
    name = f"not-one-{pair.one.hex()}-{pair.other.hex()}"
    screen.shell.push_screen(
        ask(name, title, "原因", submit, placeholder="如：同名的两个人", room=screen.ROOM, note=note)
    )


def _join(screen: "PlaceScreen", pair: Duplicate, taken: Taken) -> None:
    with screen.telling() as done:
        one = joining.join(*pair.rows, taken, today=screen.shell.now().date())
        screen.reload()
        done(f"已合并成一条：{captions.thing(pair.table, one.id)}。")


def _both(each: Difference) -> str:
    return f"第一条 {each.kept}；第二条 {each.other}"
