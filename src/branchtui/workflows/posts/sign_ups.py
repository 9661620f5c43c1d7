"""Who takes part in a service beside the person whose it is: signed up, came, or absent."""

from collections.abc import Sequence
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.services import SIGN_UPS, STATES, SignUpState, half_hours_of, refuse_length
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.names import first_names
from branchtui.rules.text.service_line import parse_length
from branchtui.store.file.database import act
from branchtui.store.models import Contact, Member, Post, Service, SignUp
from branchtui.store.queries import contacts, people
from branchtui.store.queries.services import log as services
from branchtui.store.replication import act_names
from branchtui.store.writes import assign_all
from branchtui.workflows.input_checks import line
from branchtui.workflows.posts.log_checks import Checks, Names


def sign_up(
    service: Service, who: Sequence[Member | Contact], *, state: SignUpState | None = None, hours: str = ""
) -> None:
    """Sign people of the roster, or contacts, up for a service: signed where it is planned, came where it was done,
    unless `state` is told; for `hours` (2小时) where that is not the service's own length.

    Raises BranchError for a service that is cancelled, the person whose it is, and a day that holds no more hours.
    """
    if service.state == "cancelled":
        raise BranchError(f"“{service.what}”{STATES['cancelled']}，不能报名。")
    chosen: SignUpState = state or ("signed" if service.state == "planned" else "came")
    _refuse(service, chosen)
    half_hours = _half_hours(hours)
    members = [person for person in who if isinstance(person, Member)]
    if any(person.id == service.member_id for person in members):
        raise BranchError(f"{service.member.name}就是这条记录的服务人，不用再报名。")
    there = {row.member_id for row in services.sign_ups(service) if row.state != "absent"}
    if chosen != "absent":
        checks = Checks(Names([]), [service.day], service.day)
        for person in members:
            if person.id not in there:
                checks.refuse_load(person, service.day, half_hours or service.half_hours)
    if who:
        named = first_names(
            [
                act_names.person(person.id) if isinstance(person, Member) else act_names.contact(person.id)
                for person in who
            ]
        )
        with act(f"报名：{named}，{service.what}"):
            SignUp.ensure_all(
                [
                    {"member": person, "contact": None}
                    if isinstance(person, Member)
                    else {"member": None, "contact": person}
                    for person in who
                ],
                shared={"service": service, "state": chosen, "half_hours": half_hours},
            )


def volunteer(post: Post, who: Member | Contact, day: str, *, hours: str = "", today: date) -> Service:
    """Sign somebody who does not hold a post up for its service of a day, for so long where it is not as long as that.

    Raises BranchError where there is none that day, or several, and as `sign_up`.
    """
    when = parse_day(line(day, "日期", required=True), today, past=True)
    found = services.on_day(post, when)
    if len(found) != 1:
        raise BranchError(
            f"“{post.name}”{when.isoformat()} 有 {len(found)} 条服务记录，分不清报名到哪一条，请在那条记录里报名。"
            if found
            else f"“{post.name}”{when.isoformat()} 没有服务记录可报名。请先记上岗人的服务，再报名。"
        )
    sign_up(found[0], [who], hours=hours)
    return found[0]


def somebody(typed: str, today: date) -> Member | Contact:
    """Whom a name (`姓名#工号尾号` where two bear it), or initials, mean: somebody of the roster, else a contact.

    Raises BranchError where they mean nobody, or several.
    """
    said = line(typed, "姓名", required=True, limit=60)
    member = people.person_if_any(said, today, among=list(people.members()))
    if member is not None:
        return member
    known = contacts.named(said) or [row for row in contacts.contacts() if not row.name and row.unit == said]
    if len(known) > 1:
        choices = "、".join(f"{row.called}（{row.of_what}）" for row in known)
        raise BranchError(f"往来里有 {len(known)} 位“{said}”：{choices}，分不清是哪一位。")
    if known:
        return contacts.contact(known[0].id)
    meant = people.people_called(said) if said.isascii() else []
    if len(meant) == 1:
        return people.member(meant[0])
    if meant:
        raise BranchError(f"“{said}”有 {len(meant)} 位，请写姓名。")
    raise BranchError(f"名册和往来里都没有“{said}”。请核对姓名，或先在会议室的“往来”里记下。")


def mark(rows: Sequence[SignUp], state: SignUpState, *, hours: str | None = None) -> None:
    """Note who of those that signed up came, and for how long where that is not the service's own length (2小时;
    empty: it is).

    Raises BranchError where the service was not done yet, or a day holds no more hours.
    """
    half_hours = _half_hours(hours or "")
    for row in rows:
        _refuse(row.service, state)
        if row.member is not None and state != "absent":
            own = half_hours if hours is not None else row.half_hours
            before = 0 if row.state == "absent" else (row.half_hours or row.service.half_hours)
            checks = Checks(Names([]), [row.service.day], row.service.day)
            checks.refuse_load(row.member, row.service.day, (own or row.service.half_hours) - before)
    if rows:
        with act(f"参加情况 {len(rows)} 人：{SIGN_UPS[state]}，{rows[0].service.what}"):
            assign_all(rows, {"state": state, **({} if hours is None else {"half_hours": half_hours})})


def withdraw(rows: Sequence[SignUp]) -> None:
    """Take people off a service they signed up for (into the trash)."""
    if rows:
        with act(f"撤回报名 {len(rows)} 人：{rows[0].service.what}"):
            assign_all(rows, {"deleted": True})


def called(who: Member | Contact) -> str:
    """What somebody is called where one word must do: the name, or the unit of a contact that has none."""
    return who.name or (who.unit if isinstance(who, Contact) else "")


def _refuse(service: Service, state: SignUpState) -> None:
    if service.state == "planned" and state != "signed":
        raise BranchError(f"“{service.what}”还没有记为已服务，不能记参加情况。请先把它记为已服务。")


def _half_hours(hours: str) -> int | None:
    said = line(hours, "时长")
    if not said:
        return None
    half_hours = half_hours_of(parse_length(said))
    refuse_length(half_hours)
    return half_hours
