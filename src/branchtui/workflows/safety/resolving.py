"""Settling conflicts on a screen: what is open where, what a text begins with, all of one machine's at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import holds_citizen_id
from branchtui.store.models import AgendaItem, Meeting, Report, Row
from branchtui.store.queries import meetings, reports
from branchtui.store.replication import authorship, captions, cells, device, parts
from branchtui.store.replication.act_names import SETTLED
from branchtui.store.replication.merging import conflicts as store_conflicts
from branchtui.store.replication.merging import flags, texts
from branchtui.store.replication.merging.conflicts import Conflict, Value
from branchtui.store.replication.merging.flags import Flag
from branchtui.store.replication.registry import TABLES
from branchtui.workflows import input_checks
from branchtui.workflows.safety import merging

JOINED = "已自动合并，请核对"


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that wrote one of the values of so many conflicts; in `trashed` of them it sent something to the trash."""

    home: bytes | None
    name: str
    here: bool
    conflicts: int
    trashed: int

    @property
    def words(self) -> str:
        """How people call it."""
        return f"这台电脑（{self.name}）" if self.here else self.name


def of_flags(found: Sequence[Flag]) -> list[Conflict]:
    """These conflicts with their values, in the order in which all are listed."""
    return sorted(store_conflicts.of(found), key=merging.order)


def count() -> int:
    """How many conflicts are open."""
    return flags.count()


def first(most: int) -> tuple[list[Conflict], int]:
    """So many of the open conflicts, in the order in which all are listed; and how many there are besides."""
    found = sorted(flags.flags(), key=lambda flag: (TABLES[flag.table].number, flag.row, flag.columns))
    return of_flags(found[:most]), max(0, len(found) - most)


def of_thing(thing: Row) -> list[Conflict]:
    """The open conflicts of a thing and its parts."""
    return of_flags(flags.of_thing(thing._meta.table_name, thing.id))


def warning(thing: Row) -> str:
    """What has to be said when papers are made of a thing that has open conflicts; empty where it has none."""
    found = len(flags.of_thing(thing._meta.table_name, thing.id))
    return f"这里有 {found} 处两边写得不一样还没有处理，文件里是现在显示的那份。" if found else ""


def is_joined(conflict: Conflict) -> bool:
    """Whether the program has joined two texts, and a person only has to look it over."""
    return joins(conflict.table, conflict.columns) and any(value.dot is None for value in conflict.values)


def word_of(conflict: Conflict) -> str:
    """What is said beside its cell."""
    return JOINED if is_joined(conflict) else "两边写得不一样，这里是现在显示的那份"


def told_of(found: Sequence[Conflict]) -> str:
    """How many a thing has, and what is in conflict, in one line."""
    joined = sum(map(is_joined, found))
    words = [f"{len(found) - joined} 处两边写得不一样"] if len(found) > joined else []
    words += [f"{joined} 处{JOINED}"] if joined else []
    return f"{'，'.join(words)}：{merging.field_names(found)}"


def joins(table: str, columns: Sequence[int]) -> bool:
    """Whether these columns are a text that is joined by its sentences where that can be done."""
    return len(columns) == 1 and cells.policy(TABLES[table].number, columns[0]) == "text3"


def draft(conflict: Conflict) -> str:
    """What a text of one's own begins with: the joined one, or the sentences of both; of a short one what is shown."""
    shown = next(value.stored[0] for value in conflict.values if value.shown)
    if joins(conflict.table, conflict.columns) and not is_joined(conflict):
        return texts.both(TABLES[conflict.table].number, conflict.row, conflict.columns[0])
    return shown if isinstance(shown, str) else ""


def findings(conflict: Conflict) -> list[str]:
    """What the record's own checks say against a text as it is shown: to be seen before it is confirmed."""
    if not joins(conflict.table, conflict.columns):
        return []
    from branchtui.workflows.voting.contradictions import contradictions_of

    shown = next(value.stored[0] for value in conflict.values if value.shown)
    found = [input_checks.ID_IN_RECORD] if holds_citizen_id(str(shown)) else []
    if conflict.table == "agenda_item":
        item: AgendaItem = AgendaItem.get_by_id(conflict.row)
        about, name = meetings.meeting(item.meeting_id), f"“{item.title}”"
    elif conflict.table == "report":
        report: Report = reports.report(conflict.row)
        found += _figures(report)
        if report.about_table != "meeting" or report.about_id is None:
            return found
        about, name = Meeting.get_by_id(report.about_id), f"新闻稿“{report.title}”"
    else:
        return found
    return [*found, *(f"{words}。" for words in contradictions_of(about) if words.startswith(name))]


