"""Whether a service can be as it was told: who it is, whether the post is theirs that day, what the day holds already."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.services import Presence, Stretch, contradictions, over_a_day
from branchtui.rules.text.chinese_time import chinese_day, near_day
from branchtui.rules.text.masking import masked_phones
from branchtui.rules.text.service_line import Entry
from branchtui.store.models import Member, Post
from branchtui.store.queries.services import log as services
from branchtui.store.queries.services.log import DayEntry
from branchtui.workflows.people.named import Everyone


class OutsideTermError(BranchError):
    """The person does not hold the post on that day. Nothing was written; they may be signed up as a volunteer."""


class Draft(NamedTuple):
    """A service that may be written: one that is planned, where it was not done yet."""

    post: Post
    member: Member
    day: date
    entry: Entry
    planned: bool = False

    @property
    def twin(self) -> tuple[object, ...]:
        """What two rows that say the same have in common."""
        entry = self.entry
        return self.post.id, self.member.id, self.day, entry.begins, entry.half_hours, masked_phones(entry.what)


class Names:
    """Finds the people of a log, many at a time: read once, asked for each line."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._everyone = Everyone()
        self.terms = services.terms([post.id for post in posts])

    def find(self, typed: str, post: Post, day: date) -> Member:
        """As `Everyone.find`: initials mean whoever holds the post that day before they mean anybody else."""
        return self._everyone.find(typed, lambda member: self.holds(post, member, day))

    def holds(self, post: Post, member: Member, day: date) -> bool:
        """Whether somebody holds a post on a day."""
        return any(
            begins <= day and (ends is None or day <= ends) for begins, ends in self.terms.get((post.id, member.id), ())
        )


class Checks:
    """What stands in the log, and of meetings, around some days; and what is about to be written."""

    def __init__(self, names: Names, days: Sequence[date], today: date, *, besides: bytes | None = None) -> None:
        """`besides` is the service that is changed: it is not in its own way."""
        self._names, self._today = names, today
        self._load: Counter[tuple[bytes, date]] = Counter()
        self._day: defaultdict[tuple[bytes, date], list[Stretch]] = defaultdict(list)
        self._twins: set[tuple[object, ...]] = set()
        self._meetings: defaultdict[tuple[bytes, date], list[Presence]] = defaultdict(list)
        if days:
            for entry in services.day_entries(min(days), max(days)):
                if entry.service != besides:
                    self._note(entry)
            for member, begins, ends, title in services.present_at(min(days), max(days)):
                start = datetime.fromisoformat(begins)
                end = datetime.fromisoformat(ends) if ends else None
                self._meetings[member, start.date()].append(Presence(start, end, f"会议“{title}”"))

    def is_there(self, draft: Draft) -> bool:
        """Whether the log says the same already."""
        return draft.twin in self._twins

    def refuse(self, draft: Draft) -> None:
        """Raises BranchError where the service can't be written, OutsideTermError where it may be a volunteer's."""
        if draft.day > self._today and not draft.planned:
            raise BranchError(f"{near_day(draft.day, self._today)}还没有到，不能记为已服务；要先安排，请记为“已安排”。")
        if not self._names.holds(draft.post, draft.member, draft.day):
            raise OutsideTermError(self._outside(draft))
        self.refuse_load(draft.member, draft.day, draft.entry.half_hours)

    def refuse_load(self, member: Member, day: date, half_hours: int) -> None:
        """Raises BranchError where a person's day has no room for so many half hours more."""
        if over := over_a_day(half_hours, self._load[member.id, day], member.name, day, self._today):
            raise BranchError(over)

    def told(self, draft: Draft) -> list[str]:
        """What contradicts the service without forbidding it: it was at the same time."""
        key = draft.member.id, draft.day
        own = Stretch(draft.entry.begins, draft.entry.ends, draft.entry.half_hours, "")
        others = self._day[key]
        clashes = [other for other in others if contradictions(draft.day, [own, other], ())]
        words = [other.words for other in clashes]
        words += [other for _, other in contradictions(draft.day, [own], self._meetings[key])]
        return [f"与{other}时间重叠" for other in words]

    def add(self, draft: Draft) -> None:
        """Count in a service that is going to be written."""
        entry = draft.entry
        self._note(
            DayEntry(
                b"",
                None,
                draft.post.id,
                draft.member.id,
                draft.day,
                entry.begins,
                entry.ends,
                entry.half_hours,
                entry.what,
            )
        )

    def _note(self, entry: DayEntry) -> None:
        key = entry.member, entry.day
        self._load[key] += entry.half_hours
        self._day[key].append(Stretch(entry.begins, entry.ends, entry.half_hours, f"服务“{entry.what}”"))
        if entry.sign_up is None:
            said = masked_phones(entry.what)  # as a sheet says it that was written out
            self._twins.add((entry.post, entry.member, entry.day, entry.begins, entry.half_hours, said))

    def _outside(self, draft: Draft) -> str:
        terms = self._names.terms.get((draft.post.id, draft.member.id), ())
        spans = "、".join(
            f"{chinese_day(begins)}至{chinese_day(ends) if ends else '今'}" for begins, ends in sorted(terms, key=str)
        )
        if not spans:
            return (
                f"{draft.member.name}没有在这个岗任岗，{chinese_day(draft.day)}不能记为上岗人的服务。"
                "任这个岗的，请先登记上岗；志愿参加的，请报名到当天的一条服务记录。"
            )
        return (
            f"{draft.member.name}任岗时间是{spans}，{chinese_day(draft.day)}不能记为上岗人的服务。"
            "若是志愿参加，请报名到当天该岗的一条服务记录。"
        )
