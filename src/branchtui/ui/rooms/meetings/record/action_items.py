"""议定事项 of a meeting: the forms that note, change and finish one, the menu over all, and their lines."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from branchtui.rules.text.chinese_time import near_day
from branchtui.store.models import ActionItem, AgendaItem, Meeting
from branchtui.store.queries import action_items as facts
from branchtui.store.queries import meetings
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.meeting_view import MeetingView
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.meetings.actions import day_hint, person_hint
from branchtui.ui.rooms.meetings.owner import MeetingOwner
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, ask, column
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.workflows.meetings import action_items as acts


def add_form(screen: PlaceScreen, row: Meeting, item: AgendaItem | None) -> FormScreen:
    """Asks what is to be done, by whom and by when, as agreed on an item of the agenda or on none."""

    def submit(values: Mapping[str, str]) -> str:
        acts.add_action(row, **values, item=item, today=screen.shell.now().date())
        return f"已记下议定事项：{values['what']}。"

    return FormScreen(
        f"action-of-{row.id.hex()}",
        "加议定事项",
        _fields(screen, row, {}),
        submit,
        room="meetings",
        note=f"在“{item.title}”这一项议定的" if item else "",
    )


def edit_form(screen: PlaceScreen, action: ActionItem) -> FormScreen:
    """Asks for the same of one that was noted."""
    due = action.due.isoformat() if action.due else ""
    before = {"what": action.what, "owner": facts.owner_name(action), "due": due}
    guard = Guard(action, before)

    def write(**changes: str) -> None:
        acts.change_action(facts.action_item(action.id), today=screen.shell.now().date(), **changes)

    def submit(values: Mapping[str, str]) -> str:
        guard.save(values, write)
        return "议定事项已改。"

    fields = _fields(screen, action.meeting, before)
    return FormScreen(f"action-{action.id.hex()}", "改议定事项", fields, submit, room="meetings")


def done_form(screen: PlaceScreen, action: ActionItem) -> FormScreen:
    """Asks how it went; it is done today unless another day is written in the menu of the meeting."""

    def submit(typed: str) -> str:
        acts.finish_action(facts.action_item(action.id), note=typed, today=screen.shell.now().date())
        return f"已办成：{action.what}。"

    return ask(
        f"done-{action.id.hex()}",
        f"办成了：{action.what}",
        "完成情况",
        submit,
        placeholder="可不填，回车就记为今天办成",
    )


def _done_form_of_a_day(screen: PlaceScreen, action: ActionItem) -> FormScreen:
    """Asks how it went, and on which day it was done."""

    def submit(values: Mapping[str, str]) -> str:
        today = screen.shell.now().date()
        acts.finish_action(facts.action_item(action.id), on=values["done_on"], note=values["done_note"], today=today)
        return f"已办成：{action.what}。"

    fields = [
        column(ActionItem, "done_on", screen.shell.now().date().isoformat(), hint=day_hint(screen)),
        column(ActionItem, "done_note", placeholder="可不填"),
    ]
    return FormScreen(f"done-{action.id.hex()}", f"办成了：{action.what}", fields, submit, room="meetings")


def menu(screen: MeetingOwner) -> None:
    """Choose one of what the meeting agreed, then what becomes of it."""
    view, today = screen.view, screen.shell.now().date()
    options = [(row.id.hex(), words(row, view.owners[row.id], today)) for row in view.actions]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            with screen.telling():
                _ask_what(screen, facts.action_item(bytes.fromhex(option[0])))

    screen.app.push_screen(pick("议定事项", options), chosen)


def _ask_what(screen: MeetingOwner, action: ActionItem) -> None:
    open_ = action.done_on is None
    ways: dict[str, tuple[str, Callable[[], object]]] = {
        "done": ("办成了", lambda: screen.app.push_screen(_done_form_of_a_day(screen, action))),
        "open": ("还没办成，改回待办", lambda: acts.reopen_action(action)),
        "edit": ("改事项、责任人、时限", lambda: screen.app.push_screen(edit_form(screen, action))),
        "remove": ("删去", lambda: acts.remove_action(action)),
    }
    del ways["open" if open_ else "done"]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        with screen.telling() as done:
            ways[option[0]][1]()
            if option[0] in ("open", "remove"):
                done("已改回待办。" if option[0] == "open" else f"已删去议定事项：{action.what}。")
                screen.show_head()

    screen.app.push_screen(pick(action.what, [(key, words) for key, (words, _) in ways.items()]), chosen)


def words(row: ActionItem, owner: str, today: date) -> str:
    """One of them in a line."""
    if row.done_on:
        when = f"{near_day(row.done_on, today)} 办成"
    else:
        when = f"{near_day(row.due, today)} 前" if row.due else ""
    return "  ".join(filter(None, (row.what, owner, when)))


def action_lines(view: MeetingView, today: date, width: int, most: int, glyphs: Glyphs) -> Sequence[Ink]:
    """The first `most` of them as lines below the outline, those to be done before those that are."""
    rows = sorted(view.actions, key=lambda row: row.done_on is not None)
    lines = []
    for row in rows[:most]:
        late = row.done_on is None and row.due is not None and row.due < today
        sign, role = (glyphs.full, "good") if row.done_on else (glyphs.open, "bad" if late else "due")
        line = Ink("  ").add(f"{sign} ", role, bold=late)
        told = f"议定 {words(row, view.owners[row.id], today)}"
        lines.append(line.add(told, "quiet" if row.done_on else "text", width=width - line.cells, more=glyphs.more))
    if len(rows) > most:
        lines.append(Ink(f"    另有议定事项 {len(rows) - most} 件，按 F10 看", "quiet"))
    return lines


def _fields(screen: PlaceScreen, row: Meeting, before: Mapping[str, str]) -> list[Field]:
    day = meetings.begins(row).date()
    return [
        column(ActionItem, "what", before.get("what", "")),
        Field(
            "owner",
            "责任人",
            before.get("owner", ""),
            "输入首字母；没有定就空着",
            person_hint(screen),
            offers=lambda values: suggestions.people_on(day),
        ),
        column(ActionItem, "due", before.get("due", ""), hint=day_hint(screen)),
    ]