def _figures(report: Report) -> list[str]:
    """The figures of a report that the log does not carry."""
    from branchtui.store.queries.report_view import view
    from branchtui.workflows.figures.log_figures import disagreeing

    return [one.words for one in disagreeing(view(report.id).stated)]


def machines(found: Sequence[Conflict]) -> list[Machine]:
    """The machines whose values could be taken wherever they wrote one, those with the most first."""
    tally: dict[tuple[bytes | None, str], list[Value]] = {}
    for conflict in found:
        for home, value in _by_machine(conflict).items():
            tally.setdefault(home, []).append(value)
    here = device.here()
    made = [
        Machine(home, name, home == here, len(values), sum(value.stored == (1,) for value in values))
        for (home, name), values in tally.items()
    ]
    return sorted(made, key=lambda one: (-one.conflicts, one.name))


def take_all_of(machine: Machine, *, today: date) -> str:
    """Take the value of one machine in every conflict where it has one, as one act; the sentence that says so.

    What a filed meeting would have to be changed for stays open, and is told. Raises BranchError where nothing is left.
    """
    chosen: list[tuple[Conflict, tuple[object, ...]]] = []
    left = 0
    for conflict in merging.conflicts():
        value = _by_machine(conflict).get((machine.home, machine.name))
        if value is None:
            continue
        try:
            merging.check_may(conflict, value.stored)
        except BranchError:
            left += 1
        else:
            chosen.append((conflict, value.stored))
    stay = f"另有 {left} 处在已归档的会议里，没有动；要改请先重新打开。" if left else ""
    if not chosen:
        raise BranchError(stay or f"{machine.words}写的都已处理，没有可取的了。")
    name = f"{SETTLED}：{len(chosen)} 处都用{machine.words}写的"
    merging.settle_all(name, chosen, today=today)
    return f"已处理 {len(chosen)} 处冲突，都用{machine.words}写的。{stay}".rstrip("。")


def _by_machine(conflict: Conflict) -> dict[tuple[bytes | None, str], Value]:
    """The value of each machine that wrote one; of several of the same the latest. A question of one value is left out."""
    found: dict[tuple[bytes | None, str], Value] = {}
    if conflict.closed:
        return found
    for value in conflict.values:
        if value.dot is not None:
            found.setdefault(authorship.machine(value.dot), value)
    return found


def settle(conflict: Conflict, take: int | None = None, text: str | None = None, *, today: date) -> str:
    """As `merging.resolve`, of a conflict as it was shown a while ago.

    Raises BranchError, and writes nothing, where it was settled meanwhile, or other values have come.
    """
    now = next((one for one in merging.conflicts() if one.id == conflict.id), None)
    if now is None:
        raise BranchError("这一处已经处理过了，没有再改。")
    if now.values != conflict.values:
        raise BranchError("这一处刚又有了别的写法，没有改。请再看一次。")
    return merging.resolve(now, take, text, today=today)


def of_whole(conflict: Conflict) -> tuple[str, bytes]:
    """The table and the id of the thing that a conflict is in."""
    return parts.owner(conflict.table, conflict.row)


def called(conflict: Conflict) -> tuple[str, str]:
    """The noun and the title of the thing that a conflict is in."""
    table, title = merging.whole(conflict)
    return merging.called(table), title


def elsewhere(conflict: Conflict) -> list[str]:
    """The other machines that wrote a value; where there is none, this one wrote them all."""
    here = device.here()
    written = [authorship.machine(value.dot) for value in conflict.values if value.dot is not None]
    return list(dict.fromkeys(name for home, name in written if home != here)) or ["这台电脑"]


def title_of(conflict: Conflict) -> str:
    """The thing that a conflict is in, with its noun."""
    return captions.thing(*of_whole(conflict))
