"""What the log says that can't all be true: one person at two things at one time, or for more hours than a day holds."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations

from branchtui.rules.services import MOST_A_DAY, Presence, Stretch, at_meeting, hours_words, overlap
from branchtui.store.models import Member
from branchtui.store.queries.services import log as services
from branchtui.store.queries.services.log import DayEntry
from branchtui.values import NamedTuple


class Clash(NamedTuple):
    """One contradiction: the service to open, whose it is, and what it is in conflict with, as a sentence."""

    service: bytes
    member: bytes
    day: date
    words: str


def clashes(first: date, last: date) -> list[Clash]:
    """The contradictions of the services that were done between two days, by day.

    Of a meeting without a known end only the start counts, and only where the roll says that the person was there.
    """
    crowded = services.crowded(first, last)
    days: defaultdict[tuple[date, bytes], list[DayEntry]] = defaultdict(list)
    for entry in services.day_entries(first, last, done=True) if crowded else ():
        if (entry.member, entry.day) in crowded:
            days[entry.day, entry.member].append(entry)
    meetings: defaultdict[tuple[date, bytes], list[Presence]] = defaultdict(list)
    members = {member for _, member in days}
    for member, begins, ends, title in services.present_at(first, last) if days else ():
        if member in members:
            start = datetime.fromisoformat(begins)
            end = datetime.fromisoformat(ends) if ends else None
            meetings[start.date(), member].append(Presence(start, end, f"会议“{title}”"))
    names = {row.id: row.name for row in Member.of_ids(list(members))}
    return [
        Clash(entry.service, member, day, f"{names.get(member, '')}{words}")
        for (day, member), entries in sorted(days.items())
        for entry, words in _of_day(day, entries, meetings[day, member])
    ]


def _of_day(day: date, entries: list[DayEntry], meetings: list[Presence]) -> Iterator[tuple[DayEntry, str]]:
    total = sum(entry.half_hours for entry in entries)
    if total > MOST_A_DAY:
        yield entries[-1], f"这一天共记 {hours_words(total)}，超过 {hours_words(MOST_A_DAY)}"
    for one, other in combinations(entries, 2):
        if overlap(_stretch(one), _stretch(other)):
            yield other, f"服务“{one.what}”与“{other.what}”时间重叠"
    for entry in entries:
        for meeting in meetings:
            if at_meeting(day, _stretch(entry), meeting):
                yield entry, f"服务“{entry.what}”与{meeting.words}时间重叠，点名记着到会"


def _stretch(entry: DayEntry) -> Stretch:
    return Stretch(entry.begins, entry.ends, entry.half_hours, entry.what)
