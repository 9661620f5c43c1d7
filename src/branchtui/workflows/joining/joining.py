"""合并成一条: two people, contacts or meetings that are one. The older entry goes on, the other is merged into it.

Which entry goes on is told by the ids, so that two machines that join the same two do the same; a person says whose words
stand where they differ. Everything that named the other names the one that goes on, also what another machine writes of
it later (`settle`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from branchtui.errors import BranchError
from branchtui.rules.meetings import MeetingState
from branchtui.store.file.database import act
from branchtui.store.models import Contact, Meeting, Member, Row
from branchtui.store.name_index import reindex
from branchtui.store.queries import meetings
from branchtui.store.replication import captions
from branchtui.store.replication.merging.merged import MERGED_INTO, goes_on_for
from branchtui.store.writes import assign
from branchtui.workflows.joining import contacts, following, timelines
from branchtui.workflows.joining.choices import (
    Choose,
    Difference,
    Group,
    Side,
    by,
    check_decided,
    columns_of,
    difference,
    fields_of,
    says,
    taken,
)
from branchtui.workflows.meetings.meetings import note_completion
from branchtui.workflows.people.contacts import FIELDS

JOINED: tuple[type[Row], ...] = (Member, Contact, Meeting)
OF_PEOPLE = tuple(f"合并{model.noun}：" for model in (Member, Contact))
"""How the acts begin that join two people or contacts."""
SETTLED = "归到合并后的那一条"
NOTHING: Mapping[str, Side] = {}
_FAR: tuple[MeetingState, ...] = ("cancelled", "planned", "held", "recorded")  # the state that is further along stands
_STATE = "state"
RowT = TypeVar("RowT", bound=Row)


def differences(kept: Row, other: Row) -> list[Difference]:
    """What a person has to decide before the two are one. Raises BranchError where they can't be.

    Of one that was merged into the other already only what has been written of it since is asked about.
    """
    kept, other = _now(kept), _now(other)
    check(kept, other)
    asked = []
    if isinstance(kept, Contact) and isinstance(other, Contact):
        asked = contacts.differences(kept, other)
    elif not _is_merged(other):
        groups = columns_of(kept)
        asked = [difference(kept, other, some) for some in groups if _taken(kept, other, some, _unasked) is None]
    if isinstance(kept, Member) and isinstance(other, Member):
        asked += timelines.differences(kept, other)
    return asked + following.differences(kept, other)


def side_by_side(kept: Row, other: Row) -> list[Difference]:
    """All that either of the two says, in the order of the columns; then what the roster says of them."""
    rows = [difference(kept, other, group) for group in columns_of(kept) if says(kept, group) or says(other, group)]
    rows = [row for row in rows if row.name not in type(kept).auto]
    if isinstance(kept, Member) and isinstance(other, Member):
        rows += timelines.side_by_side(kept, other)
    return rows


def join(kept: RowT, other: RowT, take: Mapping[str, Side] = NOTHING, *, today: date) -> RowT:
    """Join the two in one act; the one that goes on. `take` says by the names of `differences` whose words stand.

    Raises BranchError where they can't be joined, or a difference is not decided.
    """
    check_decided(differences(kept, other), take)
    kept, other = _now(kept), _now(other)
    choose, stands = by(take), dict[str, Any]()
    if isinstance(kept, Contact) and isinstance(other, Contact):
        sides = {name: kept if side == "kept" else other for name, side in take.items() if name in FIELDS}
        stands = contacts.columns(kept, other, **{name: getattr(row, name) for name, row in sides.items()})
    elif not _is_merged(other):
        for group in columns_of(kept):
            row: Row = kept if _taken(kept, other, group, choose) == "kept" else other
            stands |= {field: row.__data__.get(field) for field in fields_of(row, group)}
    return _unite(kept, other, stands, choose, today)


def join_contacts(kept: Contact, other: Contact, **words: str) -> Contact:
    """As `join`, with the texts that stand where the two differ, which may be new.

    Raises BranchError where a difference is not decided, or both have an agreement and not the same.
    """
    kept, other = _now(kept), _now(other)
    check(kept, other)
    return _unite(kept, other, contacts.columns(kept, other, **words), lambda name: "kept")


def _unite(kept: RowT, other: RowT, stands: Mapping[str, Any], choose: Choose, today: date | None = None) -> RowT:
    """Make two one, with the values that stand, in one act; the one that goes on.

    Of a meeting it is noted as of `today` whether its record is complete.
    """
    goes_on, goes = (kept, other) if kept.id < other.id or _is_merged(other) else (other, kept)
    flipped: Choose = choose if goes_on is kept else lambda name: _FLIPPED.get(choose(name))
    noun = captions.noun(kept._meta.table_name)
    with act(f"合并{noun}：{_named(goes)}并入{_named(goes_on)}"):
        _follow(goes_on, goes, flipped)
        assign(goes, {"merged_into": goes_on})
        assign(goes_on, stands)
        if isinstance(kept, Member):
            reindex([goes_on.id, goes.id])
        if isinstance(goes_on, Meeting) and today is not None:
            note_completion(goes_on, meetings.items(goes_on), today)
    return goes_on


def check(kept: Row, other: Row) -> None:
    """Raises BranchError where two are the same, gone already, or are meetings that can't be one.

    What was merged into the first may be joined again, where something was written of it since.
    """
    noun = captions.noun(kept._meta.table_name)
    if kept.id == other.id:
        raise BranchError("这是同一位，不用合并。" if noun != Meeting.noun else "这是同一次会议，不用合并。")
    into_kept = goes_on_for(other._meta.table_name, other.id) == kept.id
    for row in (kept, other):
        if row.deleted or (_is_merged(row) and not (row is other and into_kept)):
            raise BranchError(f"{captions.thing(row._meta.table_name, row.id)}已不在，不能再合并。")
    if isinstance(kept, Meeting) and isinstance(other, Meeting):
        if (kept.kind, kept.group_id) != (other.kind, other.group_id):
            raise BranchError("两次会议的类型或党小组不同，不能合并成一次。")
        for meeting in (kept, other):
            if meeting.state == "filed":
                raise BranchError(f"会议“{meeting.title}”已归档，不能合并。确实是同一次，请先重新打开（要写原因）。")


def settle() -> None:
    """Let what other machines have written of those that were merged away name the ones that go on, as an act of its own.

    What differs there is left as it is: it stands on the list of those that may be the same, to be decided. Of those that
    were merged into each other, which only versions before this one did, the one of the smallest id goes on.
    """
    round_ = _merged_into_each_other()
    if not round_ and not left():
        return
    with act(SETTLED):
        for row in round_:
            assign(row, {"merged_into": None})
        waiting = left()
        for kept, other in waiting:
            if not kept.deleted and not (isinstance(kept, Meeting) and kept.state == "filed"):
                _follow(kept, other, _unasked)


def _now(row: RowT) -> RowT:
    """A row as it stands now: who asks may have read it earlier."""
    return type(row).get_by_id(row.id)


def _is_merged(row: Row) -> bool:
    return getattr(row, MERGED_INTO) is not None


def left() -> list[tuple[Row, Row]]:
    """Those that were merged away and are named all the same, each behind the one that goes on for it."""
    found = []
    for model in JOINED:
        table = model._meta.table_name
        named = sorted(following.named_though_merged(model))
        pairs = ((goes_on_for(table, key), key) for key in named)
        found += [(model.get_by_id(kept), model.get_by_id(key)) for kept, key in pairs if kept != key]
    return found


def _merged_into_each_other() -> list[Row]:
    """The one of each such circle that goes on."""
    merged = (row for model in JOINED for row in model.of_ids(model.merged_away()))
    return [row for row in merged if goes_on_for(row._meta.table_name, row.id) == row.id]


def _follow(kept: Row, other: Row, choose: Choose) -> None:
    following.follow(kept, other, choose)
    if isinstance(kept, Member) and isinstance(other, Member):
        timelines.follow(kept, other, choose)


def _taken(kept: Row, other: Row, group: Group, choose: Choose) -> Side | None:
    """As `choices.taken`; of two meetings the state that is further along stands."""
    if isinstance(kept, Meeting) and isinstance(other, Meeting) and group[0] == _STATE and kept.state != other.state:
        return "kept" if _FAR.index(kept.state) > _FAR.index(other.state) else "other"
    return taken(kept, other, group, choose)


def _named(row: Row) -> str:
    """A row in the name of an act."""
    table = row._meta.table_name
    return (
        captions.title(table, row.id, refer=True)
        if not isinstance(row, Meeting)
        else f"“{captions.title(table, row.id)}”"
    )


def _unasked(name: str) -> None:
    """Nobody has chosen anything."""


_FLIPPED: dict[Side | None, Side | None] = {"kept": "other", "other": "kept", None: None}
