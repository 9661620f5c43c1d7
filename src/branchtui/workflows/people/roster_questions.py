"""What a roster file leaves open, so that a person has to decide before it is imported. Nothing is assumed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from branchtui.errors import UsageError
from branchtui.files.sheets.roster import RosterRow
from branchtui.files.sheets.standings import AT_ODDS, NO_STANDING, UNDATED
from branchtui.rules.roster import STANDINGS, VOTE_LIMITS

Choice = tuple[str, str]  # value, words
NO_ANSWERS: Mapping[str, str] = MappingProxyType({})
SKIP, KEEP = "skip", "keep"

_STANDING_OF = {"积极分子": "activist", "发展对象": "candidate", "预备": "probationary", "申请人": "applicant"}
_VOTE_OF = {"停止党籍": "suspended", "留党察看": "on_probation"}
_GONE = ("转出", "出党", "去世")
AWAY = "away"
_AWAY_OF = {"产假": "产假", "出国": "出国（境）", "病假": "病休", "借调": "借调", "流动": "流动", "滞留": "滞留"}

_SKIPPED: Choice = (SKIP, "不导入这些人")
_AS_STANDING = tuple((value, f"按{words}导入") for value, words in STANDINGS.items())


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide for everybody of whom it is open: `about` says what, `people` of whom, `choices` how."""

    key: str
    about: str
    choices: tuple[Choice, ...]
    people: tuple[str, ...]

    @property
    def names(self) -> str:
        """The first of the people."""
        return "、".join(self.people[:5]) + ("等" if len(self.people) > 5 else "")

    @property
    def words(self) -> str:
        """The question without its choices: what is open, for how many, who they are."""
        return f"{self.about} {len(self.people)} 人（{self.names}）"


def open_questions(row: RosterRow, *, standing: str, vote: str, away: str, on_roster: bool) -> list[str]:
    """The keys of what is open about a row, given what is known of the person: standing ('': nothing), vote limit,
    why they are away for long, and whether the roster holds the person now."""
    at_odds = [key for key in row.remarks if key in _STANDING_OF and _STANDING_OF[key] != standing]
    keys = []
    if not standing and row.doubt == AT_ODDS:
        keys.append(AT_ODDS)
    elif at_odds:
        keys.append(at_odds[0])
    elif not standing:
        keys.append(row.doubt)
    keys += [key for key in row.remarks if key in _GONE and on_roster]
    keys += [key for key in row.remarks if key in _VOTE_OF and _VOTE_OF[key] != vote]
    reasons = [key for key in row.remarks if key in _AWAY_OF]
    if all(_AWAY_OF[key] != away for key in reasons):
        keys += reasons[:1]  # one is away for one reason at a time
    return keys


def is_gone(row: RosterRow) -> bool:
    """Whether a remark says that the person left."""
    return any(key in _GONE for key in row.remarks)


def away_reason(key: str) -> str:
    """Why somebody of whom a question is answered with AWAY is away for long."""
    return _AWAY_OF[key]


def about(key: str) -> str:
    """What is open, in words."""
    return {
        NO_STANDING: "没有写人员类别",
        UNDATED: "人员类别、入党日期都没有写",
        AT_ODDS: "几栏写的人员类别不一致",
    }.get(key, f"写着“{key}”")


def choices(key: str) -> tuple[Choice, ...]:
    """How a question may be answered; what is likely comes first."""
    if key == NO_STANDING:
        return (*_AS_STANDING[:2], _SKIPPED, *_AS_STANDING[2:])
    if key in (UNDATED, AT_ODDS):
        return (_SKIPPED, *_AS_STANDING)
    if standing := _STANDING_OF.get(key):
        likely = tuple(choice for choice in _AS_STANDING if choice[0] == standing)
        return (*likely, _SKIPPED, *(choice for choice in _AS_STANDING if choice[0] != standing))
    if vote := _VOTE_OF.get(key):
        return ((vote, f"导入，并登记{VOTE_LIMITS[vote]}（没有表决权）"), (KEEP, "照常导入，有表决权"), _SKIPPED)
    if away := _AWAY_OF.get(key):
        return ((AWAY, f"导入，并登记长期不在：{away}（开会时先记请假）"), (KEEP, "照常导入，不登记"), _SKIPPED)
    return (_SKIPPED, (KEEP, "照常导入"))


def all_keys() -> list[str]:
    """Every question there is."""
    return [NO_STANDING, UNDATED, AT_ODDS, *_STANDING_OF, *_VOTE_OF, *_GONE, *_AWAY_OF]


def checked(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers by key, all of them possible ones. Raises UsageError naming the questions, or the choices of one."""
    for key, value in answers.items():
        if key not in all_keys():
            raise UsageError(f"没有“{key}”这一问。可以定的有：{'、'.join(all_keys())}。")
        if value not in dict(choices(key)):
            allowed = "、".join(f"{choice}（{words}）" for choice, words in choices(key))
            raise UsageError(f"“{key}”不能定为“{value}”。可选：{allowed}。")
    return dict(answers)
