"""The forms of a ballot of an item and of who does not count in its base, opened from the record."""

from collections.abc import Callable, Mapping, Sequence

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.rules.voting.kinds import CASES, KINDS, OF_PEOPLE, WAYS
from branchtui.store.models import AgendaItem, Ballot, BallotExclusion
from branchtui.store.queries import meetings
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.meetings.owner import MeetingOwner
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.workflows.meetings import ballots as acts
from branchtui.workflows.voting.contradictions import contradictions_of
from branchtui.workflows.voting.results import DOUBTFUL, Counted, counted, exclusion_of

Values = Mapping[str, str]

_VOTED = ("已通过", "没有通过")
_NEW = "new"
_OF_COUNTING = ("scrutineers", "tellers")
_OF_SLIPS = ("seats", "issued", "collected", "valid")
_BEFORE = ("kind", "candidate", "seats", "motion")  # what may be told of an election before it was held


def of_item(owner: MeetingOwner, item: AgendaItem) -> list[Counted]:
    """The ballots of an item as they were read, with what came of them."""
    return [each for each in _counted(owner) if each.item.id == item.id]


def notes(owner: MeetingOwner) -> dict[bytes, str]:
    """What an item's line in the outline says of its ballots, by the item's id."""
    found: dict[bytes, list[Counted]] = {}
    for each in _counted(owner):
        found.setdefault(each.item.id, []).append(each)
    return {key: _note(those) for key, those in found.items()}


def open_ballot(owner: MeetingOwner, item: AgendaItem) -> None:
    """The form of a new ballot; where the item has some, first which of them is meant."""
    there = of_item(owner, item)
    if not there:
        owner.app.push_screen(_form(owner, item, None))
        return

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            row = next((each.row for each in there if each.row.id.hex() == option[0]), None)
            owner.app.push_screen(_form(owner, item, row))

    options = [*map(_option, there), (_NEW, "再加一张表决")]
    owner.app.push_screen(pick(f"“{item.title}”的表决", options), chosen)


def remove_ballot(owner: MeetingOwner, item: AgendaItem) -> None:
    """Take a ballot off the item, asked which where there are several."""
    there = of_item(owner, item)

    def remove(key: str) -> None:
        with owner.telling() as done:
            acts.remove_ballot(Ballot.get_by_id(bytes.fromhex(key)))
            done("表决已删去。")
            owner.reload()

    if not there:
        owner.shell.say(f"“{item.title}”没有表决。")
    elif len(there) == 1:
        remove(there[0].row.id.hex())
    else:
        chosen = lambda option: remove(option[0]) if option else None  # noqa: E731
        owner.app.push_screen(pick("删去哪一张表决", [*map(_option, there)]), chosen)


def open_exclusions(owner: MeetingOwner) -> None:
    """Who does not count in the base of the votes: add one, or let one count again."""
    view = owner.view
    there = [(member.hex(), row) for member, row in view.exclusions.items()]
    if not there:
        owner.app.push_screen(_exclusion_form(owner))
        return

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        if option[0] == _NEW:
            owner.app.push_screen(_exclusion_form(owner))
            return
        with owner.telling() as done:
            acts.count_again(next(row for key, row in there if key == option[0]))
            done("已恢复计入应到。")
            owner.reload()

    options = [(key, f"{view.names[row.member_id].name}（{exclusion_of(row).words}）：恢复计入") for key, row in there]
    owner.app.push_screen(pick("不计入应到", [*options, (_NEW, "再写一位")]), chosen)


def _form(owner: MeetingOwner, item: AgendaItem, row: Ballot | None) -> FormScreen:
    """The form of a ballot. What a person types is counted at once in its foot."""
    view, day = owner.view, meetings.begins(owner.view.row).date()
    shown = _shown(owner, item, row)
    guard = Guard(row, shown) if row is not None else None
    roll = acts.voters_present(view)
    came = "考勤还没有点完" if roll is None else f"考勤记 {roll} 名，少了才写"
    by_name = lambda values: suggestions.people_on(day)  # noqa: E731

    def number(name: str, placeholder: str = "") -> Field:
        return column(Ballot, name, shown[name], placeholder=placeholder)

    def way(values: Values) -> str:
        return acts.usual_way(view, values["kind"])

    fields = [
        _choice("kind", shown["kind"], list(KINDS.values())),
        column(Ballot, "candidate", shown["candidate"], placeholder="一般表决空着；一人一张", offers=by_name),
        number("yes"),
        number("against"),
        number("abstain"),
        _choice("way", shown["way"], list(WAYS.values()), default=None if row else way),
        number("issued", "无记名投票才有"),
        number("collected"),
        number("valid"),
        number("opinions", "会前交来、已算在票数里的；只有接收和转正才算"),
        number("seats", "选举才写"),
        Field("scrutineers", "监票人", shown["scrutineers"], offers=by_name, many=True),
        Field("tellers", "计票人", shown["tellers"], offers=by_name, many=True),
        number("voters_present", came),
        Field("present_reason", "原因", shown["present_reason"], "到会比考勤少时写，如：一人提前离会"),
        column(Ballot, "motion", shown["motion"], placeholder="空着就是这项议程；一项里另有表决时写"),
    ]

    if view.row.state not in HELD:
        fields = [each for each in fields if each.key in _BEFORE]

    def write(**changes: str) -> None:
        assert row is not None
        acts.change_ballot(Ballot.get_by_id(row.id), changes, changes.pop("kind", ""))

    def submit(typed: Values) -> str:
        if guard is None:
            acts.add_ballot(meetings.item(item.id), typed["kind"], {k: v for k, v in typed.items() if k != "kind"})
        else:
            guard.save(typed, write)
        wrong = contradictions_of(view.row)
        return f"表决已存。{f'请核对：{wrong[0]}' if wrong else so_far(typed)}"

    def so_far(typed: Values) -> str:
        told = {**shown, **typed}
        return acts.so_far(view, {**told, "way": told["way"] or way(told)})

    return FormScreen(
        f"ballot-{(row or item).id.hex()}",
        f"表决：{item.title}",
        fields,
        submit,
        room="meetings",
        begin="candidate" if _is_of_people(shown["kind"]) and not shown["candidate"] else "yes",
        live=so_far,
    )


