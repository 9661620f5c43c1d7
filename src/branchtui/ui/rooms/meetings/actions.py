"""What can be done with a meeting from the list as well as from its own screen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.rules.attendance import audience_words
from branchtui.rules.meetings import HELD, STATES
from branchtui.rules.text.chinese_time import chinese_day, chinese_end, chinese_moment, chinese_span, chinese_weekday
from branchtui.rules.text.dates import parse_day, parse_end, parse_moment
from branchtui.store.models import Meeting
from branchtui.store.models.columns import caption
from branchtui.store.queries import meetings, people
from branchtui.store.queries.finding import suggestions
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.meetings.files.follow import follow
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen, Hint, Offers, ask
from branchtui.workflows.meeting_rules import verb_of
from branchtui.workflows.meetings import meetings as acts
from branchtui.workflows.progress import Progress

_UNTIL = "如：四点半、16:30；不知道就空着，以后可补"
_LISTENERS = "可不填，如：本科生40人；不算进应到、实到"
_PLACEHOLDERS = {
    "until": _UNTIL,
    "ordinal": "可不填；填一次以后接着数",
    "noticed_on": "如：上周五、3月2日；不知道就空着",
    "audience": _LISTENERS,
}


def moment_hint(screen: PlaceScreen, *, ahead: bool = False) -> Hint:
    """Shows the moment that was typed in full, at once; where it should lie `ahead`, also that it is past."""

    def hint(typed: str) -> str:
        now = screen.shell.now()
        moment = parse_moment(typed, now)
        return chinese_moment(moment) + ("（这个时间已经过去）" if ahead and moment < now else "")

    return hint


def day_hint(screen: PlaceScreen) -> Hint:
    """Shows the day that was typed in full, at once."""

    def hint(typed: str) -> str:
        day = parse_day(typed, screen.shell.now().date())
        return f"{chinese_day(day)}（{chinese_weekday(day)}）"

    return hint


def end_hint(start: datetime) -> Hint:
    """Shows at once from when to when a meeting went that ended as typed."""
    return lambda typed: chinese_span(start, parse_end(typed, start))


def person_hint(screen: PlaceScreen) -> Hint:
    """Says who on today's roster is meant, where that is not what is typed, or that nobody on it is."""

    def hint(typed: str) -> str:
        try:
            found = people.person(typed, screen.shell.now().date())
        except BranchError:
            return f"名册上没有认准“{typed}”是哪一位，会照所填的写。"
        return "" if found.name == typed else f"{found.name} {found.staff_no}".strip()

    return hint


def edit_form(screen: PlaceScreen, row: Meeting, *, begin: str = "") -> FormScreen:
    """The form for what the meeting is: title, place, people; of one that was held also when it ended."""
    start, held = meetings.begins(row), row.state in HELD
    end = chinese_end(start, row.ends_at) if row.ends_at else ""
    noticed = f"{row.noticed_on:%Y-%m-%d}" if row.noticed_on else ""
    known = {
        "host": meetings.host_name(row),
        "recorder": meetings.recorder_name(row),
        "until": end,
        "noticed_on": noticed,
    }
    shown = ("title", "place", "host", "recorder", "ordinal", "first_topic", "requirements")
    labels = {key: caption(Meeting, key) for key in shown} | {"ordinal": "第几次"}
    if row.group is not None and not held:
        labels["group"], known["group"] = caption(Meeting, "group"), row.group.name
    if held:
        labels["until"] = caption(Meeting, "ends_at")
    labels["noticed_on"] = caption(Meeting, "noticed_on")
    labels["audience"], known["audience"] = "听众", audience_words(row.audience, row.audience_who)
    values: dict[str, str] = {key: known.get(key, getattr(row, key, "")) for key in labels}
    person = person_hint(screen)
    hints = {"noticed_on": day_hint(screen), "host": person, "recorder": person, "until": end_hint(start)}
    offers: dict[str, Offers] = {
        "place": lambda values: suggestions.places_for(row.kind, suggestions.places()),
        "host": lambda values: suggestions.people_on(start.date(), "host"),
        "recorder": lambda values: suggestions.people_on(start.date(), "recorder"),
        "group": lambda values: [suggestions.Suggestion(group.name) for group in people.groups_on(start.date())],
    }
    fields = [
        Field(
            key,
            label,
            values[key],
            placeholder=_PLACEHOLDERS.get(key, ""),
            hint=hints.get(key),
            area=key == "requirements",
            offers=offers.get(key),
        )
        for key, label in labels.items()
    ]

    guard = Guard(row, values)
    written: list[str] = []

    def write(**changes: str) -> None:
        acts.edit_meeting(meetings.meeting(row.id), today=screen.shell.now().date(), **changes)
        written.extend(changes)

    def submit(typed: Mapping[str, str]) -> str:
        guard.save(typed, write)
        moved = follow(screen, row) if "title" in written else ""
        return f"已改：{'、'.join(labels[key] for key in written)}。{moved}" if written else "没有改动。"

    name = f"meeting-{row.id.hex()}"
    return FormScreen(name, "改会议信息", fields, submit, room="meetings", begin=begin)


