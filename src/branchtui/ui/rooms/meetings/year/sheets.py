"""The sheets of meetings that schools ask for: which, of which days, and where to."""

from collections.abc import Mapping
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.text.dates import parse_day
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.hints import day_hint
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.year.school_sheets import MEETINGS_NAME, YEAR_NAME, export_meetings, export_year

_SHEETS = {MEETINGS_NAME: "每次会议一行", YEAR_NAME: "一年十二个月的次数和完成率"}


def sheet_form(screen: PlaceScreen) -> FormScreen:
    """Asks which sheet, of which days; Enter takes the meetings of this year so far and the usual folder."""
    shell = screen.shell
    usual, today = str(shell.exports), shell.now().date()

    def submit(values: Mapping[str, str]) -> str:
        first = parse_day(values["first"], today, past=True) if values["first"] else date(today.year, 1, 1)
        last = parse_day(values["last"], today) if values["last"] else today
        if last < first:
            raise BranchError(f"截止日 {last.isoformat()} 早于起始日 {first.isoformat()}，请核对。")
        folder = typed_path(values["to"] or usual)
        if values["sheet"] == YEAR_NAME:
            target = folder / f"{YEAR_NAME}_{last.year}年.xlsx"
            export_year(target, last.year, today)
        elif values["sheet"] == MEETINGS_NAME:
            target = folder / f"{MEETINGS_NAME}_{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
            export_meetings(target, first, last)
        else:
            raise BranchError(f"请选一张表：{'、'.join(_SHEETS)}。")
        return f"已写出 {target}"

    offers = [Suggestion(name, words) for name, words in _SHEETS.items()]
    fields = [
        Field("sheet", "哪张表", MEETINGS_NAME, offers=lambda values: offers),
        Field("first", "从哪天", placeholder="不填就是今年元旦", hint=day_hint(today, past=True)),
        Field("last", "到哪天", placeholder="不填就是今天；统计表看这一天的那一年", hint=day_hint(today)),
        Field("to", "写到", usual),
    ]
    return FormScreen("meetings-sheet", "学校要的会议表（.xlsx）", fields, submit, room="meetings")
