"""岗位: what a post is, its steps, who holds it and what it promises, in one list."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.posts.chain import Far, course
from branchtui.rules.posts.pledges import hint
from branchtui.rules.posts.terms import Term
from branchtui.rules.text.chinese_time import near_day
from branchtui.store.models import Pledge, PostHolder, PostStep, Row
from branchtui.store.queries.post_view import Basis
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.forms import parts
from branchtui.ui.rooms.posts.forms.step import change_form, choose, step_form, take_next
from branchtui.ui.rooms.posts.lines import far_sign, next_words, term_words
from branchtui.ui.rooms.posts.owner import PostOwner, PostPane
from branchtui.ui.screens.choice import pick
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Groups, Rows, Source
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import WindowTable

_ABOUT, _STEPS, _HOLDERS, _PLEDGES = "岗位信息", "环节", "上岗党员", "承诺"
_UNKNOWN = "（还没有填）"


class FactRow(NamedTuple):
    """One line, the group it stands in, and the thing it stands for; `step` is one that can be noted still."""

    group: str
    far: Far | None
    words: str
    day: str = ""
    more: str = ""
    role: str = "quiet"  # of `more`
    thing: Row | None = None
    step: str = ""
    name: str = ""  # in a sentence


class FactRows(Rows[FactRow]):
    """The lines with their groups."""

    def groups(self) -> Groups:
        """The headings; those of holders and pledges say how many."""
        groups = ((name, list(rows)) for name, rows in groupby(self.rows, lambda row: row.group))
        return [(_head(name, rows), len(rows)) for name, rows in groups]


def _head(name: str, rows: Sequence[FactRow]) -> Ink:
    line = Ink(name, bold=True)
    things = [row for row in rows if row.thing is not None]
    if name == _PLEDGES and things:
        line.add(f" 兑现 {sum(row.far == 'done' for row in things)}/{len(things)}", "quiet")
    return line


def _words(row: FactRow, glyphs: Glyphs) -> Ink:
    if row.far is None:
        return Ink("  ").add(row.words, "quiet" if row.group == _ABOUT else "text")
    sign, role = far_sign(row.far, glyphs)
    return Ink(f"{sign} ", role).add(row.words, "text" if role == "good" else role)


_COLUMNS: list[Column[FactRow]] = [
    Column("", 16, lambda row: row.words, ink=lambda row, glyphs: _words(row, glyphs).cut(15, glyphs.more)),
    Column("", 17, lambda row: row.day, role="quiet"),
    Column("", 20, lambda row: row.more, grow=True, role=lambda row: row.role),
]


class FactsPane(PostPane):
    """Enter opens a line or notes its step, Ctrl+N adds, Del removes."""

    PLACE = "facts"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("facts")]

    def compose(self) -> ComposeResult:
        yield ListPane(_COLUMNS, self._rows, empty="没有。", group=by_group, id="facts")

    def on_mount(self) -> None:
        self.reload()
        self._pane.table.seek(lambda row: row.step != "" and row.far == "next")

    @property
    def _pane(self) -> ListPane[FactRow]:
        return self.query_one("#facts", ListPane)

    def reload(self) -> None:
        self._pane.reload()

    def history_of(self) -> Row | None:
        row = self._pane.table.row
        return row.thing if row is not None and row.thing is not None else self.owner.view.row

    def _rows(self, filter_text: str) -> FactRows:
        rows = [*_steps(self.owner), *_holders(self.owner), *_pledges(self.owner), *_about(self.owner)]
        return FactRows([row for row in rows if filter_text in f"{row.group}{row.words}{row.day}{row.more}"])

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        message.stop()
        row, owner = message.row, self.owner
        if not isinstance(row, FactRow) or not owner.may_change():
            return
        with owner.telling():
            if row.step:
                if row.far == "next":
                    take_next(owner, owner.view)
                else:
                    self.app.push_screen(step_form(owner, owner.view, row.step))
            elif isinstance(row.thing, PostStep):
                self.app.push_screen(change_form(owner, owner.view, row.thing))
            elif isinstance(row.thing, PostHolder):
                self.app.push_screen(parts.term_form(owner, owner.view, row.thing))
            elif isinstance(row.thing, Pledge):
                self.app.push_screen(parts.pledge_form(owner, row.thing))
            elif row.group == _ABOUT:
                owner.action_edit()
            else:
                self._add("holder" if row.group == _HOLDERS else "pledge")

    def action_add(self) -> None:
        if not self.owner.may_change():
            return
        options = [("holder", "上岗党员"), ("pledge", "承诺"), ("step", "环节")]

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                with self.owner.telling():
                    self._add(option[0])

        self.app.push_screen(pick("增加什么", options), chosen)

    def _add(self, what: str) -> None:
        owner = self.owner
        if what == "holder":
            self.app.push_screen(parts.holder_form(owner, owner.view))
        elif what == "pledge":
            self.app.push_screen(parts.pledges_form(owner.view))
        else:
            choose(owner, owner.view)

    def action_remove(self) -> None:
        from branchtui.workflows.posts import holders, pledges, steps

        row, owner = self._pane.table.row, self.owner
        thing = row.thing if row is not None else None
        with owner.telling() as done:
            if isinstance(thing, PostStep):
                steps.remove_step(thing)
            elif isinstance(thing, PostHolder):
                holders.remove_holder(thing)
            elif isinstance(thing, Pledge):
                pledges.remove_pledge(thing)
            else:
                owner.shell.say("光标不在登记过的环节、上岗党员或承诺上。")
                return
            owner.show_change()
            assert row is not None
            done(f"{row.name}已删去。")


def by_group(source: Source[FactRow]) -> Groups:
    """The headings of the list."""
    assert isinstance(source, FactRows)
    return source.groups()


def _steps(owner: PostOwner) -> Iterator[FactRow]:
    view, rules, today = owner.view, owner.rules, owner.shell.now().date()
    for row in view.steps:
        far: Far = "begun" if row.to_day is not None and row.day <= today <= row.to_day else "done"
        days = near_day(row.day, today) + (f"至{near_day(row.to_day, today)}" if row.to_day else "")
        basis = view.meetings.get(row.meeting_id) if row.meeting_id else None
        kind = rules.steps.get(row.step)
        missing = kind is not None and kind.meeting and basis is None
        more = "；".join(filter(None, (_basis(basis), row.reason))) or ("还没有依据的会议" if missing else "")
        yield FactRow(_STEPS, far, row.step, days, more, "quiet", row, name=f"{row.step}（{days}）")
    coming = view.next_step(rules, today)
    stations = course(view.dated, rules, today)
    if coming is not None and coming.name not in {each.name for each in stations if each.far == "next"}:
        yield FactRow(_STEPS, "next", coming.name, "下一步", next_words(coming, today), step=coming.name)
    later = {row.step for row in view.steps if row.day > today}
    for each in stations:
        if each.far == "next" and coming is not None:
            role = "due" if coming.missing else "quiet"
            more = next_words(coming, today) or "按回车登记"
            yield FactRow(_STEPS, "next", each.name, "下一步", more, role, step=each.name)
        elif each.far == "left_out" and each.name not in later:
            yield FactRow(_STEPS, "left_out", each.name, "没有登记", step=each.name)
        elif each.far == "later" and each.name not in later:
            yield FactRow(_STEPS, "later", each.name, step=each.name)


def _basis(basis: Basis | None) -> str:
    return f"{basis.kind}“{basis.title}”" if basis is not None else ""


def _holders(owner: PostOwner) -> Iterator[FactRow]:
    view, today = owner.view, owner.shell.now().date()
    for row in view.holders:
        term, name = Term(row.from_day, row.to_day), view.names[row.member_id]
        yield FactRow(
            _HOLDERS,
            "done" if term.holds(today) else "later",
            name,
            term_words(term, today),
            view.staff_nos[row.member_id],
            thing=row,
            name=f"{name}的任岗",
        )
    if not view.holders:
        yield FactRow(_HOLDERS, "next", _UNKNOWN, "", "按回车填上")


def _pledges(owner: PostOwner) -> Iterator[FactRow]:
    today = owner.shell.now().date()
    for row in owner.view.pledges:
        vague = not row.kept_on and bool(hint(row.words))
        yield FactRow(
            _PLEDGES,
            "done" if row.kept_on else "next" if vague else "later",
            "已兑现" if row.kept_on else "太笼统" if vague else "未记兑现",
            near_day(row.kept_on, today) if row.kept_on else "",
            row.words + (f"（{row.evidence}）" if row.evidence else ""),
            "text",
            row,
            name=f"承诺“{row.words}”",
        )
    if not owner.view.pledges:
        yield FactRow(_PLEDGES, "next", _UNKNOWN, "", "按回车填上")


def _about(owner: PostOwner) -> Iterator[FactRow]:
    row = owner.view.row
    for label, value in (("编号", row.number), ("类别", row.category), ("服务对象", row.serves)):
        yield FactRow(_ABOUT, None, label, "", value or _UNKNOWN, "text" if value else "quiet")
    duties = list(filter(None, map(str.strip, row.duties.splitlines()))) or [_UNKNOWN]
    for number, words in enumerate(duties):
        role = "text" if row.duties.strip() else "quiet"
        yield FactRow(_ABOUT, None, "" if number else "职责", "", words, role)
