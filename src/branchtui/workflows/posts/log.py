"""The service log, one row at a time: write, change, remove, copy, verify; planned, done and cancelled."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.services import STATES, ServiceState
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.service_line import Entry, Span, parse_line, parse_result, parse_served, parse_span
from branchtui.store.file.database import act
from branchtui.store.models import Post, Service
from branchtui.store.models.columns import caption
from branchtui.store.queries import people
from branchtui.store.queries.services import log as services
from branchtui.store.replication import act_names
from branchtui.store.writes import assign, assign_all
from branchtui.workflows.input_checks import line
from branchtui.workflows.posts.log_checks import Checks, Draft, Names


def log(
    post: Post,
    *,
    by: str,
    day: str | date,
    span: str,
    what: str,
    whom: str = "",
    served: str = "",
    result: str = "",
    link: str = "",
    planned: bool = False,
    now: datetime,
) -> Service:
    """Write one service of one holder: `span` are its times, its length, or both (下午2点到4点, 2小时).

    Raises BranchError for what `parse_span` refuses, a figure that is not exact or has no unit, a day that holds no more
    hours, a day to come that is not `planned`; OutsideTermError where `by` does not hold the post that day.
    """
    names = Names([post])
    when = _day(day, now.date(), past=not planned)
    times = _span(span, now)
    entry = Entry(
        when, times.half_hours, what, by, times.begins, times.ends, whom, _served(served), *_result(result), link
    )
    return _write(Draft(post, names.find(_who(by), post, when), when, fit(entry), planned), names, now.date())


def log_line(post: Post, text: str, *, by: str = "", now: datetime) -> Service:
    """Write what one line says (`parse_line`); the person is `by` where that is told. Raises BranchError as `log`."""
    names = Names([post])
    return _write(drafted(post, text, names, by=by, now=now), names, now.date())


def drafted(post: Post, text: str, names: Names, *, by: str = "", now: datetime) -> Draft:
    """The service that a line says, looked over but not against what else the log says. Raises BranchError."""
    return draft_of(post, read_entry(text, named=bool(by), now=now), names, by=by)


def read_entry(text: str, *, named: bool = False, now: datetime) -> Entry:
    """What a line says, whoever it names; `named` where it needs to name nobody. Asks no database. Raises BranchError."""
    return parse_line(line(text, "服务记录"), now, named=named)


def draft_of(post: Post, entry: Entry, names: Names, *, by: str = "") -> Draft:
    """The service that was read, of the person it names. Raises BranchError."""
    if entry.day is None:
        raise BranchError("没有写是哪一天，请写上，如“周三”“3月4日”。")
    return Draft(post, names.find(_who(by or entry.who), post, entry.day), entry.day, fit(entry))


def change(service: Service, *, now: datetime, **changes: str) -> Service:
    """Change by (the person), day, span, what, whom, served, result or link, each as `log` takes it.

    Raises BranchError as `log`. What was verified before is not verified as it is now, and says so no longer.
    """
    today, names = now.date(), Names([service.post])
    entry = _entry(service)
    when = _day(changes["day"], today, past=service.state != "planned") if "day" in changes else service.day
    if "span" in changes:
        times = _span(changes["span"], now)
        entry = entry._replace(begins=times.begins, ends=times.ends, half_hours=times.half_hours)
    entry = entry._replace(
        what=changes.get("what", entry.what), whom=changes.get("whom", entry.whom), link=changes.get("link", entry.link)
    )
    if "served" in changes:
        entry = entry._replace(served=_served(changes["served"]))
    if "result" in changes:
        figure, unit = _result(changes["result"])
        entry = entry._replace(result=figure, unit=unit)
    member = names.find(_who(changes["by"]), service.post, when) if "by" in changes else service.member
    draft = Draft(service.post, member, when, fit(entry), service.state == "planned")
    _refuse_change(service, draft, names, today)
    values = columns_of(draft)
    if any(getattr(service, name) != value for name, value in values.items()):
        values |= {"verifier": None, "verified_on": None}
    with act(f"修改服务记录：{act_names.person(member.id)} {draft.entry.what}"):
        assign(service, values)
    return service


def remove(rows: Sequence[Service]) -> None:
    """Take services out of the log (into the trash)."""
    if rows:
        more = f"等 {len(rows)} 条" if len(rows) > 1 else ""
        with act(f"删除服务记录：{rows[0].what}{more}"):
            assign_all(rows, {"deleted": True})


def copy_to(service: Service, day: str | date, *, by: str = "", planned: bool = False, now: datetime) -> Service:
    """Write one like it on another day, of the same person unless `by` is told; how many were served, and what came of
    it, nobody told of that day."""
    names = Names([service.post])
    when = _day(day, now.date(), past=not planned)
    member = names.find(_who(by), service.post, when) if by else service.member
    return _write(Draft(service.post, member, when, like(service), planned), names, now.date())


def copy_last(post: Post, day: str | date, *, by: str = "", now: datetime) -> Service:
    """The same with the latest service of a post, or of one person there. Raises BranchError where there is none."""
    member = people.person(_who(by), now.date(), among=list(people.members())) if by else None
    last = services.last_of(post, member.id if member else None)
    if last is None:
        raise BranchError(f"“{post.name}”还没有{f'{by}的' if by else ''}服务记录可照抄，请先记一条。")
    return copy_to(last, day, now=now)


def overlaps(service: Service, *, today: date) -> list[str]:
    """What a service contradicts, each as a phrase: another service, or a meeting, at the same time."""
    checks = Checks(Names([service.post]), [service.day], today, besides=service.id)
    return checks.told(_draft(service, planned=service.state == "planned"))


def verify(rows: Sequence[Service], by: str, day: str | date, *, today: date) -> None:
    """Note who verified services, and when. Raises BranchError for one that was not done, or a day before it or to come."""
    when = _day(day, today, past=True)
    verifier = people.person(_who(by), when)
    for row in rows:
        if row.state != "done":
            raise BranchError(f"“{row.what}”{STATES[row.state]}，只有已服务的才能核实。")
        if when < row.day:
            raise BranchError(f"核实日期早于服务日期（{row.day.isoformat()}），请核对。")
    if when > today:
        raise BranchError("核实日期还没有到，请核对。")
    if rows:
        with act(f"核实服务记录 {len(rows)} 条：{act_names.person(verifier.id)}"):
            assign_all(rows, {"verifier": verifier, "verified_on": when})


def unverify(rows: Sequence[Service]) -> None:
    """Take back who verified services."""
    if rows:
        with act(f"撤回核实：服务记录 {len(rows)} 条"):
            assign_all(rows, {"verifier": None, "verified_on": None})


def set_state(rows: Sequence[Service], state: ServiceState, *, today: date) -> None:
    """Mark services as planned, done or cancelled. Raises BranchError where one to come is said to be done, and where a
    cancelled one has no room in its day any more."""
    for row in rows:
        if state == "done" and row.day > today:
            raise BranchError(f"“{row.what}”在 {row.day.isoformat()}，还没有到，不能记为已服务。")
        if row.state == "cancelled" and state != "cancelled":
            names = Names([row.post])
            Checks(names, [row.day], today).refuse(_draft(row, planned=state == "planned"))
    if rows:
        with act(f"服务记录 {len(rows)} 条：{STATES[state]}"):
            assign_all(rows, {"state": state, **({} if state == "done" else {"verifier": None, "verified_on": None})})


def fit(entry: Entry) -> Entry:
    """An entry fit to store. Raises BranchError for texts that are too long or hold a citizen id."""
    return entry._replace(
        what=line(entry.what, caption(Service, "what"), required=True),
        whom=line(entry.whom, caption(Service, "whom")),
        unit=line(entry.unit, caption(Service, "unit"), limit=20),
        link=line(entry.link, caption(Service, "link"), limit=1000),
    )


def like(service: Service) -> Entry:
    """What a service says that one of another day may have in common with it."""
    return Entry(None, service.half_hours, service.what, "", service.begins, service.ends, service.whom)


def columns_of(draft: Draft) -> dict[str, Any]:
    """The columns of a service that a draft says."""
    entry = draft.entry
    return {
        "post": draft.post,
        "member": draft.member,
        "state": "planned" if draft.planned else "done",
        "day": draft.day,
        "begins": entry.begins,
        "ends": entry.ends,
        "half_hours": entry.half_hours,
        "what": entry.what,
        "whom": entry.whom,
        "served": entry.served,
        "result": entry.result,
        "unit": entry.unit,
        "link": entry.link,
    }


def _write(draft: Draft, names: Names, today: date) -> Service:
    Checks(names, [draft.day], today).refuse(draft)
    verb = "安排服务" if draft.planned else "记服务"
    with act(f"{verb}：{act_names.person(draft.member.id)} {draft.entry.what}"):
        return Service.create(**columns_of(draft))


def _refuse_change(service: Service, draft: Draft, names: Names, today: date) -> None:
    """Raises BranchError where the changed service has no room in the day of its person, or of those who take part."""
    checks = Checks(names, [draft.day], today, besides=service.id)
    if service.state != "cancelled":
        checks.refuse(draft)
        for entry in services.sign_ups(service):
            if entry.member is not None and entry.state != "absent":
                checks.refuse_load(entry.member, draft.day, entry.half_hours or draft.entry.half_hours)


def _entry(row: Service) -> Entry:
    return Entry(
        row.day,
        row.half_hours,
        row.what,
        "",
        row.begins,
        row.ends,
        row.whom,
        row.served,
        row.result,
        row.unit,
        row.link,
    )


def _draft(row: Service, *, planned: bool) -> Draft:
    return Draft(row.post, row.member, row.day, _entry(row), planned)


def _who(typed: str) -> str:
    return line(typed, "服务人", required=True, limit=60)


def _day(day: str | date, today: date, *, past: bool) -> date:
    return day if isinstance(day, date) else parse_day(line(day, "日期", required=True), today, past=past)


def _span(text: str, now: datetime) -> Span:
    said = line(text, "时间")
    span = parse_span(said, now)
    if span.rest.strip():
        raise BranchError(f"没有看懂“{span.rest.strip()}”，这里只写时间或时长，如“下午2点到4点”“2小时”。")
    return span


def _served(text: str) -> int | None:
    said = line(text, caption(Service, "served"))
    return parse_served(said) if said else None


def _result(text: str) -> tuple[int | None, str]:
    said = line(text, caption(Service, "result"))
    return parse_result(said) if said else (None, "")
