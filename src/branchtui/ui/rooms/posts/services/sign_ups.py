"""更多 → 同去的人: who signed up for one service, and who came."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.services import SIGN_UPS, STATES, SignUpState, hours_words
from branchtui.store.models import Contact, Member, Row, Service, SignUp
from branchtui.store.queries import contacts
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.services import log as services
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.services.of_service import OfService
from branchtui.ui.screens.form import Field, FormScreen, Values, ask
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.posts import sign_ups

_EMPTY = "还没有同去的人。按 Ctrl+N 增加：名册上的，或往来里的。"


def _who(row: SignUp) -> Member | Contact:
    found = row.member or row.contact
    assert found is not None  # a sign-up is of one or the other
    return found


def state_ink(row: SignUp, glyphs: Glyphs) -> Ink:
    """Whether somebody came: sign and word."""
    sign, role = {
        "signed": (glyphs.half, "info"),
        "came": (glyphs.full, "good"),
        "absent": (glyphs.wrong, "due"),
    }[row.state]
    return Ink(f"{sign} {SIGN_UPS[row.state]}", role)


def _from(row: SignUp) -> str:
    return row.contact.unit if row.contact is not None and row.contact.name else ""


_COLUMNS: Sequence[Column[SignUp]] = (
    Column("姓名", 12, lambda row: sign_ups.called(_who(row))),
    Column("单位", 16, _from, grow=True, role="quiet"),
    Column("时长", 9, lambda row: hours_words(row.half_hours or row.service.half_hours), right=True),
    Column("参加情况", 10, lambda row: SIGN_UPS[row.state], ink=state_ink),
)


class SignUpsScreen(OfService[SignUp]):
    """Enter turns between 参加 and 未参加 once the service was done."""

    PLACE = "signups"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("signups")]

    def __init__(self, service_id: bytes) -> None:
        super().__init__(service_id, ListPane(_COLUMNS, self._rows, title="同去的人", empty=_EMPTY))

    def told(self, row: Service) -> str:
        return f"{row.what}（{STATES[row.state]}，{hours_words(row.half_hours)}）"

    def history_of(self) -> Row | None:
        return self.pane.table.row or self.thing()

    def _rows(self, filter_text: str) -> Rows[SignUp]:
        rows = services.sign_ups(self.thing())
        return Rows([row for row in rows if filter_text in f"{sign_ups.called(_who(row))}{_from(row)}"])

    async def open_row(self, row: SignUp) -> None:
        state: SignUpState = "absent" if row.state == "came" else "came"
        with self.telling() as done:
            sign_ups.mark([row], state)
            self.reload()
            done(f"{sign_ups.called(_who(row))}：{SIGN_UPS[state]}。")

    def action_add(self) -> None:
        today = self.shell.now().date()

        def offers(values: Values) -> list[Suggestion]:
            known = [
                Suggestion(row.called, row.of_what if row.name else "单位", *contacts.readings(row.called))
                for row in contacts.contacts()
            ]
            return [*suggestions.people_on(self.thing().day), *known]

        def submit(values: Values) -> str:
            named = [each.strip() for each in values["who"].replace("，", "、").split("、") if each.strip()]
            found = [sign_ups.somebody(name, today) for name in named]
            if not found:
                raise BranchError("还没有写是谁。")
            sign_ups.sign_up(self.thing(), found, hours=values["hours"])
            return f"已加 {len(found)} 人。"

        fields = [
            Field("who", "姓名", placeholder="姓名或简拼，几位之间用顿号", offers=offers, many=True),
            Field("hours", "时长", placeholder="与这条服务一样就空着，如：2小时"),
        ]
        self.app.push_screen(FormScreen(f"sign-up-{self._service.hex()}", "同去的人", fields, submit, room=self.ROOM))

    def _chosen(self) -> SignUp | None:
        row = self.pane.table.row
        if row is None:
            self.shell.say(self.pane.nothing())
        return row

    def action_hours(self) -> None:
        row = self._chosen()
        if row is None:
            return

        def submit(typed: str) -> str:
            sign_ups.mark([row], row.state, hours=typed)
            return f"{sign_ups.called(_who(row))}的时长已记。"

        shown = "" if row.half_hours is None else hours_words(row.half_hours)
        name = f"sign-up-hours-{row.id.hex()}"
        self.app.push_screen(
            ask(
                name,
                sign_ups.called(_who(row)),
                "时长",
                submit,
                value=shown,
                placeholder="空着就和这条服务一样",
                room=self.ROOM,
            )
        )

    def action_remove(self) -> None:
        if row := self._chosen():
            with self.telling() as done:
                sign_ups.withdraw([row])
                self.reload()
                done(f"已删去{sign_ups.called(_who(row))}的报名。")