def hold_form(screen: PlaceScreen, row: Meeting) -> FormScreen:
    """Asks when the meeting was really held, and when it ended, if that is known."""
    verb = verb_of(row)

    def submit(values: Mapping[str, str]) -> str:
        acts.hold(row, values["when"] or None, until=values["until"], now=screen.shell.now())
        count = len(meetings.attendances(row))
        moved = follow(screen, row)
        away = acts.pre_marked(row)
        return f"已登记{verb}，应到 {count} 人{away}。{moved}按 F3 点名：记下没到的人，再按 Ctrl+S 其余都到。"

    planned = f"{row.planned_start:%Y-%m-%d %H:%M}"
    return FormScreen(
        f"hold-{row.id.hex()}",
        f"登记{verb}：{row.title}",
        [
            Field("when", f"{verb}时间", planned, hint=moment_hint(screen)),
            Field("until", caption(Meeting, "ends_at"), placeholder=_UNTIL),
        ],
        submit,
        room="meetings",
        note="应到人员按这一天的名册定下，以后名册再变也不受影响。",
    )


def reschedule_form(screen: PlaceScreen, row: Meeting) -> FormScreen:
    """Asks for another time."""

    guard = Guard(row, {"when": ""})

    def write(when: str) -> None:
        acts.reschedule(meetings.meeting(row.id), when, now=screen.shell.now())

    def submit(typed: Mapping[str, str]) -> str:
        if not typed["when"]:
            write("")  # says what is missing
        guard.save(typed, write)
        return f"已改期到{chinese_moment(meetings.meeting(row.id).planned_start)}。{follow(screen, row)}"

    return FormScreen(
        f"reschedule-{row.id.hex()}",
        f"改期：{row.title}",
        [Field("when", "新时间", placeholder="如：下周三下午三点", hint=moment_hint(screen, ahead=True))],
        submit,
        room="meetings",
        note=f"原定{chinese_moment(row.planned_start)}",
    )


def end_form(row: Meeting) -> FormScreen:
    """Asks when a meeting ended that was held."""
    start = meetings.begins(row)
    end = chinese_end(start, row.ends_at) if row.ends_at else ""
    guard = Guard(row, {"until": end})

    def write(until: str) -> None:
        acts.edit_meeting(meetings.meeting(row.id), until=until)

    def submit(typed: str) -> str:
        guard.save({"until": typed}, write)
        return f"散会时间已记下：{typed}。" if typed else "散会时间空着。"

    label = caption(Meeting, "ends_at")
    hint = end_hint(start)
    return ask(
        f"end-{row.id.hex()}", "几点散会", label, submit, value=end, placeholder=_UNTIL, hint=hint, room="meetings"
    )


