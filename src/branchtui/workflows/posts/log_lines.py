"""Lines of the log: one read as it is typed; many from a phone's notes, or one repeated each week, looked at first and
written as one act.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day, chinese_weekday
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.rules.text.service_line import Entry
from branchtui.store.file.database import act
from branchtui.store.models import Post, Service
from branchtui.workflows.posts.log import columns_of, draft_of, drafted, like, read_entry
from branchtui.workflows.posts.log_checks import Checks, Draft, Names
from branchtui.workflows.progress import Progress, unwatched

MOST_LINES = 20_000
_MOST_WEEKS = 53
_AT_ONCE = 100  # lines that are read between two words of how far it is
THERE = "已有同样的一条"


class Verdict(NamedTuple):
    """What becomes of one line: the `draft` is written unless it is `refused` or the log has it already (`there`).

    `told` is what contradicts it without forbidding it.
    """

    number: int
    text: str
    draft: Draft | None
    refused: str = ""
    there: bool = False
    told: tuple[str, ...] = ()

    @property
    def kept(self) -> Draft | None:
        """The draft that is going to be written, None where none is."""
        return None if self.refused or self.there else self.draft


@dataclass(frozen=True, slots=True)
class LogPreview:
    """Some lines as they would be written, with a verdict on each."""

    verdicts: Sequence[Verdict]

    @property
    def kept(self) -> list[Draft]:
        """What is going to be written."""
        return [verdict.kept for verdict in self.verdicts if verdict.kept]

    @property
    def refused(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.refused]

    @property
    def there(self) -> list[Verdict]:
        """What the log says already, or an earlier line."""
        return [verdict for verdict in self.verdicts if verdict.there]


class Told(NamedTuple):
    """One line before it is held against the log: what it says, or why it says nothing that can be written."""

    number: int
    text: str
    draft: Draft | None
    refused: str = ""


class ReadLine(NamedTuple):
    """What one line says as text, or why it says nothing; whom it names is not looked for yet."""

    number: int
    text: str
    entry: Entry | None
    refused: str = ""


def read_lines(text: str, *, named: bool = False, now: datetime, progress: Progress = unwatched) -> list[ReadLine]:
    """What lines that were pasted say; empty lines are none. Asks no database: it may be done in a thread of its own.

    Raises BranchError where there are more than `MOST_LINES`, StoppedError where `progress` wants no more.
    """
    lines = [(number, said.strip()) for number, said in enumerate(text.splitlines(), 1) if said.strip()]
    refuse_too_many(len(lines))
    found: list[ReadLine] = []
    for number, said in lines:
        if len(found) % _AT_ONCE == 0:
            progress(len(found), len(lines))
        found.append(read_line(number, said, named=named, now=now))
    return found


def read_line(number: int, text: str, *, named: bool = False, now: datetime) -> ReadLine:
    """What one of them says."""
    shown = without_citizen_ids(text)
    try:
        return ReadLine(number, shown, read_entry(text, named=named, now=now))
    except BranchError as error:
        return ReadLine(number, shown, None, str(error))


def preview_lines(post: Post, lines: Iterable[ReadLine], *, by: str = "", now: datetime) -> LogPreview:
    """What lines that were read would write at a post, with a verdict on each."""
    names = Names([post])
    return judged((_told(post, line, names, by) for line in lines), names, now.date())


def preview_paste(post: Post, text: str, *, by: str = "", now: datetime) -> LogPreview:
    """The same of lines as they were pasted. Raises BranchError as `read_lines`."""
    return preview_lines(post, read_lines(text, named=bool(by), now=now), by=by, now=now)


def preview_weekly(service: Service, until: date, *, today: date) -> LogPreview:
    """The same service in each week after it up to a day: done where the day is over, else planned.

    Each day is a row of its own, and has its verdict. Raises BranchError where that is no week, or over a year.
    """
    weeks = (until - service.day).days // 7
    if weeks < 1:
        raise BranchError(f"到 {until.isoformat()} 不满一周，没有可重复的日子，请写晚一些的日期。")
    if weeks > _MOST_WEEKS:
        raise BranchError(f"到 {until.isoformat()} 有 {weeks} 周，一次最多重复一年，请写近一些的日期。")
    days = [service.day + timedelta(weeks=week) for week in range(1, weeks + 1)]
    told = [
        Told(
            number,
            f"{chinese_day(day)}（{chinese_weekday(day)}）{service.what}",
            Draft(service.post, service.member, day, like(service), day > today),
        )
        for number, day in enumerate(days, 1)
    ]
    return judged(told, Names([service.post]), today)


def write_lines(preview: LogPreview, what: str = "粘贴") -> int:
    """Write what a preview keeps, as one act named by `what` brought it; how many services that were.

    Raises BranchError where none is kept.
    """
    kept = preview.kept
    if not kept:
        raise BranchError(f"没有可以写入的服务记录。{_first(preview.refused)}")
    with act(f"{what}服务记录 {len(kept)} 条"):
        Service.create_all(map(columns_of, kept))
    return len(kept)


def judged(told: Iterable[Told], names: Names, today: date) -> LogPreview:
    """Hold lines against the log, in their order, and against the lines before them."""
    lines = list(told)
    checks = Checks(names, [line.draft.day for line in lines if line.draft], today)
    return LogPreview(list(_judge(lines, checks)))


def refuse_too_many(count: int) -> None:
    """Raises BranchError for more lines than one act takes."""
    if count > MOST_LINES:
        raise BranchError(f"有 {count} 行，一次最多 {MOST_LINES} 行，什么都没有写入。请分几次。")


class Reading(NamedTuple):
    """What a line comes to: a `draft` that Enter writes, unless `why` says that it can't be; `told` contradicts it."""

    draft: Draft | None = None
    why: str = ""
    told: tuple[str, ...] = ()


