"""What is sent to the branches: a notice, a sheet to be filled in, a reminder; changing one, and taking it back."""

from functools import partial
from typing import Any
from uuid import uuid4

from branchtui.errors import BranchError
from branchtui.rules.college.column_words import column_words, columns_typed
from branchtui.rules.college.numbers import numbers_words
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.store.college.connection import AwayError
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.college.app import OrganiserApp
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.fields import Field, Values
from branchtui.ui.screens.form import FormScreen
from branchtui.workflows.college.asking import Draft, Request, draft, refuse_past, reminder

_ROOM = "college_requests"
_NOTE = "写了“要报的栏目”就是一张要各支部报的表，不写就是通知。"
_COLUMNS = "如 姓名、本年学时、备注（可空）；空着就是通知"


def new_form(app: OrganiserApp) -> FormScreen:
    """Asks for a notice, or for a sheet with its columns."""
    return _form(app, "college-request", "发通知", Draft(""), _NOTE, sheet=True)


def remind_form(app: OrganiserApp, row: Request) -> FormScreen:
    """A notice to those who have not answered a request. Raises BranchError where there is nobody to remind."""
    note = "另发一份通知，只给还没有报送、还没有收到的支部。"
    return _form(app, f"college-remind-{row.row.number}", "催办", reminder(row, app.now().date()), note)


def _form(app: OrganiserApp, name: str, title: str, begun: Draft, note: str, *, sheet: bool = False) -> FormScreen:
    fields = [
        *_words(app, begun),
        Field("to", "发给", numbers_words(list(begun.to or ())), "支部的号，如 1,5-9；空着就是全部支部"),
        *([Field("columns", "要报的栏目", "", _COLUMNS, _columns_hint)] if sheet else []),
    ]

    key = uuid4()  # of this form: where the answer was lost, what is sent again is no second one

    def submit(values: Values) -> Job[Any]:
        typed = {key: values[key] for key in ("body", "due", "to")}
        today = app.now().date()
        asked = draft(values["title"], **typed, today=today)
        if asked.due_on == begun.due_on:  # a reminder begins with the day that is over
            asked = asked._replace(reminds=begun.reminds)
        else:  # with a day of its own it is to be seen for itself
            refuse_past(asked, today)
        if columns := values.get("columns", ""):
            asked = asked._replace(columns=columns_typed(columns))
        _check_branches(app, asked)

        def run(progress: object) -> int:
            try:
                return app.source.ask(asked, key)
            except AwayError as error:
                raise BranchError(f"可能没有发出，请稍后再交一次，不会发成两份。{error}") from error

        def done(number: int) -> str:
            app.look()
            return f"第 {number} 号已发出：{asked.title}。各支部下次同步时收到。"

        return Job("发送", run, done)

    return FormScreen(name, title, fields, submit, room=_ROOM, note=note)


def change_form(app: OrganiserApp, row: Request) -> FormScreen:
    """Asks for other words and another day of a request. Raises BranchError where it was withdrawn."""
    number, was = row.row.number, row.row
    if was.withdrawn:
        raise BranchError(f"第 {number} 号已经撤回了，不能再改：{was.title}。")

    def submit(values: Values) -> Job[Any]:
        today = app.now().date()
        words = draft(values["title"], body=values["body"], due=values["due"], today=today)
        if words.due_on != was.due_on:
            refuse_past(words, today)

        def done(said: str) -> str:
            app.look()
            return said

        return Job("更改", lambda progress: app.source.change(number, words, today), done)

    fields = _words(app, Draft(was.title, was.body, was.due_on))
    note = "各支部下次同步时跟着改；发给谁、要报哪些栏目不能改，要改请撤回再发。"
    return FormScreen(f"college-change-{number}", "更改通知", fields, submit, room=_ROOM, note=note, begin="due")


def _words(app: OrganiserApp, begun: Draft) -> list[Field]:
    day = chinese_day(begun.due_on) if begun.due_on else ""
    return [
        Field("title", "标题", begun.title),
        Field("body", "正文", begun.body, area=True),
        Field("due", "期限", day, "如 11月30日；空着就没有期限", partial(_day_hint, app)),
    ]


def _check_branches(app: OrganiserApp, asked: Draft) -> None:
    """Raises BranchError for a branch that was not there at the last look, or not for this seat: told before anything is sent."""
    known = [each.head.number for each in app.seen.boards] if app.seen is not None else list(asked.to or ())
    if unknown := [number for number in asked.to or () if number not in known]:
        raise BranchError(f"“今天”里没有 {unknown[0]} 号支部，没有发送。请照那里的号写。")


def withdraw(app: OrganiserApp, row: Request) -> None:
    """Ask, and take a request back. Raises BranchError where that was done already."""
    number, title = row.row.number, row.row.title
    if row.row.withdrawn:
        raise BranchError(f"第 {number} 号已经撤回了：{title}。")

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None or option[0] != "withdraw":
            return

        def done(words: str) -> str:
            app.look()
            return words

        app.work.start(Job("撤回", lambda progress: app.source.withdraw(number), done))

    options = [("keep", "不撤回"), ("withdraw", "撤回")]
    app.push_screen(pick(f"撤回“{title}”？各支部会看到它已撤回", options), chosen)


def _day_hint(app: OrganiserApp, typed: str) -> str:
    today = app.now().date()
    day = parse_day(typed, today)
    return f"{chinese_day(day)}{'，已经过去' if day < today else ''}"


def _columns_hint(typed: str) -> str:
    return "、".join(map(column_words, columns_typed(typed)))