def cancel_form(row: Meeting) -> FormScreen:
    """Asks why the meeting is cancelled."""

    def submit(typed: str) -> str:
        acts.cancel(row, typed)
        return "会议已取消。"

    return ask(f"cancel-{row.id.hex()}", f"取消会议：{row.title}", "原因", submit, room="meetings")


def reopen_form(row: Meeting) -> FormScreen:
    """Asks why a filed meeting is opened again."""

    def submit(typed: str) -> str:
        acts.reopen(row, typed)
        return "已重新打开，可以改了；改完按 F5 再归档。"

    return ask(f"reopen-{row.id.hex()}", f"重新打开：{row.title}", "原因", submit, room="meetings")


def export(screen: PlaceScreen, row: Meeting) -> None:
    """Write every paper of the meeting and say where."""
    from branchtui.workflows.exporting.meeting_papers import meeting_folder
    from branchtui.workflows.exporting.preparing import prepare_meeting
    from branchtui.workflows.meetings import folders
    from branchtui.workflows.safety.resolving import warning

    shell = screen.shell
    with screen.telling():
        moved = folders.settle(row, shell.exports, photos=shell.photos())
        folder = shell.exports / meeting_folder(row)
        ready = prepare_meeting(row, folder, photos=shell.photos())
        notes = folders.notes(row, folder)
        unsettled = warning(row)

        def told(paths: Sequence[Path]) -> str:
            return "。".join(
                filter(None, (f"已写出 {len(paths)} 个文件，在 {folder}", f"{moved}{notes}{ready.remark}", unsettled))
            )

        shell.work.start(Job("导出", ready.write, told))


def export_several(screen: PlaceScreen, rows: Sequence[Meeting]) -> bool:
    """Write the papers of several meetings, each into its folder; cancelled ones are left out. Whether it began."""
    from branchtui.workflows.exporting.meeting_papers import meeting_folder
    from branchtui.workflows.exporting.preparing import prepare_meeting
    from branchtui.workflows.meetings import folders
    from branchtui.workflows.safety.resolving import warning

    shell = screen.shell
    kept = [row for row in rows if row.state != "cancelled"]
    left_out = f"；已取消的 {len(rows) - len(kept)} 次没有导出" if len(kept) < len(rows) else ""
    with screen.telling():
        for row in kept:
            folders.settle(row, shell.exports, photos=shell.photos())
        ready = [prepare_meeting(row, shell.exports / meeting_folder(row), photos=shell.photos()) for row in kept]

        unsettled = sum(bool(warning(row)) for row in kept)

        def write(progress: Progress) -> int:
            count = 0
            for number, export in enumerate(ready):
                count += len(export.write(lambda *_, number=number: progress(number, len(ready))))
            return count

        def words(count: int) -> str:
            blanks = sum(len(export.missing) for export in ready)
            missing = f"；纸上还有 {blanks} 处要补" if blanks else ""
            open_ = f"；其中 {unsettled} 次有冲突还没有处理，文件里是现在显示的那份" if unsettled else ""
            return f"已写出 {len(ready)} 次会议的 {count} 个文件，在 {shell.exports}{left_out}{missing}{open_}"

        return shell.work.start(Job("导出", write, words))
    return False


async def draft_report(screen: PlaceScreen, row: Meeting) -> None:
    """Draft a report from the meeting and open it; one that exists is opened instead of drafting a second."""
    from branchtui.workflows.input_checks import remark
    from branchtui.workflows.reports.drafting import draft_from_meeting

    if row.state not in HELD:
        screen.shell.say(
            f"这次会议{STATES[row.state]}，还没有可写的事实。先按 Enter 打开会议，按 F5 登记{verb_of(row)}。", bad=True
        )
        return
    there = meetings.reports(row)
    with screen.telling():
        report = there[-1] if there else draft_from_meeting(row)
        await screen.shell.open_thing("report", report.id)
        screen.shell.say(
            "打开了这次会议已有的新闻稿。" if there else "新闻稿已起草，事实已填好，请写正文；发布日期空着，由您填。"
        )
        if not there and (words := remark(report.body)):
            screen.shell.say(words, bad=True)
