"""What is asked for to do something with services of a post: forms and choices over its log."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, get_args

from branchtui.errors import BranchError
from branchtui.rules.services import STATES, ServiceState, hours_words
from branchtui.rules.text.chinese_time import chinese_day, chinese_weekday, near_day
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.service_line import parse_result, parse_served, parse_span
from branchtui.store.models import Service
from branchtui.store.queries import posts
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.services import log as services
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.posts.owner import ActingPane
from branchtui.ui.rooms.posts.services.lines import clock
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, Hint, Values, ask, column
from branchtui.ui.text.typed_path import read_typed
from branchtui.workflows.posts import log, log_lines, sign_ups
from branchtui.workflows.posts.log_checks import Draft
from branchtui.workflows.posts.log_lines import ReadLine
from branchtui.workflows.progress import Progress

if TYPE_CHECKING:
    from branchtui.files.sheets.service_log import LogSheet

_ROOM = "posts"
_SPAN = "如：下午2点到4点、14:00-16:00、2小时"
_DAY = "如：周三、3月4日、昨天"


def edit_form(pane: ActingPane, row: Service) -> FormScreen:
    """The form for all that a service says."""
    shell = pane.owner.shell
    values = _typed(row)
    guard = Guard(row, values, typed=lambda: _typed(services.service(row.id)))

    def write(**changes: str) -> None:
        log.change(services.service(row.id), now=shell.now(), **changes)

    def submit(typed: Values) -> str:
        guard.save(typed, write)
        return "服务记录已改。"

    fields = _fields(pane, values, past=row.state != "planned")
    return FormScreen(
        f"service-{row.id.hex()}", "改服务记录", fields, submit, room=_ROOM, begin="what", after=pane.acted
    )


def _typed(row: Service) -> dict[str, str]:
    """What a service says, as its form shows it."""
    times = clock(row.begins, row.ends).replace("—", "-")
    return {
        "by": row.member.name,
        "day": row.day.isoformat(),
        "span": f"{times} {hours_words(row.half_hours).replace(' ', '')}".strip(),
        "what": row.what,
        "whom": row.whom,
        "served": "" if row.served is None else str(row.served),
        "result": "" if row.result is None else f"{row.result}{row.unit}",
        "link": row.link,
    }


def plan_form(pane: ActingPane) -> FormScreen:
    """Asks for a service that is still to be done."""
    shell, post = pane.owner.shell, pane.owner.view.row

    def submit(typed: Values) -> str:
        said = {key: value for key, value in typed.items() if key in ("by", "day", "span", "what", "whom")}
        row = log.log(posts.post(post.id), **said, planned=True, now=shell.now())
        return f"已安排：{row.member.name} {near_day(row.day, shell.now().date())} {row.what}。"

    holders = pane.owner.view.holders_on(shell.now().date())
    only = pane.owner.view.names.get(holders[0].member_id, "") if len(holders) == 1 else ""
    fields = _fields(pane, {"by": only}, past=False)[:5]
    return FormScreen(f"plan-service-{post.id.hex()}", "先安排一条服务", fields, submit, room=_ROOM, after=pane.acted)


def _fields(pane: ActingPane, values: Mapping[str, str], *, past: bool) -> list[Field]:
    now = pane.owner.shell.now()

    def span_hint(typed: str) -> str:
        span = parse_span(typed, now)
        return "  ".join(filter(None, (clock(span.begins, span.ends), hours_words(span.half_hours))))

    def result_hint(typed: str) -> str:
        figure, unit = parse_result(typed)
        return f"{figure} {unit}"

    hold = [pane.owner.view.names.get(row.member_id, "") for row in pane.owner.view.holders]

    def people(_: Values) -> list[Suggestion]:
        found = suggestions.people_on(now.date())
        return sorted(found, key=lambda each: each.words.partition("#")[0] not in hold)

    return [
        Field("by", "服务人", values.get("by", ""), offers=people),
        column(Service, "day", values.get("day", ""), placeholder=_DAY, hint=_day_hint(now.date(), past=past)),
        Field("span", "时间", values.get("span", ""), _SPAN, span_hint),
        column(Service, "what", values.get("what", "")),
        column(Service, "whom", values.get("whom", "")),
        column(
            Service,
            "served",
            values.get("served", ""),
            placeholder="确切的数",
            hint=lambda typed: f"{parse_served(typed)} 人次",
        ),
        Field("result", "成效", values.get("result", ""), "数字加单位，如：50份", result_hint),
        column(Service, "link", values.get("link", "")),
    ]


def _day_hint(today: date, *, past: bool) -> Hint:
    def hint(typed: str) -> str:
        day = parse_day(typed, today, past=past)
        return f"{chinese_day(day)}（{chinese_weekday(day)}）"

    return hint


def copy_form(pane: ActingPane, row: Service) -> FormScreen:
    """Asks for the day of another service like this one."""
    shell = pane.owner.shell

    def submit(typed: str) -> str:
        made = log.copy_to(services.service(row.id), typed, now=shell.now())
        return f"已照抄：{made.member.name} {near_day(made.day, shell.now().date())} {made.what}。人次和成效还没有写。"

    times = clock(row.begins, row.ends) or hours_words(row.half_hours)
    return ask(
        f"copy-service-{row.id.hex()}",
        f"照抄 {row.member.name} {times} {row.what}",
        "哪一天",
        submit,
        value="今天",
        hint=_day_hint(shell.now().date(), past=True),
        room=_ROOM,
        after=pane.acted,
    )


def verify(pane: ActingPane, rows: Sequence[Service]) -> None:
    """Ask who verified services; of such as all were, take it back."""
    owner = pane.owner
    today = owner.shell.now().date()
    if all(row.verifier_id for row in rows):
        with owner.telling() as done:
            log.unverify(rows)
            pane.acted()
            done(f"已撤回 {len(rows)} 条的核实。")
        return

    def submit(typed: str) -> str:
        log.verify([services.service(row.id) for row in rows], typed, today, today=today)
        return f"已核实 {len(rows)} 条：{typed}。"

    form = ask(
        "verify-services",
        f"核实 {len(rows)} 条",
        "核实人",
        submit,
        value=suggestions.secretary(today),
        offers=lambda values: suggestions.people_on(today),
        room=_ROOM,
        after=pane.acted,
    )
    owner.shell.push_screen(form)


def choose_state(pane: ActingPane, rows: Sequence[Service]) -> None:
    """Offer what services are to be from now on."""
    owner = pane.owner
    today = owner.shell.now().date()
    states = [state for state in get_args(ServiceState) if any(row.state != state for row in rows)]
    options: list[tuple[str, str]] = [(state, STATES[state]) for state in states]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            with owner.telling() as done:
                state = next(state for state in states if state == option[0])
                log.set_state([services.service(row.id) for row in rows], state, today=today)
                pane.acted()
                done(f"{len(rows)} 条记为{option[1]}。")

    owner.shell.push_screen(
        pick(f"{rows[0].what}{f'等 {len(rows)} 条' if len(rows) > 1 else ''}，记为", options), chosen
    )


def ask_volunteer(pane: ActingPane, draft: Draft, then: Callable[[], object]) -> bool:
    """Offer to sign somebody who does not hold the post up for one of its services of that day; False where there is none."""
    owner = pane.owner
    there = services.on_day(draft.post, draft.day)
    if not there:
        return False
    by_id = {row.id.hex(): row for row in there}
    options = [
        (key, f"报名到 {row.member.name} {clock(row.begins, row.ends)} {row.what}") for key, row in by_id.items()
    ]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            with owner.telling() as done:
                row = services.service(by_id[option[0]].id)
                sign_ups.sign_up(row, [draft.member], hours=f"{draft.entry.half_hours / 2:g}小时")
                then()
                done(f"已报名：{draft.member.name}，{row.what}。")

    title = f"{draft.member.name}那天不任这个岗，可以算志愿参加"
    owner.shell.push_screen(pick(title, options), chosen)
    return True


def weekly_form(pane: ActingPane, row: Service) -> FormScreen:
    """Asks up to when a service is repeated each week; what that writes is shown first."""
    shell = pane.owner.shell
    today = shell.now().date()

    def submit(typed: str) -> str:
        until = parse_day(typed, today)
        if until <= row.day:
            until = parse_day(typed, today, past=True)
        seen = log_lines.preview_weekly(services.service(row.id), until, today=today)
        _show(pane, f"每周重复：{row.what}", lambda: seen, "重复")
        return "请先看一遍，再按 Ctrl+S 写入。"

    return ask(
        f"weekly-{row.id.hex()}",
        f"每{chinese_weekday(row.day)}重复“{row.what}”",
        "到哪一天",
        submit,
        placeholder="如：6月30日；过了的日子记已服务，没到的先安排",
        room=_ROOM,
    )


def paste_form(pane: ActingPane) -> FormScreen:
    """Asks for many lines; what they would write is shown first."""

    def submit(values: Values) -> Job[list[ReadLine]]:
        return paste_job(pane, values["lines"])

    fields = [Field("lines", "每行一条", placeholder="zs 周三下午2点到4点 窗口咨询 30人次", area=True)]
    return FormScreen(f"paste-{pane.owner.view.row.id.hex()}", "粘贴多行", fields, submit, room=_ROOM)


def paste_job(pane: ActingPane, text: str) -> Job[list[ReadLine]]:
    """Reads lines, then shows what they would write; one that can't be written may be put right there."""
    post, now = pane.owner.view.row, pane.owner.shell.now()

    def show(lines: list[ReadLine]) -> str:
        if not pane.is_attached or pane.owner.shell.screen is not pane.owner:
            raise BranchError("各行读好了，可是已经离开了这个岗位的“记录”，什么都没有写入。请回到那里再粘贴。")

        def amend(number: int, line: str) -> None:
            place = next(place for place, each in enumerate(lines) if each.number == number)
            lines[place : place + 1] = [log_lines.read_line(number, line, now=now)] if line.strip() else []

        look = lambda: log_lines.preview_lines(post, lines, now=now)  # noqa: E731
        _show(pane, "粘贴的服务记录", look, "粘贴", amend)
        return "请先看一遍，再按 Ctrl+S 写入。"

    return Job("读各行", lambda progress: log_lines.read_lines(text, now=now, progress=progress), show)


