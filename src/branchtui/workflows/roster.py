"""The roster: importing a file after its difference was shown, adding a person, and dated changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from branchtui.files.sheets.roster import RosterRow, RosterSheet, read_roster
from branchtui.rules.errors import BranchError
from branchtui.rules.names import plain_name, same_name
from branchtui.rules.people import OFFICES, OPEN, STANDINGS, VOTE_LIMITS, MemberAsOf
from branchtui.store.database import act
from branchtui.store.models import Group, Member, RosterEvent
from branchtui.store.names import index_name
from branchtui.store.queries import people
from branchtui.store.rows import assign, trash
from branchtui.workflows.fields import line

FACTS = {
    "name": "姓名",
    "staff_no": "工号",
    "sex": "性别",
    "ethnic": "民族",
    "born": "出生年月",
    "education": "学历",
    "job": "工作岗位",
    "title": "专业技术职务",
    "phone": "电话",
    "reading": "姓名读音",
}
_FROM_SHEET = tuple(name for name in FACTS if name not in ("name", "reading"))

RosterFact = tuple[str, str, date, str]  # aspect, subject, on, value


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One row of an import: who, what would change, or why it is left out."""

    line: int
    name: str
    staff_no: str
    lines: tuple[str, ...] = ()
    reason: str = ""
    member: bytes | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    events: tuple[RosterFact, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class RosterDiff:
    """What an import would do. Nothing is written while `refused` holds a row."""

    added: tuple[RosterEntry, ...]
    changed: tuple[RosterEntry, ...]
    unchanged: tuple[RosterEntry, ...]
    ignored: tuple[RosterEntry, ...]
    refused: tuple[RosterEntry, ...]
    notes: tuple[str, ...]


def preview_roster(data: bytes, filename: str, *, as_of: date | None, today: date) -> RosterDiff:
    """The difference between a roster file and the roster. Raises BranchError where the file is no roster."""
    return compare_roster(read_roster(data, filename), as_of=as_of, today=today)


def compare_roster(sheet: RosterSheet, *, as_of: date | None, today: date) -> RosterDiff:
    """The difference between a roster file that was read (`files.sheets.roster.read_roster`) and the roster."""
    members, roster = people.members(), people.roster(today)
    groups = {row.id.hex(): row.name for row in people.groups().values()}
    added: list[RosterEntry] = []
    changed: list[RosterEntry] = []
    unchanged: list[RosterEntry] = []
    refused: list[RosterEntry] = []
    seen: dict[str, int] = {}
    matched: set[bytes] = set()
    for row in sheet.rows:
        key = row.staff_no or row.name
        problems = list(row.problems)
        if key in seen:
            problems.append(f"与第 {seen[key]} 行是同一个人（{'工号' if row.staff_no else '姓名'}相同）")
        seen.setdefault(key, row.line)
        same = _matching(row, members)
        if len(same) > 1:
            problems.append(f"名册里有 {len(same)} 位“{row.name}”，请在表中填写工号")
        if problems:
            refused.append(RosterEntry(row.line, row.name, row.staff_no, reason="；".join(problems)))
        elif not same:
            added.append(_addition(row, as_of))
        else:
            entry = _change(row, same[0], roster.get(same[0].id), groups, as_of, today)
            matched.add(same[0].id)
            (changed if entry.lines else unchanged).append(entry)
    notes = []
    if sheet.dropped_columns:
        notes.append(f"已按隐私要求丢弃：{'、'.join(sheet.dropped_columns)}")
    if sheet.unknown_columns:
        notes.append(f"没有用到的列：{'、'.join(sheet.unknown_columns)}")
    absent = [members[key].name for key in roster if key not in matched]
    if absent:
        notes.append(f"表中没有、名册中保留：{'、'.join(absent)}")
    ignored = tuple(RosterEntry(row.line, "", "", reason=row.reason) for row in sheet.ignored)
    return RosterDiff(tuple(added), tuple(changed), tuple(unchanged), ignored, tuple(refused), tuple(notes))


def apply_roster(diff: RosterDiff) -> None:
    """Write a previewed import. Raises BranchError where a row was refused; then nothing is written."""
    if diff.refused:
        first = diff.refused[0]
        raise BranchError(
            f"有 {len(diff.refused)} 行不能导入，什么都没有写入。第 {first.line} 行{first.name}：{first.reason}。请改好后重新导入。"
        )
    with act(f"导入名册：新增 {len(diff.added)} 人，更改 {len(diff.changed)} 人"):
        for entry in (*diff.added, *diff.changed):
            if entry.member is None:
                member = Member.create(**entry.facts)
            else:
                member = Member.get_by_id(entry.member)
                assign(member, entry.facts)
            if entry.group:
                _set_group(member, entry.group, next(on for aspect, _, on, _ in entry.events if aspect == "group"))
            _write_events(member, [event for event in entry.events if event[0] != "group"])
            index_name(member)


class NamesakeError(BranchError):
    """Somebody on the roster, or who was on it, bears the name already. Nothing was written."""


def add_member(
    name: str,
    *,
    today: date,
    since: date | None = None,
    standing: str = "full",
    office: str = "",
    group: str = "",
    namesake: bool = False,
    **facts: str,
) -> Member:
    """One person, on the roster from `since` (today).

    Raises BranchError where the staff number is taken, and NamesakeError where the name is, unless `namesake` says
    that this is somebody else.
    """
    values = {"name": plain_name(line(name, "姓名", required=True, limit=30))}
    values |= {key: line(value, FACTS[key]) for key, value in facts.items()}
    _check_standing(standing)
    _check_free(values.get("staff_no", ""), None)
    if not namesake:
        _check_name(values["name"])
    begins = since or today
    with act(f"加入人员：{values['name']}"):
        return new_member(
            values, since=begins, standing=standing, office=line(office, "职务"), group=line(group, "党小组")
        )


def new_member(values: Mapping[str, str], *, since: date, standing: str, office: str = "", group: str = "") -> Member:
    """Make a member with the events that put them on the roster; part of a larger act."""
    member = Member.create(**values)
    events: list[RosterFact] = [("membership", "", since, "in"), ("standing", "", since, standing)]
    if office:
        events.append(("office", office, since, "in"))
    _write_events(member, events)
    if group:
        _set_group(member, group, since)
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
    leaves: bool = False,
    returns: bool = False,
    **facts: str,
) -> Member:
    """Change what a person is from `since` on, or correct a fact such as the name. Raises BranchError."""
    values = {key: line(value, FACTS[key], required=key == "name") for key, value in facts.items()}
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
    if leaves or returns:
        events.append(("membership", "", since, "in" if returns else "out"))
    if not events and not values and group is None:
        raise BranchError("没有要改的内容。请至少写明一项，例如 --standing full --from 2026-03-15。")
    with act(f"更改人员：{member.name}"):
        assign(member, values)
        _write_events(member, events)
        if group is not None:
            _set_group(member, line(group, "党小组"), since)
        if {"name", "reading"} & values.keys():
            index_name(member)
    return member


