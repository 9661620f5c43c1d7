"""Frozen lists of expected people that differ from the roster, and the differences somebody has let stand."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from peewee import chunked

from branchtui import __version__
from branchtui.errors import BranchError
from branchtui.rules.frozen_list import KEPT, Difference, Stand, differences, kept_reason
from branchtui.rules.meetings import HELD, MeetingKind, MeetingRules
from branchtui.rules.roster import OPEN, Event, MemberAsOf, roster_on
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db, is_own
from branchtui.store.models import Attendance, FrozenDoubt, FrozenLook, Meeting, Row
from branchtui.store.models.people import PURGED
from branchtui.store.queries import settings
from branchtui.store.queries.meetings import attendances, begins, day_of, expected_by_roster
from branchtui.store.queries.people import events, members
from branchtui.values import NamedTuple

_AT_ONCE = 500  # rows in one statement: SQLite takes 999 values at least
_NEVER = "9999-12-32"  # a day after every other
_HELD = ", ".join(f"'{state}'" for state in sorted(HELD))
_LIVE = Meeting.live_in("meeting")
_CANDIDATES = (
    "SELECT meeting FROM frozen_doubt UNION "
    f"SELECT id FROM meeting WHERE {_LIVE} AND COALESCE(starts_at, planned_start) >= ?"
)


class Disagreement(NamedTuple):
    """A held meeting whose frozen list differs from today's knowledge of that day's roster."""

    meeting: Meeting
    words: str


def kept_key(meeting: Row | bytes, member: Row | bytes) -> str:
    """The key of the setting that lets one difference stand."""
    ids = (row if isinstance(row, bytes) else row.id for row in (meeting, member))
    return KEPT + ":".join(each.hex() for each in ids)


def kept_reasons(meeting: Meeting) -> dict[bytes, str]:
    """The reasons given for what was let stand at a meeting, by member id, whether it still differs or not."""
    found = _kept(meeting)
    return {bytes.fromhex(key.rpartition(":")[2]): kept_reason(value) for key, value in found.items()}


def disagreements(rules: MeetingRules) -> list[Disagreement]:
    """Where a roster change dated before a meeting disagrees with what was frozen when it was held.

    What somebody has let stand is left out, as long as the roster still says what it said then.
    """
    differing = _differing(rules)
    if not differing:
        return []
    names, kept = _names(), settings.starting_with(KEPT)
    words = {}
    for meeting, all_ in differing.items():
        if open_ := _still_open(meeting, all_, names, kept):
            words[meeting] = "；".join(each.words(names.get(each.member, "某人")) for each in open_)
    return [Disagreement(row, words[row.id]) for row in _meetings(list(words))]


def differences_of(meeting: Meeting, kind: MeetingKind) -> list[Difference]:
    """The same for one meeting that was held; empty for another."""
    if meeting.state not in HELD:
        return []
    return _open(meeting, kind, attendances(meeting), events(), _names(), _kept(meeting))


def let_stand_of(meeting: Meeting, kind: MeetingKind) -> list[Difference]:
    """The differences of one meeting that was held which somebody has let stand, and which are there still."""
    if meeting.state not in HELD:
        return []
    all_ = _open(meeting, kind, attendances(meeting), events(), _names(), {})
    kept = _kept(meeting)
    return [each for each in all_ if each.stands(kept.get(kept_key(meeting, each.member)))]


_Differing = dict[bytes, list[Difference]]


def _differing(rules: MeetingRules) -> _Differing:
    """Every meeting that was held and whose list differs from the roster, and in what, let stand or not.

    Only those are compared of which something was written since the last look. What was found is noted for the next
    one; where that can't be, as in another's file, the next one compares the same again.
    """
    said = said_of(rules)
    doubted, since = _left(said)
    if since == _NEVER:
        differing = _compared(rules, since)
        if len(differing) == doubted:  # nothing to note
            return differing
    if not is_own():
        return _compared(rules, since)
    try:
        db.hurry()
        with db.atomic():  # nobody writes between what is read and what is noted
            differing = _compared(rules, _left(said)[1])
            FrozenDoubt.delete().execute()
            for some in chunked(list(differing), _AT_ONCE):
                FrozenDoubt.insert_many([{"meeting": each} for each in some]).execute()
            FrozenLook.delete().execute()
            FrozenLook.create(rules=said)
        return differing
    except BranchError:
        return _compared(rules, _left(said)[1])


def said_of(rules: MeetingRules) -> str:
    """Whom the rules of this program expect: where it is another than at the last look, that counts for nothing.

    Of ballots the same holds, whose own rules come with the program.
    """
    who = {name: [(str(each.rule.valid_from), each.who) for each in kinds] for name, kinds in rules.versions.items()}
    return repr((__version__, sorted(who.items())))


def _left(said: str) -> tuple[int, str]:
    """What a look by such rules has to compare: so many doubted meetings, and every one that begins from a day on."""
    doubted, look, since = sql.rows(
        "SELECT (SELECT count(*) FROM frozen_doubt), "
        "(SELECT count(*) FROM frozen_look WHERE rules = ?), (SELECT min(since) FROM frozen_look)",
        said,
    )[0]
    return doubted, (since or _NEVER) if look else OPEN.isoformat()


def _compared(rules: MeetingRules, since: str) -> _Differing:
    """The same of the doubted meetings and of all that begin from a day on; the first made first."""
    rows = sql.rows(
        f"SELECT id, kind, COALESCE(starts_at, planned_start), group_id FROM meeting WHERE id IN ({_CANDIDATES}) "
        f"AND {_LIVE} AND +state IN ({_HELD}) ORDER BY rowid",  # by the few ids, not by the state that nearly all have
        since,
    )
    if not rows:
        return {}
    listed: dict[bytes, dict[bytes, Stand]] = {}
    for meeting, member, standing, votes in sql.rows(
        f"SELECT meeting_id, member_id, standing, votes FROM attendance WHERE meeting_id IN ({_CANDIDATES}) "
        f"AND {Attendance.live_in('attendance')}",
        since,
    ):
        listed.setdefault(meeting, {})[member] = Stand(standing, bool(votes))
    everything = events()
    changes = sorted({event.on for event in everything})
    rosters: dict[int, dict[bytes, MemberAsOf]] = {}  # by the number of days of change up to it
    expected: dict[tuple[int, MeetingKind, str], dict[bytes, Stand]] = {}
    found = {}
    for meeting, name, start, group in rows:
        day = day_of(start)
        kind = rules.kind_on(name, day)
        if kind is None:
            continue
        key = (bisect_right(changes, day), kind, group.hex() if group else "")
        if key not in expected:
            if key[0] not in rosters:
                rosters[key[0]] = roster_on(everything, day)
            expected[key] = _stands(kind, rosters[key[0]], key[2])
        if listed.get(meeting, {}) != expected[key]:
            found[meeting] = differences(listed.get(meeting, {}), expected[key])
    return found


def _meetings(keys: Sequence[bytes]) -> Iterator[Meeting]:
    """These meetings, in this order."""
    rows = {row.id: row for some in chunked(keys, _AT_ONCE) for row in Meeting.select().where(Meeting.id << some)}
    return (rows[key] for key in keys if key in rows)


def _stands(kind: MeetingKind, people: Mapping[bytes, MemberAsOf], group: str) -> dict[bytes, Stand]:
    """What everyone expected by the roster is on its day."""
    return {each.member: Stand(each.standing, each.votes) for each in expected_by_roster(kind, people, group)}


def _open(
    meeting: Meeting,
    kind: MeetingKind,
    frozen: Mapping[bytes, Attendance],
    everything: Sequence[Event],
    names: Mapping[bytes, str],
    kept: Mapping[str, str],
) -> list[Difference]:
    group = meeting.group_id.hex() if meeting.group_id else ""
    listed = {key: Stand(entry.standing, entry.votes) for key, entry in frozen.items()}
    roster = _stands(kind, roster_on(everything, begins(meeting).date()), group)
    return _still_open(meeting.id, differences(listed, roster), names, kept)


def _still_open(
    meeting: bytes, all_: Sequence[Difference], names: Mapping[bytes, str], kept: Mapping[str, str]
) -> list[Difference]:
    """Those that nobody has let stand."""
    return [
        each
        for each in all_
        if names.get(each.member) != PURGED  # of whom nothing is known any more there is nothing to mend
        and not each.stands(kept.get(kept_key(meeting, each.member)))
    ]


def _kept(meeting: Meeting) -> dict[str, str]:
    return settings.starting_with(f"{KEPT}{meeting.id.hex()}:")


def _names() -> dict[bytes, str]:
    return {key: row.name for key, row in members().items()}
