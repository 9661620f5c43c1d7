"""The roster: importing a file after its difference was shown, adding a person, and dated changes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.sheets.roster import RosterSheet, read_roster
from branchtui.rules.roster import ASPECTS, FACTS, OPEN, STANDINGS, VOTE_LIMITS
from branchtui.rules.text.cleaning import NAME_LIMIT
from branchtui.rules.text.names import plain_name, same_name
from branchtui.store.file.database import act
from branchtui.store.ids import new_id
from branchtui.store.models import Member
from branchtui.store.name_index import index_name
from branchtui.store.order_keys import order_key, order_keys
from branchtui.store.queries import people
from branchtui.store.replication import act_names
from branchtui.store.writes import assign
from branchtui.workflows.input_checks import line
from branchtui.workflows.people.roster_diff import RosterDiff, RosterFact, difference
from branchtui.workflows.people.roster_questions import NO_ANSWERS, checked
from branchtui.workflows.people.roster_writing import write_entries, write_events


def preview_roster(
    data: bytes,
    filename: str,
    *,
    as_of: date | None,
    today: date,
    many: bool = False,
    answers: Mapping[str, str] = NO_ANSWERS,
) -> RosterDiff:
    """The difference between a roster file and the roster. Raises BranchError where the file is no roster, or has
    more rows than a branch has people and `many` was not asked for."""
    return compare_roster(read_roster(data, filename, today, many=many), as_of=as_of, today=today, answers=answers)


def compare_roster(
    sheet: RosterSheet, *, as_of: date | None, today: date, answers: Mapping[str, str] = NO_ANSWERS
) -> RosterDiff:
    """The difference between a roster file that was read (`files.sheets.roster.read_roster`) and the roster.

    `answers` are the choices made so far, by the keys of `workflows.roster_questions`; impossible ones raise UsageError.
    """
    return difference(sheet, checked(answers), as_of=as_of, today=today)


def apply_roster(diff: RosterDiff, *, leaving: Collection[bytes] = (), on: date | None = None) -> None:
    """Write a previewed import: one act, in which those who are `leaving` of the missing go off the roster on a day.

    Raises BranchError where a row was refused or a question is open, and for a day on which one of them had not come
    yet: nothing is written.
    """
    if diff.refused:
        first = diff.refused[0]
        raise BranchError(
            f"有 {len(diff.refused)} 行不能导入，什么都没有写入。第 {first.line} 行{first.name}：{first.reason}。请改好后重新导入。"
        )
    if diff.questions:
        raise BranchError(f"还有 {len(diff.questions)} 件事没有定，什么都没有写入：{diff.questions[0].words}。")
    gone = [each for each in diff.missing if each.member in leaving]
    if gone and on is None:
        raise BranchError("请写明从哪天起转出。")
    there = people.roster(on) if gone and on is not None else {}
    if early := [each.name for each in gone if each.member not in there]:
        raise BranchError(f"{'、'.join(early)}在 {on} 还不在名册上，不能那天转出。请改转出的日期。")
    left = f"，转出 {len(gone)} 人" if gone else ""
    with act(f"导入名册：新增 {len(diff.added)} 人，更改 {len(diff.changed)} 人{left}"):
        lines = sorted(entry.line for entry in (*diff.added, *diff.changed))
        places = dict(zip(lines, order_keys(len(lines), after=people.last_place()), strict=True))
        write_entries(diff.added, diff.changed, places)
        if on is not None:
            write_events({each.member: [("membership", "", on, "out")] for each in gone})


class NamesakeError(BranchError):
    """Somebody on the roster, or who was on it, bears the name already. Nothing was written."""


def add_member(
    name: str,
    *,
    since: date = OPEN,
    standing: str = "full",
    office: str = "",
    group: str = "",
    namesake: bool = False,
    **facts: str,
) -> Member:
    """One person, on the roster from `since`, behind those whose place is known; from always where nobody told a day.

    Raises BranchError where the staff number is taken, and NamesakeError where the name is, unless `namesake` says
    that this is somebody else.
    """
    values = {"name": plain_name(line(name, "姓名", required=True, limit=NAME_LIMIT))}
    values |= {key: line(value, FACTS[key]) for key, value in facts.items()}
    _check_standing(standing)
    _check_free(values.get("staff_no", ""), None)
    if not namesake:
        _check_name(values["name"])
    key = new_id()
    with act(f"加入人员：{act_names.person(key)}"):
        return new_member(
            values, key=key, since=since, standing=standing, office=line(office, "职务"), group=line(group, "党小组")
        )


def new_member(
    values: Mapping[str, str],
    *,
    since: date,
    standing: str,
    office: str = "",
    group: str = "",
    key: bytes | None = None,
) -> Member:
    """Make a member with the events that put them on the roster; part of a larger act."""
    member = Member.create(id=key or new_id(), order_key=order_key(people.last_place()), **values)
    events: list[RosterFact] = [("membership", "", since, "in"), ("standing", "", since, standing)]
    if office:
        events.append(("office", office, since, "in"))
    if group:
        events.append(("group", "", since, group))
    write_events({member.id: events})
    index_name(member)
    return member


def change_member(
    member: Member,
    *,
    since: date,
    standing: str | None = None,
    office: str | None = None,
    no_office: str | None = None,
    group: str | None = None,
    vote: str | None = None,
    away: str | None = None,
    leaves: bool = False,
    returns: bool = False,
    **facts: str,
) -> Member:
    """Change what a person is from `since` on, or correct a fact such as the name. Raises BranchError.

    `away` is why they are away for long, '' once they are back.
    """
    values = {key: line(value, FACTS[key], required=key == "name") for key, value in facts.items()}
    if "name" in values:
        values["name"] = plain_name(values["name"])
    if standing is not None:
        _check_standing(standing)
    if vote is not None and vote not in VOTE_LIMITS:
        raise BranchError(f"表决权只能是：{'、'.join(word for word in VOTE_LIMITS if word)}，或留空表示恢复。")
    if "staff_no" in values:
        _check_free(values["staff_no"], member)
    if leaves and returns:
        raise BranchError("转出和转入不能同时登记。")
    events: list[RosterFact] = []
    if standing is not None:
        events.append(("standing", "", since, standing))
    if office:
        events.append(("office", line(office, "职务"), since, "in"))
    if no_office:
        now = people.roster(since).get(member.id)
        if now is None or no_office not in now.offices:
            raise BranchError(f"{member.name}在 {since.isoformat()} 没有“{no_office}”这个职务。")
        events.append(("office", no_office, since, "out"))
    if vote is not None:
        events.append(("vote", "", since, vote))
    if away is not None:
        events.append(("away", "", since, line(away, ASPECTS["away"], limit=20)))
    if leaves or returns:
        events.append(("membership", "", since, "in" if returns else "out"))
    if group is not None:
        events.append(("group", "", since, line(group, "党小组")))
    if not events and not values:
        raise BranchError("没有要改的内容。请至少写明一项，例如 --standing full --from 2026-03-15。")
    with act(f"更改人员：{act_names.person(member.id)}"):
        assign(member, values)
        write_events({member.id: events})
        if {"name", "reading"} & values.keys():
            index_name(member)
    return member


def join_group(members: Sequence[Member], group: str, *, since: date) -> None:
    """Put several people into a group from `since` on; an empty name takes them out of theirs."""
    if not members:
        return
    name = line(group, "党小组")
    more = f"等 {len(members)} 人" if len(members) > 1 else ""
    with act(f"把{act_names.person(members[0].id)}{more}{f'编入{name}' if name else '移出党小组'}"):
        write_events({member.id: [("group", "", since, name)] for member in members})


def standing_from(text: str) -> str:
    """The standing a person typed, in Chinese or English. Raises BranchError naming the choices."""
    wanted = text.strip()
    if wanted in STANDINGS:
        return wanted
    for key, word in STANDINGS.items():
        if wanted and wanted in (word, word.removesuffix("党员")):
            return key
    raise BranchError(
        f"没有“{wanted}”这种人员类别。可选：{'、'.join(f'{word}（{key}）' for key, word in STANDINGS.items())}。"
    )


def _check_standing(standing: str) -> None:
    standing_from(standing)


def _check_free(staff_no: str, member: Member | None) -> None:
    if not staff_no:
        return
    for other in people.members().values():
        if other.staff_no == staff_no and (member is None or other.id != member.id):
            raise BranchError(f"工号 {staff_no} 已属于{other.name}。请核对工号。")


def _check_name(name: str) -> None:
    same = [other for other in people.members().values() if same_name(other.name, name)]
    if same:
        numbers = "、".join(f"工号 {other.staff_no}" if other.staff_no else "没有工号" for other in same)
        raise NamesakeError(f"名册里已有“{name}”（{numbers}），没有再加。")
