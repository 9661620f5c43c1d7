"""What the papers of a folder say of a framework: its tasks, what is missing, and what can be counted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from branchtui.papers.facts.frameworks import FrameworkFacts, LackFact, TaskFact
from branchtui.rules.frameworks.judging import Gap, NeedState
from branchtui.rules.frameworks.materials import AtPoint, numbers_in_words
from branchtui.rules.frameworks.needs import Need
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Branch
from branchtui.store.queries import action_items, people
from branchtui.store.queries.services.figures import Figure
from branchtui.store.queries.year.rectifications import rectifications
from branchtui.workflows.frameworks.files.library import templates
from branchtui.workflows.frameworks.packing.masks import Mask
from branchtui.workflows.frameworks.packing.registers import result_facts
from branchtui.workflows.frameworks.standing import PointStanding, Standing

_CUSTOM = "本地惯例"
_MEND = {
    "meeting": "已开的请补记（会注明补记），没开的请安排",
    "plan": "已有的请登记",
    "report": "已写的请登记投稿",
    "service": "已做的请登记服务记录",
    "": "有材料的请标记佐证",
}
_OF_HOURS = "请核对学时登记"
_OF_PAPERS = "请打开这次会议，补齐点名和记录"
_REGISTER = "已有的请登记"


def framework_facts(of: Standing, branch: Branch, at: Sequence[AtPoint], mask: Mask) -> FrameworkFacts:
    """Everything the papers say of a framework, but for the list of materials, which is known when they are written."""
    row = of.framework
    last = min(of.today, row.ends_on)
    places = {each.number: each for each in at}
    return FrameworkFacts(
        branch=branch.name,
        unit=branch.unit,
        name=row.name,
        level=row.level,
        organiser=row.organiser,
        basis=row.basis,
        first=row.starts_on,
        last=row.ends_on,
        day=of.today,
        tasks=tuple(_tasks(of, places, mask)),
        lacks=tuple(_lacks(of, mask)),
        figures=tuple(_figures(of, at, last)),
        results=result_facts(row.starts_on, last, mask),
        faults=tuple(_faults(row.starts_on, last, mask)),
        undone=tuple(_undone(mask)),
        own_wording=has_own_wording(of),
    )


def has_own_wording(of: Standing) -> bool:
    """Whether a task still stands in the words that this program found for it."""
    shipped = next((each for each in templates() if each.key == of.framework.key), None)
    if shipped is None or shipped.wording != "branchtui":
        return False
    words = {point.key: point.demand for point, _ in shipped.walk() if point.demand}
    return any(row.point.demand == words.get(row.point.key) for row in of.points)


def _tasks(of: Standing, places: Mapping[str, AtPoint], mask: Mask) -> list[TaskFact]:
    offices = people.members()
    found = []
    for place, row in enumerate(of.points):
        below = [row, *_below(of.points, place)]
        needs = [need for each in below for need in each.needs if need.state != "none"]
        due = [need for need in needs if need.state != "not_due"]
        point = row.point
        owner = offices.get(point.owner_id) if point.owner_id else None
        found.append(
            TaskFact(
                number=row.number,
                title=point.title,
                depth=row.depth,
                demand=point.demand,
                promised=point.promised,
                account=mask(point.account),
                met=sum(need.state == "met" for need in due),
                asked=len(due),
                materials=numbers_in_words(places[row.number]) if row.number in places else "",
                owner=owner.name if owner else point.owner_office,
                reason=point.na_reason,
                waits=bool(needs) and not due,
                counted="；".join(filter(None, map(_counted, row.needs))),
            )
        )
    return found


def _counted(state: NeedState) -> str:
    """How many there are of what a need counts: 主题党日12次; nothing of what is not counted, or where there is none."""
    need, number = state.need, sum(cell.have for cell in state.cells)
    if need.form != "count" or not number or state.state == "none":
        return ""
    return f"{need.say}{number}{need.unit or ('次' if need.thing == 'meeting' else '项')}"


def _faults(first: date, last: date, mask: Mask) -> Iterator[tuple[str, ...]]:
    """What is to be put right of the years of the cycle, what is open first."""
    for row in rectifications():
        if first.year <= row.year <= last.year:
            ended = f"{chinese_day(row.done_on)}完成" if row.done_on else ""
            yield mask(row.problem), mask(row.measure), row.owner, chinese_day(row.due) if row.due else "", ended


def _undone(mask: Mask) -> Iterator[tuple[str, ...]]:
    """What was agreed and is not done, and what is to be put right."""
    for item in action_items.open_items():
        yield mask(item.what), item.owner, chinese_day(item.due) if item.due else ""


def _below(points: Sequence[PointStanding], place: int) -> list[PointStanding]:
    found = []
    for row in points[place + 1 :]:
        if row.depth <= points[place].depth:
            break
        found.append(row)
    return found


def _lacks(of: Standing, mask: Mask) -> list[LackFact]:
    """One of each need: its gaps, then what to do about each sort of them."""
    found = []
    for row in of.points:
        for state in row.needs:
            need = state.need
            if not state.gaps:
                continue
            gaps = "；".join(mask(gap.words) for gap in state.gaps)
            mends = "；".join(dict.fromkeys(_mend(need, gap) for gap in state.gaps))
            clause = need.source or (_CUSTOM if need.local else "")
            found.append(LackFact(row.number, row.point.title, need.say, clause, f"{gaps}。{mends}。"))
    return found


def _mend(need: Need, gap: Gap) -> str:
    if gap.thing is not None:
        return _OF_PAPERS
    if need.measure == "study_hours":
        return _OF_HOURS
    return _MEND["service"] if need.measure else _MEND.get(need.thing, _REGISTER)


def _figures(of: Standing, at: Sequence[AtPoint], last: date) -> list[tuple[str, str]]:
    """What can be counted: nothing that comes to nothing."""
    materials = sum(len(each.own) for each in at)
    meetings = sum(material.key[0] == "meeting" for each in at for material in each.own)
    first = of.framework.starts_on
    served, times = (int(Figure(name, first=first, last=last).total()) for name in ("served", "services"))
    counted = (
        ("各项需要", f"{len(of.needs)}项，已满足{of.met}项", len(of.needs)),
        ("佐证材料", f"{materials}件", materials),
        ("其中会议", f"{meetings}次", meetings),
        ("岗位服务", f"{times}次", times),
        ("服务师生", f"{served}人次", served),
    )
    return [(name, words) for name, words, number in counted if number]
