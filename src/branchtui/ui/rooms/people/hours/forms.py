"""The forms and questions about study hours: a year, a correction, a training, how hours are counted, export."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.rules.registers.amounts import half_hours_typed, hours_number
from branchtui.rules.text.digits import decimal
from branchtui.rules.year.hours import NO_END, Ledger, NoEnd, Source
from branchtui.rules.year.hours_reading import FIGURES, NO_END_KEY, key_words
from branchtui.store.queries import meetings, people
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.people.registers.fields import fields_of
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import ChoiceScreen, pick
from branchtui.ui.screens.form import Field, FormScreen, ask
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import GROWTH
from branchtui.workflows.registers.reading import member_words
from branchtui.workflows.year import hours_rules, ledgers
from branchtui.workflows.year.hours import correct_hours, take_back_correction
from branchtui.workflows.year.ledgers import years

_ROOM = "people"


def year_form(screen: PlaceScreen, year: int, chosen: Callable[[int], None]) -> FormScreen:
    """Asks for the year to look at."""
    today = screen.shell.now().date()
    there = [str(each) for each in years(today)]

    def submit(typed: str) -> str:
        found = decimal(typed.strip().removesuffix("年")) if typed else today.year
        if found is None or not 1921 <= found <= today.year:
            raise BranchError(f"年份请写到 {today.year} 为止的四位数。")
        chosen(found)
        return f"现在看的是 {found} 年的学时。"

    offers = lambda values: list(map(Suggestion, there))  # noqa: E731
    placeholder = f"现在是 {year} 年；不填就是今年"
    return ask("hours-year", "看哪一年的学时", "年份", submit, placeholder=placeholder, room=_ROOM, offers=offers)


def correction_form(ledger: Ledger, source: Source) -> FormScreen:
    """Asks what a meeting counts for a person, and why; emptied hours take the rule again."""
    corrected = source.basis == "override"
    shown = {
        "hours": hours_number(source.half_hours),
        "reason": source.note.partition("：")[2] if corrected else "",
    }

    def submit(values: Mapping[str, str]) -> str:
        meeting, member = meetings.meeting(source.thing), people.member(ledger.id)
        if not values["hours"]:
            take_back_correction(meeting, member)
            return f"{member.name}在这次会议的学时照规则计。"
        correct_hours(meeting, member, values["hours"], values["reason"])
        return f"已更正{member.name}在这次会议的学时。"

    fields = [
        Field("hours", "学时", shown["hours"], "如：1.5；不计写 0" + ("；照规则计就清空" if corrected else "")),
        Field("reason", "原因", shown["reason"], "如：中途离会"),
    ]
    note = f"{source.day.isoformat()} {source.kind}：{source.title}。{source.note}。"
    name = f"hours-of-{source.thing.hex()}-{ledger.id.hex()}"
    return FormScreen(name, f"更正学时：{ledger.name}", fields, submit, room=_ROOM, note=note, begin="hours")


def training_form(screen: PlaceScreen, ledger: Ledger) -> FormScreen:
    """Asks for a training of a person, that counts."""
    today = screen.shell.now().date()
    typed = {"member": member_words(people.member(ledger.id)), "kind": "培训", "counted": "有"}
    fields = fields_of(GROWTH, typed, today)

    def submit(values: Mapping[str, str]) -> str:
        register.add(GROWTH, {field.key: values[field.key] for field in fields}, today=today)
        return "已登记培训。"

    name = f"training-{ledger.id.hex()}"
    return FormScreen(name, f"登记培训：{ledger.name}", fields, submit, room=_ROOM, begin="title")


def no_end_question(year: int, undated: int) -> ChoiceScreen[tuple[str, str]]:
    """What meetings are to count whose end nobody told."""
    options = [
        ("kind", "照会议种类的时长计，标明是默认"),
        ("none", "先不计，在今天里提醒补散会时间"),
    ]
    which = f"{year} 年有 {undated} 次会没有写散会时间" if undated else "没有写散会时间的会"
    return pick(f"{which}，学时怎么计？定一次就记住，以后可改", options)


def rules_form() -> FormScreen:
    """Asks how the branch counts hours; an emptied field is the default again."""
    rules = ledgers.hours_rules()
    shown = {name: hours_number(getattr(rules, name)) for name in FIGURES}
    choices: dict[NoEnd, str] = {choice: words for choice, words in NO_END.items() if choice}
    shown[NO_END_KEY] = choices.get(rules.no_end, "")
    fields = [
        Field(name, key_words(name), shown[name], "默认" if name in rules.agreed else "这是默认，可改")
        for name in FIGURES
    ]
    words = list(map(Suggestion, choices.values()))
    fields.append(
        Field(
            *(NO_END_KEY, "没有散会时间", shown[NO_END_KEY], "、".join(choices.values())),
            offers=lambda values: words,
        )
    )

    def submit(values: Mapping[str, str]) -> str:
        said = [_set(name, values[name], agreed=name in rules.agreed) for name in shown if values[name] != shown[name]]
        return "".join(said) or "没有改动。"

    note = "按起止时间计到半小时；半天、全天的会按这里写的计。清空一项就恢复默认。"
    return FormScreen("hours-rules", "学时怎么计", fields, submit, room=_ROOM, note=note)


def _set(name: str, typed: str, *, agreed: bool) -> str:
    if not typed:
        return hours_rules.restore_default(name) if agreed else ""
    if name == NO_END_KEY:
        choice: NoEnd = hours_rules.no_end_named(typed)
        return hours_rules.choose_no_end(choice)
    return hours_rules.set_hours(name, half_hours_typed(typed))


def export_form(screen: PlaceScreen, year: int) -> FormScreen:
    """Asks where to write paper and sheet of a year; Enter takes the usual folder."""
    from branchtui.workflows.year.hours_papers import export_hours_sheet, prepare_hours

    shell = screen.shell
    usual, today = str(shell.exports), shell.now().date()

    def submit(values: Mapping[str, str]) -> Job[list[Path]]:
        folder = typed_path(values["to"] or usual)
        ready = prepare_hours(year, folder, today=today, photos=shell.photos())
        export_hours_sheet(year, folder, today=today)
        return Job("导出", ready.write, lambda paths: f"已写出 {paths[0].name} 和 .xlsx，在 {folder}")

    note = "文件夹。直接按回车就写到这里：学时表（Word），和学校要的学时统计（.xlsx）。"
    name = f"export-hours-{year}"
    return FormScreen(name, f"导出 {year} 年学时", [Field("to", "写到", usual)], submit, room=_ROOM, note=note)


def import_form(screen: PlaceScreen) -> FormScreen:
    """Asks for a school's sheet."""
    from branchtui.ui.rooms.people.hours.preview import preview_job

    read = partial(preview_job, screen.shell)
    return ask("hours-import", "导入学时", "文件", read, placeholder=".xlsx .xls .csv 的完整路径", room=_ROOM)
