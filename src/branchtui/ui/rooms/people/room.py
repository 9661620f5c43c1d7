"""人员: the roster of a day, adding a person, dated changes, importing a file."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.roster import ASPECTS, AWAY, BY_STROKES, OFFICES, OPEN, ORDER, ORDERS, STANDINGS, since_words
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.names import same_name
from branchtui.store.models import Member, Row, Setting
from branchtui.store.queries import people
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.member_card import member_card
from branchtui.store.queries.people import MemberList, MemberRow
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.editing.sight import Sight
from branchtui.ui.rooms.people.card_view import CardScreen, CardView
from branchtui.ui.rooms.people.columns import columns_for
from branchtui.ui.rooms.people.roster_preview import preview_job
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, ask, column
from branchtui.ui.screens.hints import day_hint
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.widgets.mark_pane import MarkPane
from branchtui.workflows.people.listing_order import list_people_by
from branchtui.workflows.people.roster import NamesakeError, add_member, change_member, join_group, standing_from

if TYPE_CHECKING:
    from branchtui.ui.rooms.people.registers.base import RegisterScreen

_LEAVE = ("转出", "离开", "out")


class _RosterPane(MarkPane[MemberRow]):
    """The roster; under a filter the edge tells how many it has in all."""

    on_roster = 0

    def legend(self) -> str:
        table = self.table
        return f"{table.at}/{table.count}，名册 {self.on_roster} 人" if self.filter_text and table.count else ""


class PeopleScreen(ListRoom[MemberRow]):
    """List left, the person's card right."""

    PLACE = ROOM = "people"
    TABLE = "member"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("people")]

    def __init__(self) -> None:
        self._marks = _RosterPane(
            columns_for(()),
            self._listed,
            title="人员",
            empty="名册还是空的。按 Ctrl+L 导入名册文件，或按 Ctrl+N 加一人。",
            acts="F10 编入党小组",
        )
        self._card = CardView()
        super().__init__(self._marks, self._card)
        self._day: date | None = None  # another day than today
        self._heading = Static("", markup=False, classes="heading")

    def heads(self) -> ComposeResult:
        yield self._heading

    def stored(self, thing: bytes) -> Row:
        return people.member(thing)

    def _listed(self, text: str) -> MemberList:
        found = MemberList(self._on, text)
        self._marks.table.columns = columns_for(found.everyone, flagged=bool(self.flags))
        self._marks.on_roster = len(found.everyone)
        return found

    def show_paper(self, row: MemberRow) -> None:
        self._card.show_card(member_card(row.id, self._on), partial(self.flag_lines, row.id))

    async def open_row(self, row: MemberRow) -> None:
        self.app.push_screen(self._change_form(row))

    def sight(self) -> Sight:
        seen = super().sight()
        return Sight(seen.ids | {Setting.row_id(key=ORDER)}, seen.table)  # the order can be seen too

    @property
    def _on(self) -> date:
        return self._day or self.shell.now().date()

    def show_heads(self) -> None:
        self._heading.display = self._day is not None
        self._heading.update(Content(f"这是{chinese_day(self._on)}的名册，不是今天的。" if self._day else ""))

    def can(self, command_id: str) -> bool:
        return self.pane.table.row is not None if command_id == "people.view" else super().can(command_id)

    def action_view(self) -> None:
        if row := self.chosen():
            self.app.push_screen(CardScreen(row.id, self._on))

    def action_new(self) -> None:
        today = self.shell.now().date()
        fields = [
            column(Member, "name", hint=self._namesakes),
            column(Member, "staff_no"),
            Field(
                "standing",
                "人员类别",
                "正式党员",
                hint=lambda typed: STANDINGS[standing_from(typed)],
                offers=lambda values: _words(STANDINGS.values()),
            ),
            Field("since", "从哪天起", placeholder="如：3月15日；不知道就空着", hint=day_hint(today, past=True)),
            Field("office", "党内职务", placeholder=f"可不填，如：{'、'.join(OFFICES[:4])}", offers=_offices),
            Field("group", "党小组", placeholder="可不填", offers=_groups),
            Field("title", "职称", placeholder="可不填"),
            column(Member, "phone", placeholder="可不填"),
        ]
        others: set[str] = set()  # names of which the person has said that this is somebody else

        def submit(values: Mapping[str, str]) -> str:
            name = values["name"]

            def chosen(option: tuple[str, str] | None) -> None:
                if option is not None and option[0] == "add":
                    others.add(name)
                    form.action_save()

            try:
                return self._add(values, namesake=name in others)
            except NamesakeError as error:
                options = [("leave", "先不加，回去核对"), ("add", "是同名的另一位，加上")]
                self.app.push_screen(pick(str(error), options), chosen)
                raise

        form = FormScreen("member", "往名册里加一人", fields, submit, room="people")
        self.app.push_screen(form)

    def _namesakes(self, typed: str) -> str:
        """Says who bears the name already."""
        same = [row for row in people.members().values() if same_name(row.name, typed)]
        numbers = "、".join(row.staff_no or "没有工号" for row in same)
        return f"名册里已有“{typed}”（{numbers}）；真是另一位再加，请填工号。" if same else ""

    def _add(self, values: Mapping[str, str], *, namesake: bool) -> str:
        today = self.shell.now().date()
        since = parse_day(values["since"], today, past=True) if values["since"] else OPEN
        facts = {key: values[key] for key in ("staff_no", "title", "phone") if values[key]}
        member = add_member(
            values["name"],
            since=since,
            standing=standing_from(values["standing"]),
            office=values["office"],
            group=values["group"],
            namesake=namesake,
            **facts,
        )
        self.call_later(self.show_thing, member.id)
        return f"已加入 {member.name}，{since_words(since) if since == OPEN else f'自{chinese_day(since)}起'}。"

    def _change_form(self, row: MemberRow) -> FormScreen:
        member = people.member(row.id)
        today = self.shell.now().date()
        shown: dict[str, str] = {key: getattr(member, key) for key in ("name", "staff_no", "title", "phone")}
        guard = Guard(member, shown)
        fields = [
            Field("since", "从哪天起", placeholder="如：3月15日；不填就是今天", hint=day_hint(today)),
            Field(
                "standing",
                "人员类别",
                STANDINGS.get(row.standing, ""),
                hint=_standing_hint,
                offers=lambda values: _words([*STANDINGS.values(), _LEAVE[0]]),
            ),
            Field("office", "新任职务", placeholder="可不填，如：组织委员", offers=_offices),
            Field(
                "no_office",
                "免去职务",
                placeholder=f"可不填，现任：{'、'.join(row.offices) or '无'}",
                offers=lambda values: _words(row.offices),
            ),
            Field("group", "党小组", row.group, offers=_groups),
            Field("away", ASPECTS["away"], row.away, "如：产假；回来了就清空", offers=lambda values: _words(AWAY)),
            *(column(Member, key, value) for key, value in shown.items()),
        ]
        note = "人员类别、职务、党小组、长期不在从所填日期起变；姓名、工号等直接更正。转出时在“人员类别”写“转出”。"

        written: list[date] = []  # what begins on a day is written once, however often a clash is asked about

        def submit(values: Mapping[str, str]) -> str:
            since = parse_day(values["since"], today) if values["since"] else today
            leaves = values["standing"] in _LEAVE
            standing = None if leaves or not values["standing"] else standing_from(values["standing"])
            dated: dict[str, Any] = {
                "standing": standing if standing != row.standing else None,
                "office": values["office"] or None,
                "no_office": values["no_office"] or None,
                "group": values["group"] if values["group"] != row.group else None,
                "away": values["away"] if values["away"] != row.away else None,
                "leaves": leaves,
            }

            def write(**facts: Any) -> None:
                change_member(people.member(row.id), since=since, **({} if written else dated), **facts)
                written.append(since)

            guard.save({key: values[key] for key in shown}, write)
            if not written:
                write()
            return f"{member.name}{'已转出' if leaves else '已更改'}，自{chinese_day(since)}起。"

        return FormScreen(f"member-{row.id.hex()}", f"更改：{row.name}", fields, submit, room="people", note=note)

    def action_bring(self) -> None:
        read = partial(preview_job, self.shell)
        self.app.push_screen(
            ask("roster", "导入名册", "文件", read, placeholder=".xlsx .xls .csv 的完整路径", room="people")
        )

    def action_group(self) -> None:
        rows = self._marks.chosen
        if not rows:
            self.shell.say(self._marks.nothing())
            return
        names = "、".join(row.name for row in rows[:5]) + (f"等 {len(rows)} 位" if len(rows) > 5 else "")
        known = "、".join(sorted(group.name for group in people.groups().values()))

        def submit(typed: str) -> str:
            join_group([people.member(row.id) for row in rows], typed, since=self._on)
            self._marks.unmark()
            return f"{names}已{f'编入{typed}' if typed else '移出党小组'}，自{chinese_day(self._on)}起。"

        placeholder = f"已有：{known}；空着就是移出小组" if known else "如：第一党小组；空着就是移出小组"
        self.app.push_screen(
            ask(
                f"group-{'-'.join(row.id.hex() for row in rows)}",
                f"编入党小组：{names}",
                "党小组",
                submit,
                placeholder=placeholder,
                room="people",
                offers=_groups,
            )
        )

    def action_register(self, kind: str) -> None:
        self._register(kind)

    def action_hours(self) -> None:
        self.open_hours()

    def open_hours(self, member: str = "") -> None:
        """Open everybody's study hours, or the ledger of the member of this id in hexadecimal."""
        from branchtui.ui.rooms.people.hours.ledger import LedgerScreen
        from branchtui.ui.rooms.people.hours.room import HoursScreen

        now = self.shell.now()
        self.app.push_screen(LedgerScreen(bytes.fromhex(member), now.year) if member else HoursScreen())

    def add_contact(self) -> None:
        """Open the form that adds a contact, above their list."""
        self.add_to_register("contact")

    def add_to_register(self, kind: str) -> None:
        """Open the form of a new row of a register, above its list."""
        screen = self._register(kind)
        screen.call_after_refresh(screen.action_new)

    def _register(self, kind: str) -> "RegisterScreen[Any]":
        """Open the list of a register, by the word that the command line has for a row of it."""
        from branchtui.ui.rooms.people.registers.all import SCREENS

        screen = SCREENS[kind]()
        self.app.push_screen(screen)
        return screen

    def action_branch(self) -> None:
        from branchtui.ui.rooms.people.branch import branch_form

        with self.telling():
            self.app.push_screen(branch_form(self))

    def action_order(self) -> None:
        now = BY_STROKES if people.by_strokes() else "own"
        options = [(order, f"{words}（现在这样）" if order == now else words) for order, words in ORDERS.items()]

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None and option[0] != now:
                with self.telling() as done:
                    list_people_by(option[0])
                    self.reload()
                    done(f"人员按{ORDERS[option[0]]}排列，签到表和会议名单也一样。")

        self.app.push_screen(pick("委员按职务在前，其余的人按什么排？", options), chosen)

    def not_listed(self, thing: bytes) -> str:
        return f"{people.member(thing).name}不在{chinese_day(self._on)}的名册上；按 F7 换日期看。"

    def action_day(self) -> None:
        today = self.shell.now().date()

        def submit(typed: str) -> str:
            chosen = parse_day(typed, today, past=True) if typed else today
            self._day = None if chosen == today else chosen
            return f"现在看的是{chinese_day(chosen)}的名册。"

        self.app.push_screen(
            ask(
                "roster-day",
                "看某一天的名册",
                "日期",
                submit,
                placeholder="不填就是今天",
                hint=day_hint(today, past=True),
                room="people",
            )
        )


def _standing_hint(typed: str) -> str:
    return "从名册转出" if typed in _LEAVE else STANDINGS[standing_from(typed)]


def _words(words: Iterable[str]) -> list[Suggestion]:
    return list(map(Suggestion, words))


def _offices(values: Mapping[str, str]) -> list[Suggestion]:
    return _words(OFFICES)


def _groups(values: Mapping[str, str]) -> list[Suggestion]:
    return _words(sorted(group.name for group in people.groups().values()))
