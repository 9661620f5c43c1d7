"""Meeting kinds with their rules as values, and the life of a meeting."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from branchtui.errors import BranchError
from branchtui.rules.roster import MemberAsOf, group_place
from branchtui.rules.workdays import USUAL_TERMS, Terms, Workdays
from branchtui.values import NamedTuple

MeetingState = Literal["planned", "held", "recorded", "filed", "cancelled"]
Who = Literal["members", "committee", "group"]
Period = Literal["month", "quarter", "term", "year"]
Practice = Literal["", "local", "branch"]

STATES = {"planned": "已计划", "held": "已召开", "recorded": "已记录", "filed": "已归档", "cancelled": "已取消"}
APPRAISAL = "民主评议党员"  # the kind at which the results of a year are found
HELD: frozenset[MeetingState] = frozenset({"held", "recorded", "filed"})
RECORD, NEWS, ANSWER = "record_within_working_days", "news_within_hours", "answer_within_working_days"
"""The limits: by when after a meeting its record is due, and its news; by when a 请示 ought to have its answer."""

_ASKS = {RECORD: "写完会议记录", NEWS: "写出新闻稿", ANSWER: "应当有批复，没有就去问"}
_KIND = "kind:"
_AGREED = "本支部约定"
_DEFAULT = "默认，可改"
WHO = {"members": "全体党员", "committee": "支部委员", "group": "党小组"}
"""Who is expected, in words."""

IRREGULAR = "不定期"
"""How often a kind is held that nobody counts."""

PERIODS = {"month": "每月", "quarter": "每季度", "term": "每学期", "year": "每年"}


def is_reopened(state: MeetingState, reason: object) -> bool:
    """Whether a meeting was filed and opened again: it has a reason then, as a cancelled one has, and no other."""
    return state in HELD and state != "filed" and bool(reason)


class Rule(NamedTuple):
    """What a figure rests on: regulation and article, or a practice, which has none; and from which day on.

    A practice is `local` where schools differ, `branch` where this branch has decided.
    """

    regulation: str = ""
    article: str = ""
    practice: Practice = ""
    valid_from: date = date.min
    text: str = ""  # the sentence of the article that fixes it

    @property
    def clause(self) -> str:
        """The words that name it; a practice has no clause and says so."""
        if self.practice == "branch":
            return _AGREED
        return f"{_DEFAULT}；条文没有规定" if self.practice else f"《{self.regulation}》{self.article}"


class MeetingKind(NamedTuple):
    """One kind of meeting, with what it rests on how often it is held."""

    name: str
    verb: str  # how a notice calls for it and a report says that it took place
    who: Who
    times: int  # in its period; 0 for a kind that is held as it comes, and never owed
    per: Period
    minutes: int  # usual length: it plans an end, and tells nothing of the real one
    rule: Rule
    activity: str = ""  # what a notice calls it behind its subject; a meeting without is named by its kind alone
    aliases: tuple[str, ...] = ()  # what people call it besides; nothing is stored under these
    news: bool = True  # whether the board asks for a report of it
    without: tuple[str, ...] = ()  # the stations that do not apply to a meeting of it unless somebody says so

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, then what else people call it."""
        return (self.name, *self.aliases)

    @property
    def clause(self) -> str:
        """What the frequency rests on."""
        return self.rule.clause

    @property
    def often(self) -> str:
        """每季度 1 次"""
        return f"{PERIODS[self.per]} {self.times} 次" if self.times else IRREGULAR

    @property
    def basis(self) -> str:
        """What the frequency rests on in full: the words of the article, or who has decided it and on how often."""
        if self.rule.practice == "branch":
            return f"本支部约定：{self.often}。"
        if self.rule.practice:
            return f"默认：{self.often}。条文没有规定次数，本支部可以自己定。"
        return f"{self.clause}：{self.rule.text or self.often + '。'}"

    def expects(self, person: MemberAsOf) -> bool:
        """Whether this person of the roster is expected."""
        return person.is_member and (self.who != "committee" or person.in_committee)


LEAST_FOR_A_COMMITTEE = 7
"""From how many full members on a branch has a committee (支部工作条例 chapter 6)."""


class Bodies(NamedTuple):
    """What there is in a branch on a day besides its members: what meetings are asked of."""

    committee: bool = False
    groups: tuple[tuple[str, str], ...] = ()  # their keys and names, in the order in which they are listed

    @classmethod
    def of(cls, people: Iterable[MemberAsOf], named: Mapping[str, str]) -> "Bodies":
        """Those of a roster; `named` are the names of groups by the keys that the roster has."""
        members = [person for person in people if person.is_member]
        used = {person.group for person in members} & named.keys()
        return cls(
            sum(person.standing == "full" for person in members) >= LEAST_FOR_A_COMMITTEE,
            tuple((key, named[key]) for key in sorted(used, key=lambda key: group_place(named[key]))),
        )

    def asked(self, kind: MeetingKind) -> tuple[tuple[str, str], ...]:
        """By whom a kind is to be held: each with a key and a name, both empty for the branch as a whole.

        What a branch has decided itself for its committee is asked however many members it has.
        """
        if kind.who == "group":
            return self.groups
        of_committee = self.committee or kind.rule.practice == "branch"
        return (("", ""),) if kind.who == "members" or of_committee else ()