def _exclusion_form(owner: MeetingOwner) -> FormScreen:
    row = owner.view.row

    def voters(values: Values) -> Sequence[Suggestion]:
        """Those who may vote and were away: nobody else can be left out."""
        listed = {named.name for key, named in owner.view.names.items() if acts.may_be_left_out(owner.view, key)}
        everyone = suggestions.people_on(meetings.begins(row).date())
        return [each for each in everyone if each.words.partition("#")[0] in listed]

    def submit(typed: Values) -> str:
        meeting = meetings.meeting(row.id)
        acts.exclude(meeting, typed["member"], typed["ground"], typed["consent"], voted=typed["voted"] == _VOTED[0])
        return f"{typed['member']}不计入应到，表决按新的应到算。"

    fields = [
        column(BallotExclusion, "member", offers=voters),
        _choice("ground", "", list(CASES.values()), of=BallotExclusion),
        column(BallotExclusion, "consent"),
        _choice("voted", "", list(_VOTED), of=BallotExclusion),
    ]
    return FormScreen(
        f"exclusion-{row.id.hex()}",
        "不计入应到",
        fields,
        submit,
        room="meetings",
        note="只有六种情形，须经上级党组织同意，并经支部大会通过；公派出国、产假、短期生病都要计入。",
    )


def _choice(
    name: str,
    value: str,
    words: Sequence[str],
    *,
    of: type[Ballot | BallotExclusion] = Ballot,
    default: Callable[[Values], str] | None = None,
) -> Field:
    """A field in which one of a few words stands."""
    made = column(of, name, value, offers=lambda values: [Suggestion(word) for word in words], default=default)
    return Field(made.key, made.label, made.value, made.placeholder, offers=made.offers, only=True, default=default)


def _shown(owner: MeetingOwner, item: AgendaItem, row: Ballot | None) -> dict[str, str]:
    """What stands in the fields when the form is opened: of a new one the kind that its item speaks of.

    The next person of an item is voted on in the same way and counted by the same people; the candidates of an election
    stand on the same slips.
    """
    if row is None:
        last = next((each.row for each in reversed(of_item(owner, item))), None)
        values: dict[str, object] = {"kind": KINDS[last.kind if last else acts.kind_guessed(item.title)]}
        if last is not None and last.kind in OF_PEOPLE:
            shared = (*_OF_COUNTING, *(_OF_SLIPS if last.kind == "election" else ()))
            values |= {name: getattr(last, name) for name in shared} | {"way": WAYS[last.way]}
    else:
        values = {name: getattr(row, name) for name in (*acts.NUMBERS, *acts.LINES)}
        values |= {"kind": KINDS[row.kind], "way": WAYS[row.way], "candidate": owner.view.candidates[row.id]}
    every = ("kind", "way", "candidate", *acts.NUMBERS, *acts.LINES)
    return {name: "" if values.get(name) is None else str(values[name]) for name in every}


def _is_of_people(word: str) -> bool:
    return any(KINDS[kind] == word for kind in OF_PEOPLE)


def _option(each: Counted) -> tuple[str, str]:
    who = " ".join(filter(None, (each.row.motion, each.candidate))) or KINDS[each.row.kind]
    return each.row.id.hex(), f"{who}：{_came_of(each)}"


def _note(those: Sequence[Counted]) -> str:
    if len(those) > 1:
        return f"{len(those)} 张表决{f'，{DOUBTFUL}' if any(each.wrong for each in those) else ''}"
    return f"表决：{_came_of(those[0])}"


def _came_of(each: Counted) -> str:
    return each.word or (DOUBTFUL if each.wrong else "未填完")


def _counted(owner: MeetingOwner) -> list[Counted]:
    try:
        return counted(owner.view, owner.kind()) if owner.view.ballots else []
    except BranchError:  # there is no such kind of meeting any more
        return []