def join_group(members: Sequence[Member], group: str, *, since: date) -> None:
    """Put several people into a group from `since` on; an empty name takes them out of theirs."""
    if not members:
        return
    name = line(group, "党小组")
    more = f"等 {len(members)} 人" if len(members) > 1 else ""
    with act(f"把{members[0].name}{more}{f'编入{name}' if name else '移出党小组'}"):
        for member in members:
            _set_group(member, name, since)


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


def _write_events(member: Member, events: list[RosterFact]) -> None:
    """Write events. A dated event of a single aspect takes the place of the one whose beginning was not known."""
    for aspect, subject, on, value in events:
        RosterEvent.ensure(member=member, aspect=aspect, subject=subject, on=on, values={"value": value})
    for aspect in {event[0] for event in events if event[0] in ("membership", "standing") and event[2] != OPEN}:
        if any(event[0] == aspect and event[2] == OPEN for event in events):
            continue
        opened = RosterEvent.get_or_none(
            RosterEvent.id == RosterEvent.row_id(member=member, aspect=aspect, subject="", on=OPEN)
        )
        dated = [event for event in events if event[0] == aspect]
        if opened is not None and not opened.deleted and any(event[3] == opened.value for event in dated):
            trash(opened)


def _set_group(member: Member, name: str, since: date) -> None:
    value = ""
    if name:
        group = next((row for row in people.groups().values() if row.name == name), None) or Group.create(name=name)
        value = group.id.hex()
    RosterEvent.ensure(member=member, aspect="group", subject="", on=since, values={"value": value})


def _matching(row: RosterRow, members: Mapping[bytes, Member]) -> list[Member]:
    """The members a row may mean: by staff number, else by name where that can't be somebody else."""
    if row.staff_no:
        numbered = [member for member in members.values() if member.staff_no == row.staff_no]
        if numbered:
            return numbered
    return [
        member
        for member in members.values()
        if same_name(member.name, row.name) and (not row.staff_no or not member.staff_no)
    ]