class LineReader:
    """Reads a line again with each key. People and terms are read once, what else a day holds once for each day.

    What was written since is not known to it: make another one then.
    """

    def __init__(self, post: Post, now: datetime) -> None:
        self._post, self._now = post, now
        self._names = Names([post])
        self._checks: dict[date, Checks] = {}

    def read(self, text: str) -> Reading:
        """What the line comes to; nothing at all of an empty one."""
        if not text.strip():
            return Reading()
        try:
            draft = drafted(self._post, text, self._names, now=self._now)
        except BranchError as error:
            return Reading(why=str(error))
        if draft.day not in self._checks:
            self._checks[draft.day] = Checks(self._names, [draft.day], self._now.date())
        checks = self._checks[draft.day]
        try:
            checks.refuse(draft)
        except BranchError as error:
            return Reading(draft, str(error))
        there = (THERE,) if checks.is_there(draft) else ()
        return Reading(draft, "", (*there, *checks.told(draft)))


def _judge(lines: Sequence[Told], checks: Checks) -> Iterator[Verdict]:
    for line in lines:
        draft, refused = line.draft, line.refused
        told: tuple[str, ...] = ()
        there = draft is not None and checks.is_there(draft)
        if draft is not None and not there and not refused:
            try:
                checks.refuse(draft)
            except BranchError as error:
                refused = str(error)
            else:
                told = tuple(checks.told(draft))
                checks.add(draft)
        yield Verdict(line.number, line.text, draft, refused, there, told)


def _told(post: Post, line: ReadLine, names: Names, by: str) -> Told:
    if line.entry is None:
        return Told(line.number, line.text, None, line.refused)
    try:
        return Told(line.number, line.text, draft_of(post, line.entry, names, by=by))
    except BranchError as error:
        return Told(line.number, line.text, None, str(error))


def _first(refused: Sequence[Verdict]) -> str:
    return f"第 {refused[0].number} 行：{refused[0].refused}" if refused else ""
