"""The forms of a report on its way out: who approves it, where it is handed in, where it came out, its pack."""

from collections.abc import Callable, Mapping
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.rules.registers.words import STEPS
from branchtui.store.models import Report
from branchtui.store.queries import reports
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.people.registers.fields import fields_of
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen, Values
from branchtui.ui.screens.hints import day_hint
from branchtui.ui.text.typed_path import typed_path

Changed = Callable[[], object]
_HOLDS = "投稿包：一个文件夹，里面有 Word 稿、编了号的照片，和写着图注、联系人的投稿单。"
_TAKEN = "这个文件夹里已经有文件：交上就再写一次，改过的文件另名留着。"


def review_form(screen: PlaceScreen, row: Report, changed: Changed) -> FormScreen:
    """Asks who reads the report in each step; all may stay empty."""
    from branchtui.workflows.meetings.folders import file_again
    from branchtui.workflows.proofing.check import errors_left
    from branchtui.workflows.reports.handing_in import last_approvers, send_to_review

    today, last = screen.shell.now().date(), last_approvers()
    there = {each.step: each.name for each in reports.approvals(row)}

    def offers(step: str) -> Callable[[Values], list[Suggestion]]:
        def listed(values: Values) -> list[Suggestion]:
            before = [Suggestion(last[step], "上次")] if last.get(step) else []
            return [*before, *(each for each in suggestions.people_on(today) if each.words != last.get(step))]

        return listed

    def submit(values: Mapping[str, str]) -> str:
        report = reports.report(row.id)
        send_to_review(report, {step: values[f"step{number}"] for number, step in enumerate(STEPS)}, today=today)
        screen.call_later(changed)
        return f"已送审。{file_again(report)}"

    fields = [
        Field(f"step{number}", step, there.get(step, ""), "谁来审；没有这一环、还没定就空着", offers=offers(step))
        for number, step in enumerate(STEPS)
    ]
    note = f"{errors_left(row, today=today)}审核意见以后在 F10 审批里记；审批表按 F8 写出。"
    return FormScreen(f"review-{row.id.hex()}", f"送审：{row.title}", fields, submit, room="reports", note=note)


def hand_in_form(screen: PlaceScreen, row: Report, changed: Changed) -> FormScreen:
    """Asks where and when the report was handed in; the folder of what is handed in is written with it."""
    from branchtui.workflows.meetings.folders import file_again
    from branchtui.workflows.proofing.check import errors_left
    from branchtui.workflows.reports.handing_in import check_hand_in, hand_in, without_outlet
    from branchtui.workflows.reports.pack import is_taken, pack_folder, prepare_pack, usual_contact

    shell = screen.shell
    today = shell.now().date()
    usual: Path | None = None
    try:
        usual = pack_folder(row, shell.exports)
        note = _TAKEN if is_taken(usual) else _HOLDS
    except BranchError as error:  # it can be handed in all the same
        note = f"投稿包写不了：{error}"
    note = f"{errors_left(row, today=today)}{note}"

    def handed(values: Mapping[str, str]) -> str:
        report = hand_in(reports.report(row.id), outlet=values["outlet"], day=values["day"], today=today)
        screen.call_later(changed)
        return (
            f"已记为投稿{f'：{report.outlet}' if report.outlet else ''}。{without_outlet(report)}{file_again(report)}"
        )

    def submit(values: Mapping[str, str]) -> str | Job[list[Path]]:
        on = check_hand_in(reports.report(row.id), outlet=values["outlet"], day=values["day"], today=today)
        if not values["to"]:
            return handed(values)
        folder = typed_path(values["to"])
        ready = prepare_pack(
            reports.report(row.id),
            folder,
            outlet=values["outlet"],
            contact=usual_contact(row),
            day=on,
            again=folder == usual,  # the form has said so
            photos=shell.photos(),
        )
        return Job("投稿包", ready.write, lambda paths: f"{handed(values)}投稿包在 {ready.folder}。{ready.remark}")

    fields = [
        Field("outlet", "投稿媒体", row.outlet, "投到哪里", offers=lambda values: suggestions.outlets()),
        Field("day", "投稿日期", "", "不填就是今天", hint=day_hint(today, past=True)),
        Field("to", "投稿包写到", str(usual or ""), "空着就不写"),
    ]
    return FormScreen(f"submitted-{row.id.hex()}", f"投稿：{row.title}", fields, submit, room="reports", note=note)


def publication_form(screen: PlaceScreen, row: Report, changed: Changed) -> FormScreen:
    """Asks where the report came out; the outlet it was handed in to stands there."""
    from branchtui.store.queries.registers import publications
    from branchtui.workflows.meetings.folders import file_again
    from branchtui.workflows.registers import register
    from branchtui.workflows.registers.publishing import PUBLICATION, report_words

    today = screen.shell.now().date()
    outlet = row.outlet if row.outlet not in {each.outlet for each in publications.of_report(row.id)} else ""
    fields = fields_of(PUBLICATION, {"title": report_words(row), "outlet": outlet}, today)

    def submit(values: Mapping[str, str]) -> str:
        typed = {field.key: values[field.key] for field in fields}
        follows = register.following(PUBLICATION, typed, today=today)
        made = register.add(PUBLICATION, typed, today=today)
        screen.call_later(changed)
        return f"已记刊发：{made.__data__['outlet']}。{follows}{file_again(reports.report(row.id))}"

    begin = "day" if outlet else "outlet"
    return FormScreen(f"published-{row.id.hex()}", f"刊发：{row.title}", fields, submit, room="reports", begin=begin)


def pack_form(screen: PlaceScreen, row: Report) -> FormScreen:
    """Asks whom to name and where to write the folder in which the report is handed in."""
    from branchtui.workflows.reports.pack import is_taken, pack_folder, phones_of, prepare_pack, usual_contact

    shell = screen.shell
    usual = pack_folder(row, shell.exports)
    contact = usual_contact(row)

    def submit(values: Mapping[str, str]) -> Job[list[Path]]:
        folder = typed_path(values["to"]) if values["to"] else usual
        ready = prepare_pack(
            reports.report(row.id),
            folder,
            contact=values["contact"],
            phone=values["phone"],
            again=folder == usual,  # the form has said so
            photos=shell.photos(),
        )

        def told(paths: list[Path]) -> str:
            return f"投稿包写好了：{ready.folder}，{len(paths)} 个文件。{ready.remark}"

        return Job("投稿包", ready.write, told)

    fields = [
        Field(
            "contact",
            "联系人",
            contact,
            "编辑有事找谁；空着就留空",
            offers=lambda values: suggestions.people_on(shell.now().date()),
        ),
        Field(
            "phone",
            "联系电话",
            "",
            "空着就留空",
            offers=lambda values: list(map(Suggestion, phones_of(values["contact"]))),
        ),
        Field("to", "写到", str(usual)),
    ]
    note = _TAKEN if is_taken(usual) else _HOLDS
    return FormScreen(f"pack-{row.id.hex()}", f"投稿包：{row.title}", fields, submit, room="reports", note=note)
