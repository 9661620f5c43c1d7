"""The service log from a sheet: what it would add is shown first, then written as one act."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.files.sheets.service_log import LogRow, LogSheet, read_log
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.service_line import Entry, parse_result, parse_served, parse_span
from branchtui.store.models import Member, Post
from branchtui.store.queries import people
from branchtui.workflows.posts.log import fit
from branchtui.workflows.posts.log_checks import Draft, Names
from branchtui.workflows.posts.log_lines import LogPreview, Told, judged, refuse_too_many, write_lines


class LogImport(NamedTuple):
    """A sheet as it would be written: a verdict on each row, and the columns that nothing was made of."""

    preview: LogPreview
    unread: Sequence[str]


def preview_import(data: bytes, filename: str, *, post: Post | None = None, now: datetime) -> LogImport:
    """The difference between a sheet of services and the log; `post` is that of the rows that name none.

    People are found by their staff number, else by name. Raises BranchError where the file is no such sheet.
    """
    return preview_sheet(read_log(data, filename, now.date()), filename, post=post, now=now)


def preview_sheet(sheet: LogSheet, filename: str, *, post: Post | None = None, now: datetime) -> LogImport:
    """The same of a sheet that was read. Raises BranchError where it names no posts and none is told."""
    if post is None and not sheet.has_posts:
        raise BranchError(f"“{filename}”里没有“岗位”一栏，请写明是哪个岗位的台账（命令行加 --post 岗位）。")
    refuse_too_many(len(sheet.rows))
    return LogImport(_preview(sheet, post, now), sheet.unread)


def apply_import(found: LogImport) -> int:
    """Write a previewed import; how many services that were.

    Raises BranchError where a row was refused, or there is nothing new: nothing is written.
    """
    if refused := found.preview.refused:
        raise BranchError(
            f"有 {len(refused)} 行不能导入，什么都没有写入。第 {refused[0].number} 行：{refused[0].refused} 请改好后重新导入。"
        )
    return write_lines(found.preview, "导入") if found.preview.kept else 0


def _preview(sheet: LogSheet, post: Post | None, now: datetime) -> LogPreview:
    posts = {row.name: row for row in Post.select().where(Post.live())}
    everyone = people.members().values()
    numbers = {member.staff_no: member for member in everyone if member.staff_no}
    names = Names([*posts.values()])
    return judged([_told(row, post, posts, numbers, names, now) for row in sheet.rows], names, now.date())


def _told(
    row: LogRow,
    post: Post | None,
    posts: Mapping[str, Post],
    numbers: Mapping[str, Member],
    names: Names,
    now: datetime,
) -> Told:
    text = " ".join(
        filter(None, (row.day.isoformat() if row.day else "", row.name or row.staff_no, row.span, row.what))
    )
    try:
        if row.problem:
            raise BranchError(row.problem)
        chosen = posts.get(row.post) if row.post else post
        if chosen is None:
            raise BranchError(f"没有叫“{row.post}”的岗位，请先设岗，或改正岗位名称。" if row.post else "没有写岗位。")
        if row.day is None:
            raise BranchError("没有写日期。")
        return Told(row.line, text, _draft(row, row.day, chosen, numbers, names, now))
    except BranchError as error:
        return Told(row.line, text, None, str(error))


def _draft(row: LogRow, day: date, post: Post, numbers: Mapping[str, Member], names: Names, now: datetime) -> Draft:
    span = parse_span(row.span, now)
    if span.rest.strip():
        raise BranchError(f"没有看懂时间“{quoted(row.span, 20)}”，请写成“14:00-16:00”或“2小时”的样子。")
    figure, unit = parse_result(row.result) if row.result else (None, "")
    entry = Entry(
        day,
        span.half_hours,
        row.what,
        row.name,
        span.begins,
        span.ends,
        row.whom,
        parse_served(row.served) if row.served else None,
        figure,
        unit,
        row.link,
    )
    return Draft(post, _member(row, day, post, numbers, names), day, fit(entry))


def _member(row: LogRow, day: date, post: Post, numbers: Mapping[str, Member], names: Names) -> Member:
    if not row.staff_no:
        if not row.name:
            raise BranchError("没有写是谁服务。")
        return names.find(row.name, post, day)
    found = numbers.get(row.staff_no)
    if found is None:
        raise BranchError(f"名册上没有工号 {row.staff_no}。")
    if row.name and row.name != found.name:
        raise BranchError(f"工号 {row.staff_no} 是{found.name}，表里写的是“{row.name}”，请核对。")
    return found