def _addition(row: RosterRow, as_of: date | None) -> RosterEntry:
    standing = row.standing or ("full" if row.full_on or not row.joined_on else "probationary")
    begins = as_of or row.transferred_on or row.joined_on or OPEN
    events: list[RosterFact] = [("membership", "", begins, "in")]
    events += _standing_events(row, standing, as_of)
    if row.office:
        events += [("office", office, as_of or OPEN, "in") for office in _offices(row.office)]
    if row.group:
        events.append(("group", "", as_of or OPEN, row.group))
    facts = {"name": row.name} | {key: getattr(row, key) for key in _FROM_SHEET if getattr(row, key)}
    lines = [STANDINGS[standing], *(["、".join(_offices(row.office))] if row.office else []), f"自 {_day(begins)}"]
    return RosterEntry(row.line, row.name, row.staff_no, tuple(lines), "", None, facts, tuple(events), row.group)


def _standing_events(row: RosterRow, standing: str, as_of: date | None) -> list[RosterFact]:
    if standing != "full":
        return [("standing", "", as_of or (row.joined_on if standing == "probationary" else None) or OPEN, standing)]
    events: list[RosterFact] = []
    if row.joined_on and row.full_on and row.joined_on < row.full_on and as_of is None:
        events.append(("standing", "", row.joined_on, "probationary"))
    events.append(("standing", "", as_of or row.full_on or OPEN, "full"))
    return events


def _change(
    row: RosterRow,
    member: Member,
    now: MemberAsOf | None,
    groups: Mapping[str, str],
    as_of: date | None,
    today: date,
) -> RosterEntry:
    """What a row changes about a member; without `as_of` an undated change holds from today."""
    lines: list[str] = []
    facts: dict[str, str] = {}
    events: list[RosterFact] = []
    day = as_of or today
    for key in ("name", *_FROM_SHEET):
        new = getattr(row, key)
        if new and new != getattr(member, key):
            facts[key] = new
            lines.append(f"{FACTS[key]}：{getattr(member, key) or '（空）'} → {new}")
    if now is None:
        events.append(("membership", "", as_of or row.transferred_on or today, "in"))
        lines.append(f"重新列入名册，自 {_day(events[-1][2])}")
    else:
        begins = row.transferred_on or row.joined_on
        if now.since == OPEN and begins and as_of is None:
            events.append(("membership", "", begins, "in"))
            lines.append(f"列入名册：自 {_day(begins)}")
    known = {(event.aspect, event.on): event.value for event in people.events(member)}
    if row.standing and (now is None or row.standing != now.standing):
        on = as_of or (row.full_on if row.standing == "full" else row.joined_on) or today
        events.append(("standing", "", on, row.standing))
        lines.append(
            f"人员类别：{STANDINGS[now.standing] if now else '（无）'} → {STANDINGS[row.standing]}，自 {_day(on)}"
        )
    elif row.standing and as_of is None:
        fresh = [event for event in _standing_events(row, row.standing, None) if event[2] != OPEN]
        fresh = [event for event in fresh if known.get(("standing", event[2])) != event[3]]
        events += fresh
        lines += [f"{STANDINGS[event[3]]}：自 {_day(event[2])}" for event in fresh]
    if row.office:
        had = set(now.offices) if now else set()
        wanted = set(_offices(row.office))
        events += [("office", office, day, "in") for office in sorted(wanted - had)]
        events += [("office", office, day, "out") for office in sorted(had - wanted)]
        if wanted != had:
            lines.append(
                f"党内职务：{'、'.join(sorted(had)) or '（无）'} → {'、'.join(sorted(wanted))}，自 {_day(day)}"
            )
    group = groups.get(now.group, "") if now else ""
    if row.group and row.group != group:
        events.append(("group", "", day, row.group))
        lines.append(f"党小组：{group or '（无）'} → {row.group}，自 {_day(day)}")
    changed_group = row.group if row.group != group else ""
    return RosterEntry(
        row.line, row.name, row.staff_no, tuple(lines), "", member.id, facts, tuple(events), changed_group
    )


def _offices(text: str) -> list[str]:
    """The offices in a cell such as `党支部书记、组织委员`, by their usual names."""
    found = []
    for part in text.replace("/", "、").replace("，", "、").replace(",", "、").replace(";", "、").split("、"):
        name = part.strip().removeprefix("党").removeprefix("支部").removeprefix("支委")
        if name and name not in ("党员", "无", "-", "—"):
            found.append(name if name in OFFICES else part.strip())
    return found


def _day(day: date) -> str:
    return "最初" if day == OPEN else day.isoformat()
