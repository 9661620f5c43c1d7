"""Ballots: adding, changing and removing one, and who does not count in their base.

Before a meeting is held those who stand in its elections may be entered, for the slips are printed of them; no numbers.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from branchtui.errors import BranchError
from branchtui.rules.attendance import HERE
from branchtui.rules.meetings import HELD
from branchtui.rules.text.digits import decimal
from branchtui.rules.voting import ballot_words
from branchtui.rules.voting import ballots as rules
from branchtui.rules.voting.ballots import BallotRule, Exclusion, Votes
from branchtui.rules.voting.kinds import KINDS, OF_PEOPLE, WAYS, BallotKind, Way
from branchtui.store.file.database import act
from branchtui.store.models import AgendaItem, Ballot, BallotExclusion, Meeting
from branchtui.store.models.columns import caption
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.store.replication import act_names
from branchtui.store.writes import append, assign, trash
from branchtui.workflows.input_checks import line
from branchtui.workflows.meeting_rules import kind_seen, not_held
from branchtui.workflows.meetings.meetings import check_open, person_field
from branchtui.workflows.voting.results import roll_seen, rule_on

COUNTS = ("yes", "against", "abstain", "opinions", "issued", "collected", "valid")
NUMBERS = (*COUNTS, "voters_present", "seats")
LINES = ("motion", "present_reason", "scrutineers", "tellers")
_MOST = 9999  # votes, people, seats
_SHORT = 40  # characters of a number or a word of ours


def add_ballot(item: AgendaItem, kind: str, facts: Mapping[str, str]) -> Ballot:
    """Add a ballot to an item: of a kind, by its name or its word, with columns as they were typed.

    `facts` may hold the numbers, `way`, `motion` (empty: the item itself), `candidate` (by name), `present_reason`,
    `scrutineers` and `tellers`; what is not told stays empty. Raises BranchError for what can't be, saying why.
    """
    seen = _view(item)
    values = _values(seen, item, None, _kind(kind), facts)
    with act(f"增加表决（{_called(values)}）：{item.title}"):
        _same_seats(seen, item, values)
        return append(Ballot, item=item, **values)


def change_ballot(ballot: Ballot, facts: Mapping[str, str], kind: str = "") -> Ballot:
    """Change what is told, the kind too where one is given; the rest stays. Raises as `add_ballot`."""
    seen = _view(ballot.item)
    values = _values(seen, ballot.item, ballot, _kind(kind) if kind else ballot.kind, facts)
    with act(f"修改表决（{_called(values)}）：{ballot.item.title}"):
        _same_seats(seen, ballot.item, values)
        assign(ballot, values)
    return ballot


def enter_ballot(
    item: AgendaItem,
    kind: str,
    facts: Mapping[str, str],
    left_out: Sequence[tuple[str, str, str]] = (),
    *,
    voted: bool = False,
) -> tuple[Ballot, bool]:
    """Add a ballot, or change that of the same kind, person and words; the ballot, and whether it is new.

    `left_out` are voters to exclude first: name, ground, consent. All of it is one act. Raises as `add_ballot` and
    `exclude` do.
    """
    seen, chosen = _view(item), _kind(kind)
    same = _same(seen, item, chosen, facts)
    with act(f"登记表决（{KINDS[chosen]}）：{item.title}"):
        for name, ground, consent in left_out:
            exclude(seen.row, name, ground, consent, voted=voted)
        return (change_ballot(same, facts), False) if same else (add_ballot(item, kind, facts), True)


def withdraw_ballot(item: AgendaItem, kind: str, facts: Mapping[str, str]) -> Ballot:
    """Remove the ballot of this kind, person and words, as `enter_ballot` knows them.

    Raises BranchError where the item has none.
    """
    chosen = _kind(kind)
    same = _same(_view(item), item, chosen, facts)
    if same is None:
        whose = facts.get("candidate") or facts.get("motion")
        about = f"{KINDS[chosen]}（{whose}）" if whose else KINDS[chosen]
        raise BranchError(f"“{item.title}”没有{about}的表决。请核对事项和候选人。")
    remove_ballot(same)
    return same


def remove_ballot(ballot: Ballot) -> None:
    """Take a ballot off its item (into the trash)."""
    _view(ballot.item)
    with act(f"删除表决（{KINDS[ballot.kind]}）：{ballot.item.title}"):
        trash(ballot)


def exclude(meeting: Meeting, name: str, ground: str, consent: str, *, voted: bool) -> BallotExclusion:
    """Leave a voter out of the base of the meeting's votes, or change why: by one of the six cases, or a part of it.

    Raises BranchError without the superior's consent or the meeting's own vote, and for any other ground.
    """
    seen = _held(meeting)
    exclusion = Exclusion(rules.case_named(ground), line(consent, caption(BallotExclusion, "consent")), voted)
    member = people.person(name, meetings.begins(meeting).date(), among=list(seen.attendances))
    entry = seen.attendances[member.id]
    rules.check_exclusion(exclusion, kind_seen(seen).who, entry.votes, entry.state)
    with act(f"不计入应到（{act_names.person(member.id)}）：{meeting.title}"):
        values = {"ground": exclusion.ground, "consent": exclusion.consent, "voted": exclusion.voted}
        return BallotExclusion.ensure(meeting=meeting, member=member, values=values)


def count_again(exclusion: BallotExclusion) -> None:
    """Take an exclusion back: the voter counts in the base again."""
    _held(exclusion.meeting)
    with act(f"恢复计入应到（{act_names.person(exclusion.member_id)}）：{exclusion.meeting.title}"):
        trash(exclusion)


def kind_guessed(title: str) -> BallotKind:
    """The kind that the title of an item speaks of: 接收…预备党员, 转正, 选举, 推荐…代表; else an ordinary one."""
    if "转正" in title:
        return "confirmation"
    if "接收" in title and "预备党员" in title:
        return "admission"
    if "推荐" in title and "代表" in title:
        return "recommendation"
    return "election" if "选举" in title else "ordinary"


def usual_way(seen: MeetingView, kind: str) -> str:
    """The way in which such a ballot is held, in words; empty where there is no such ballot."""
    try:
        return WAYS[_rule(seen, _kind(kind)).ways[0]]
    except BranchError:
        return ""


def voters_present(seen: MeetingView) -> int | None:
    """How many of those in the base of a vote came by the roll; None while it is not taken."""
    return roll_seen(seen, kind_seen(seen).who).present


def may_be_left_out(seen: MeetingView, member: bytes) -> bool:
    """Whether somebody votes and was away."""
    entry = seen.attendances.get(member)
    return entry is not None and entry.votes and entry.state not in HERE


def so_far(seen: MeetingView, typed: Mapping[str, str]) -> str:
    """What would come of a ballot with the columns as they are typed, in short.

    Raises BranchError where they can't be.
    """
    kind = _kind(typed["kind"])
    rule, roll = _rule(seen, kind), roll_seen(seen, kind_seen(seen).who)
    votes = Votes(*(figure(typed[name], caption(Ballot, name)) for name in COUNTS))
    present = figure(typed["voters_present"], caption(Ballot, "voters_present"))
    rules.check_present(roll, present, typed["present_reason"])
    result = rules.outcome(rule, roll, votes, present)
    rules.check_votes(rule, _way(typed["way"]), votes, roll, result.present)
    if kind == "election" and result.quorate:
        word = "" if result.passed is None else "过半数" if result.passed else "没有过半数"
    else:
        word = ballot_words.result_words(result)
    return ballot_words.live_words(result, word)


def figure(typed: str, what: str) -> int | None:
    """A number of votes or people that was typed, None for nothing. Raises BranchError for what is none."""
    words = line(typed, what, limit=_SHORT)
    figures = unicodedata.normalize("NFKC", words).rstrip("票名人张份").strip()
    if not words:
        return None
    found = decimal(figures)
    if found is None or found > _MOST:
        raise BranchError(f"{what}要写 0 到 {_MOST} 的数字，现在是“{words}”。")
    return found


def _values(
    seen: MeetingView, item: AgendaItem, before: Ballot | None, kind: BallotKind, facts: Mapping[str, str]
) -> dict[str, Any]:
    """The columns of a ballot, all of them looked over together: those told, the others as they were."""
    day = meetings.begins(seen.row).date()
    rule, roll = _rule(seen, kind), roll_seen(seen, kind_seen(seen).who)
    values: dict[str, Any] = {"kind": kind, "way": before.way if before else rule.ways[0]}
    if facts.get("way"):
        values["way"] = _way(facts["way"])
    for name in LINES:
        if name in facts:
            values[name] = line(facts[name], caption(Ballot, name))
    for name in NUMBERS:
        if name in facts:
            values[name] = figure(facts[name], caption(Ballot, name))
    if "candidate" in facts:
        values |= person_field("candidate", facts["candidate"], day)
    told = {**(before.__data__ if before else {}), **values}
    if before is not None and "candidate" not in facts:
        values |= {"candidate": before.candidate, "candidate_name": before.candidate_name}
    _check_before(seen, kind, told)
    _check_who(kind, values)
    if kind == "election":
        values["seats"] = told.get("seats") or _seats(seen, item)
        if not values["seats"]:
            raise BranchError("选举要写应选人数，至少 1 名。")
    elif values.setdefault("seats", None):
        raise BranchError(f"{KINDS[kind]}没有应选人数，请空着；是选举的，表决事项请选“选举”。")
    votes = Votes(*(told.get(name) for name in COUNTS))
    present = told.get("voters_present")
    rules.check_present(roll, present, told.get("present_reason") or "")
    rules.check_votes(rule, values["way"], votes, roll, roll.present if present is None else present)
    _check_alone(seen, item, before, values, told.get("motion") or "")
    if kind == "election":
        _check_sum(seen, item, before, votes, values["seats"])
    return values


def _same(seen: MeetingView, item: AgendaItem, kind: BallotKind, facts: Mapping[str, str]) -> Ballot | None:
    """The ballot of the same kind, person and words on an item."""
    wanted: dict[str, Any] = {"candidate": None, "candidate_name": ""}
    if facts.get("candidate"):
        wanted = person_field("candidate", facts["candidate"], meetings.begins(seen.row).date())
    mine = (kind, wanted["candidate"], wanted["candidate_name"], facts.get("motion", ""))
    there = [row for row in seen.ballots if row.item_id == item.id]
    return next((row for row in there if (row.kind, row.candidate, row.candidate_name, row.motion) == mine), None)


def _rule(seen: MeetingView, kind: BallotKind) -> BallotRule:
    return rule_on(kind, kind_seen(seen).who, meetings.begins(seen.row).date())


def _check_who(kind: BallotKind, values: Mapping[str, Any]) -> None:
    named = bool(values.get("candidate") or values.get("candidate_name"))
    if kind in OF_PEOPLE and not named:
        raise BranchError(f"{KINDS[kind]}要写候选人，一人一张表决。")
    if kind not in OF_PEOPLE and named:
        raise BranchError(f"{KINDS[kind]}没有候选人，请空着；对人的表决，表决事项请另选。")


def _check_alone(
    seen: MeetingView, item: AgendaItem, before: Ballot | None, values: Mapping[str, Any], motion: str
) -> None:
    """Raises BranchError where the item has such a ballot already: the same kind, person and words."""
    person = values.get("candidate")
    mine = (values["kind"], person.id if person else None, values.get("candidate_name") or "", motion)
    for row in seen.ballots:
        other = (row.kind, row.candidate_id, row.candidate_name, row.motion)
        if row.item_id == item.id and other == mine and (before is None or row.id != before.id):
            words = seen.candidates[row.id]
            about = f"对{words}" if words else "这样"
            raise BranchError(f"“{item.title}”已有{about}的表决，请改那一张；又表决了另一件事，请写明表决内容。")


def _check_sum(seen: MeetingView, item: AgendaItem, before: Ballot | None, votes: Votes, seats: int) -> None:
    """Raises BranchError where the candidates have more votes in favour than the slips could hold."""
    if votes.valid is None or votes.yes is None:
        return
    others = [row for row in seen.ballots if row.item_id == item.id and row.kind == "election"]
    total = votes.yes + sum(row.yes or 0 for row in others if before is None or row.id != before.id)
    if total > votes.valid * seats:
        raise BranchError(
            f"各候选人的赞成票共{total}票，有效票{votes.valid}张、每张至多选{seats}名，最多{votes.valid * seats}票，请核对。"
        )


def _seats(seen: MeetingView, item: AgendaItem) -> int | None:
    """How many are to be elected, as another candidate of the item has it."""
    return next((row.seats for row in seen.ballots if row.item_id == item.id and row.seats), None)


def _same_seats(seen: MeetingView, item: AgendaItem, values: Mapping[str, Any]) -> None:
    """The candidates of one election are for the same number of seats; part of an act."""
    if values["kind"] == "election":
        for row in seen.ballots:
            if row.item_id == item.id and row.kind == "election":
                assign(row, {"seats": values["seats"]})


def _called(values: Mapping[str, Any]) -> str:
    """What a ballot is about, for the name of an act: its kind, and who."""
    person = values.get("candidate")
    who = act_names.person(person.id) if person else values.get("candidate_name") or ""
    return f"{KINDS[values['kind']]} {who}".strip()


def _kind(text: str) -> BallotKind:
    words = line(text, caption(Ballot, "kind"), limit=_SHORT)
    for kind in get_args(BallotKind):
        if words in (kind, KINDS[kind]):
            found: BallotKind = kind
            return found
    raise BranchError(f"没有“{words}”这种表决。可选：{'、'.join(KINDS.values())}。")


def _way(text: str) -> Way:
    words = line(text, caption(Ballot, "way"), limit=_SHORT)
    for way in get_args(Way):
        if words in (way, WAYS[way]):
            found: Way = way
            return found
    raise BranchError(f"没有“{words}”这种表决方式。可选：{'、'.join(WAYS.values())}。")


def _check_before(seen: MeetingView, kind: BallotKind, told: Mapping[str, Any]) -> None:
    """Raises BranchError for what can't be known before a meeting was held."""
    if seen.row.state in HELD:
        return
    if kind != "election":
        raise not_held(seen.row, "不能写表决")
    if any(told.get(name) is not None for name in (*COUNTS, "voters_present")):
        raise not_held(seen.row, "只能先写候选人和应选人数，不能写票数")


def _view(item: AgendaItem) -> MeetingView:
    """The meeting of an item as it is now. Raises BranchError where it is closed."""
    check_open(item.meeting)
    return view(item.meeting_id)


def _held(meeting: Meeting) -> MeetingView:
    """The meeting as it is now. Raises BranchError where it was not held, or is closed."""
    check_open(meeting)
    if meeting.state not in HELD:
        raise not_held(meeting, "不能写表决")
    return view(meeting.id)