def _show(
    pane: ActingPane,
    heading: str,
    look: Callable[[], log_lines.LogPreview],
    what: str,
    amend: Callable[[int, str], None] | None = None,
    *,
    whole: bool = False,
    unread: Sequence[str] = (),
) -> None:
    from branchtui.ui.rooms.posts.services.preview import LinesScreen

    shell = pane.owner.shell

    def show() -> None:
        with pane.owner.telling():
            shell.push_screen(LinesScreen(heading, look, what, amend, whole=whole, unread=unread))

    shell.call_later(show)  # once the form is gone


def import_form(pane: ActingPane) -> FormScreen:
    """Asks for a sheet of services; what it would write is shown first. A row that names no post is of this one."""
    post, now = pane.owner.view.row, pane.owner.shell.now()

    def submit(typed: str) -> Job["LogSheet"]:
        data, name = read_typed(typed)

        def read(progress: Progress) -> "LogSheet":
            from branchtui.files.sheets.service_log import read_log

            sheet = read_log(data, name, now.date())
            progress(1, 1)
            return sheet

        def show(sheet: "LogSheet") -> str:
            from branchtui.workflows.posts import log_import

            if not pane.is_attached or pane.owner.shell.screen is not pane.owner:
                return "台账读好了。请回到这个岗位的“记录”再按 Ctrl+L，看有哪些变化。"
            found = log_import.preview_sheet(sheet, name, post=post, now=now)
            _show(pane, f"导入前先看：{name}", lambda: found.preview, "导入", whole=True, unread=found.unread)
            return "请先看有哪些变化，再按 Ctrl+S 写入。"

        return Job("读台账", read, show)

    return ask(
        "import-log",
        "导入服务台账",
        "文件",
        submit,
        placeholder=".xlsx .xls .csv 的完整路径，可以拖进窗口",
        room=_ROOM,
    )
