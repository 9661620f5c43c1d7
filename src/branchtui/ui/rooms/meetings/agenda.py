"""议程: items, materials and guests of a meeting in one list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.attendance import audience_words
from branchtui.store.models import AgendaItem, Guest, Material, Row
from branchtui.store.queries import meetings
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.meetings.owner import MeetingPane
from branchtui.ui.rooms.registry import thing_screen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.meetings import attendance
from branchtui.workflows.meetings import meetings as acts


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One line of the list and the thing it stands for."""

    sort: str
    words: str
    more: str
    thing: AgendaItem | Material | Guest | None


_COLUMNS: list[Column[AgendaRow]] = [
    Column("", 8, lambda row: row.sort),
    Column("内容", 24, lambda row: row.words, grow=True),
    Column("汇报人/来源/单位", 16, lambda row: row.more),
]


_PLAN = "计划"


class AgendaPane(MeetingPane):
    """Enter edits, Ctrl+N adds, Ctrl+Up and Ctrl+Down move, Del removes."""

    PLACE = "agenda"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("agenda")]

    def compose(self) -> ComposeResult:
        yield ListPane(_COLUMNS, self._rows, empty="还没有议程。按 Ctrl+N 增加。", id="agenda")

    def on_mount(self) -> None:
        self.reload()

    @property
    def _pane(self) -> ListPane[AgendaRow]:
        return self.query_one("#agenda", ListPane)

    def reload(self) -> None:
        self._pane.reload()

    def _rows(self, filter_text: str) -> Rows[AgendaRow]:
        view = self.owner.view
        row = view.row
        rows = [
            AgendaRow("地点", row.place or "（还没有填）", "Ctrl+E 修改", None),
            AgendaRow("主持人", view.host or "（还没有填）", "", None),
            AgendaRow("记录人", view.recorder or "（还没有填）", "", None),
        ]
        if view.plan:
            rows.append(AgendaRow(_PLAN, view.plan, view.schedule, None))
        if row.reason:
            rows.append(
                AgendaRow("原因", row.reason, "取消会议" if row.state == "cancelled" else "归档后重新打开", None)
            )
        if row.first_topic:
            rows.append(AgendaRow("第一议题", row.first_topic, "", None))
        for number, item in enumerate(view.items, 1):
            rows.append(AgendaRow(f"议程 {number}", item.title, view.presenters[item.id], item))
        rows += [AgendaRow("材料", m.title, m.source or m.link, m) for m in view.materials]
        rows += [
            AgendaRow("主讲" if g.topic else "列席", f"{g.name}：“{g.topic}”" if g.topic else g.name, g.position, g)
            for g in view.guests
        ]
        if audience := audience_words(row.audience, row.audience_who):
            rows.append(AgendaRow("听众", audience, "Ctrl+E 修改", None))
        return Rows([r for r in rows if filter_text in f"{r.sort}{r.words}{r.more}"])

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        message.stop()
        row = message.row
        if not isinstance(row, AgendaRow):
            return
        if row.sort == _PLAN:
            self._open_plan()
        elif row.thing is None:
            self.owner.action_edit()
        elif isinstance(row.thing, AgendaItem):
            if self.owner.may_change():
                self.app.push_screen(self._item_form(meetings.item(row.thing.id)))
        elif isinstance(row.thing, Guest):
            if self.owner.may_change():
                self.app.push_screen(self._guest_form(row.thing))
        else:
            self.owner.shell.say("材料要改，请按 Del 删去后按 Ctrl+N 重新加。")

    def _open_plan(self) -> None:
        with self.owner.telling():
            if line := self.owner.view.row.plan_item_id:
                self.app.push_screen(thing_screen("plan_item", line))

    def _item_form(self, item: AgendaItem) -> FormScreen:
        before = {"title": item.title, "presenter": meetings.presenter_name(item)}
        fields = [
            Field("title", "议题", before["title"]),
            Field("presenter", "汇报人", before["presenter"], offers=self._presenters),
        ]

        guard = Guard(item, before)

        def write(**changes: str) -> None:
            acts.edit_item(meetings.item(item.id), **changes)

        def submit(values: Mapping[str, str]) -> str:
            guard.save(values, write)
            return "议题已改。"

        return FormScreen(f"item-{item.id.hex()}", "改议题", fields, submit, room="meetings")

    def _guest_form(self, guest: Guest) -> FormScreen:
        before: dict[str, str] = {key: getattr(guest, key) for key in ("name", "position", "topic")}
        guard = Guard(guest, before)

        def write(**changes: str) -> None:
            attendance.edit_guest(Guest.get_by_id(guest.id), **changes)

        def submit(values: Mapping[str, str]) -> str:
            guard.save(values, write)
            return "列席人员已改。"

        return FormScreen(f"guest-{guest.id.hex()}", "改列席人员", _guest_fields(before), submit, room="meetings")

    def _presenters(self, values: Mapping[str, str]) -> Sequence[Suggestion]:
        """Who stands on the roster of the meeting's day."""
        return suggestions.people_on(meetings.begins(self.owner.view.row).date(), "presenter")

    def action_add(self) -> None:
        if not self.owner.may_change():
            return
        options = [("item", "议题"), ("material", "学习材料"), ("guest", "列席人员、主讲人")]

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                self.app.push_screen(self._add_form(option[0]))

        self.app.push_screen(pick("增加什么", options), chosen)

    def _add_form(self, what: str) -> FormScreen:
        row = self.owner.read()
        fields = {
            "item": [
                Field("title", "议题"),
                Field("presenter", "汇报人", placeholder="可不填", offers=self._presenters),
            ],
            "material": [
                column(Material, "title"),
                column(Material, "source"),
                Field("link", "文件或网址", placeholder="可不填"),
            ],
            "guest": _guest_fields({}),
        }[what]

        def submit(values: Mapping[str, str]) -> str:
            if what == "item":
                acts.add_item(row, values["title"], presenter=values["presenter"])
                return f"已加议题：{values['title']}。"
            if what == "material":
                acts.add_material(row, values["title"], source=values["source"], link=values["link"])
                return f"已加材料：{values['title']}。"
            attendance.add_guest(row, values["name"], position=values["position"], topic=values["topic"])
            return f"已加列席：{values['name']}。"

        titles = {"item": "加议题", "material": "加学习材料", "guest": "加列席人员"}
        return FormScreen(f"{what}-of-{row.id.hex()}", titles[what], fields, submit, room="meetings")

    def history_of(self) -> Row | None:
        thing: Row | None = self._chosen()
        return thing

    def _chosen(self) -> Any:
        row = self._pane.table.row
        return row.thing if row is not None else None

    def action_shift(self, way: str) -> None:
        item = self._chosen()
        if not isinstance(item, AgendaItem):
            self.owner.shell.say("只有议程里的议题可以挪动，请先把光标移到“议程”的一行。")
            return
        down = way == "down"
        self.owner.read()
        agenda = self.owner.view.items
        if item.id == agenda[-1 if down else 0].id:
            self.owner.shell.say(f"“{item.title}”已经是{'最后' if down else '第'}一项。")
            return
        with self.owner.telling() as done:
            acts.move_item(item, 1 if down else -1)
            self._show_change()
            done(f"“{item.title}”已{'下移' if down else '上移'}。")
            self._pane.table.seek(lambda row: isinstance(row.thing, AgendaItem) and row.thing.id == item.id)

    def action_remove(self) -> None:
        thing = self._chosen()
        with self.owner.telling() as done:
            if isinstance(thing, AgendaItem):
                acts.remove_item(thing)
            elif isinstance(thing, Material):
                acts.remove_material(thing)
            elif isinstance(thing, Guest):
                attendance.remove_guest(thing)
            else:
                self.owner.shell.say("光标不在议题、材料或列席人员上。")
                return
            self._show_change()
            done(f"“{thing.name if isinstance(thing, Guest) else thing.title}”已删去。")

    def _show_change(self) -> None:
        self.owner.show_head()
        self.reload()


def _guest_fields(values: Mapping[str, str]) -> list[Field]:
    """The fields of somebody who is not expected: of a known contact, or a former guest, the name is enough."""
    named = column(Guest, "name", values.get("name", ""), offers=lambda _: suggestions.guests())
    known = {guest.words: guest.note for guest in suggestions.guests()}
    position = column(
        Guest,
        "position",
        values.get("position", ""),
        placeholder="可不填；写了就记进往来，下次不用再写",
        offers=_positions,
        default=None if values else lambda typed: known.get(typed["name"], ""),
    )
    return [named, position, column(Guest, "topic", values.get("topic", ""))]


def _positions(values: Mapping[str, str]) -> Sequence[Suggestion]:
    """What stood behind the names of former guests, that of this one first."""
    known = suggestions.guests()
    known.sort(key=lambda guest: guest.words != values["name"])
    return [Suggestion(position) for position in dict.fromkeys(guest.note for guest in known) if position]