class MeetingRules(NamedTuple):
    """All that is ruled about meetings: the kinds, each with its versions from the first to the last, and the limits.

    `agreed` are the limits that the branch has set itself, `silent` those and the frequencies it wants no reminder of.
    `problems` are sentences about what a branch has set and can't be used: there the shipped rule stands.
    """

    versions: Mapping[str, tuple[MeetingKind, ...]]
    record_within_working_days: int
    news_within_hours: int
    problems: tuple[str, ...] = ()
    agreed: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    answer_within_working_days: int = 10

    def clause(self, limit: str) -> str:
        """What a limit says, and whether somebody agreed to it or it is a default."""
        return f"{self._within(limit)}（{_AGREED if limit in self.agreed else _DEFAULT}）"

    def basis(self, limit: str) -> str:
        """What a limit asks in full, and who has set it."""
        words = f"{self._within(limit)}{_ASKS[limit]}。"
        if limit in self.agreed:
            return f"{_AGREED}：{words}"
        return f"默认：{words}条文没有规定，本支部可以自己定。"

    def _within(self, limit: str) -> str:
        figures = {
            RECORD: self.record_within_working_days,
            NEWS: self.news_within_hours,
            ANSWER: self.answer_within_working_days,
        }
        return f"{'发出' if limit == ANSWER else '会'}后 {figures[limit]} {limit_unit(limit)}内"

    def reminds(self, limit: str) -> bool:
        """Whether the board is to tell what is due by a limit or the `frequency` of a kind."""
        return limit not in self.silent

    def on(self, day: date) -> dict[str, MeetingKind]:
        """The kinds by name as they are in force on a day; before the first version of one, that."""
        return {name: _in_force(versions, day) for name, versions in self.versions.items()}

    def kind_on(self, name: str, day: date) -> MeetingKind | None:
        """One of them, None where there is none of that name."""
        return _in_force(self.versions[name], day) if name in self.versions else None

    def begins(self, name: str) -> date:
        """The day from which on the first version of a kind is in force: before it nothing is asked."""
        return self.versions[name][0].rule.valid_from

    def verb_on(self, name: str, day: date) -> str:
        """How one says that a meeting of this kind takes place, also where there is no such kind any more."""
        kind = self.kind_on(name, day)
        return kind.verb if kind else "召开"


def frequency(kind: str) -> str:
    """What the figure of how often a kind is held is called, beside the limits."""
    return f"{_KIND}{kind}"


def kind_of_frequency(limit: str) -> str:
    """The name of the kind that a frequency is about; empty for a limit."""
    return limit.removeprefix(_KIND) if limit.startswith(_KIND) else ""


def limit_words(limit: str) -> str:
    """What a limit or a frequency is called."""
    kind = kind_of_frequency(limit)
    return (
        f"{kind}次数"
        if kind
        else {RECORD: "会议记录期限", NEWS: "新闻稿期限", ANSWER: "请示批复期限"}.get(limit, limit)
    )


def limit_unit(limit: str) -> str:
    """What the figure of a limit or a frequency counts."""
    return {RECORD: "个工作日", NEWS: "小时", ANSWER: "个工作日"}.get(limit, "次")


def _in_force(versions: tuple[MeetingKind, ...], day: date) -> MeetingKind:
    return next((each for each in reversed(versions) if each.rule.valid_from <= day), versions[0])


def find_kind(kinds: Mapping[str, MeetingKind], text: str) -> MeetingKind:
    """The kind a person typed: its name, an alias, or a part of either that no other kind has.

    Raises BranchError naming the kinds there are.
    """
    wanted = text.strip()
    if wanted in kinds:
        return kinds[wanted]
    called = {name: kind for kind in kinds.values() for name in kind.names}
    if wanted in called:
        return called[wanted]
    part = {kind.name for name, kind in called.items() if wanted and wanted in name}
    if len(part) == 1:
        return kinds[part.pop()]
    import difflib

    near = difflib.get_close_matches(wanted, called, 1, 0.4)
    hint = f"是不是“{called[near[0]].name}”？" if near else ""
    raise BranchError(f"没有“{wanted}”这种会议。{hint}可选：{'、'.join(kinds)}。")


def record_day(held: date, entered: date, completed: date | None, within: int, workdays: Workdays) -> date:
    """The day that counts as the day of the record: the entry's, unless the text came later than allowed.

    A meeting entered on its day whose text was finished within `within` working days is not late (domain.md §2, L).
    """
    if completed is not None and completed > workdays.after(held, within):
        return completed
    return entered


def period_of(day: date, per: Period, terms: Terms = USUAL_TERMS) -> tuple[date, date, str]:
    """First day, last day and name of the month, quarter, term or year that `day` lies in.

    A term is February to July or August to January, as university terms run, where `terms` know no better.
    """
    if per == "month":
        first = day.replace(day=1)
        return first, _month_end(first), f"{day.year}年{day.month}月"
    if per == "quarter":
        quarter = (day.month - 1) // 3
        first = date(day.year, quarter * 3 + 1, 1)
        return first, _month_end(first.replace(month=quarter * 3 + 3)), f"{day.year}年第{'一二三四'[quarter]}季度"
    if per == "term":
        return terms.of(day)
    return date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year}年"


LAST_QUARTER = range(10, 13)
"""The months of a year in which it is told what is missing in it: before them nothing is asked for."""


def told_from(day: date, per: Period, terms: Terms = USUAL_TERMS) -> date:
    """The day of the period of `day` from which on it is told what is missing in it: of a year its last quarter."""
    first, last, _ = period_of(day, per, terms)
    return period_of(last, "quarter")[0] if per == "year" else first


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
