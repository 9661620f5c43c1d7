"""The rows of sheets for things without papers of their own, and of what was reached in a cycle."""

from collections.abc import Collection
from datetime import date

from branchtui.papers.facts.frameworks import RegisterFacts, ResultFacts
from branchtui.rules.frameworks.materials import SHEETS, Material
from branchtui.rules.registers.masking import shown_name
from branchtui.store.models import Publication
from branchtui.store.queries.registers import activities, growth, helpers, honours
from branchtui.store.queries.year import talks
from branchtui.workflows.frameworks.packing.masks import Mask

Rows = list[tuple[date | None, tuple[str, ...]]]


def sheet_facts(material: Material, branch: str, span: tuple[date, date], day: date, mask: Mask) -> RegisterFacts:
    """What the sheet of a material says: its things by day."""
    table = material.key[0]
    header, made = _SHEETS[table]
    found = made({thing.id for thing in material.things})
    found.sort(key=lambda row: row[0] or date.max)
    rows = tuple((str(when or ""), *map(mask, cells)) for when, cells in found)
    return RegisterFacts(branch, SHEETS[table], *span, day, header, rows)


def result_facts(first: date, last: date, mask: Mask) -> ResultFacts:
    """What was reached between two days; a helper who did not agree to be named is shown by the surname."""
    inside = [row for row in honours.honours() if row.day and first <= row.day <= last]
    out = Publication.select().where(Publication.live(), Publication.day.between(first, last))
    grown = [row for row in growth.entries() if row.from_day and first <= row.from_day <= last]
    return ResultFacts(
        tuple(
            (
                mask(row.title),
                shown_name(row.of, consent=row.consent) if row.of else row.whose,
                str(row.day),
                row.level,
                row.grade,
                row.issuer,
            )
            for row in reversed(inside)
        ),
        tuple(
            (mask(row.title), str(row.day), row.outlet, row.level)
            for row in out.order_by(Publication.day, Publication.id)
        ),
        tuple((mask(row.title), row.name, row.kind, str(row.from_day), row.organiser) for row in reversed(grown)),
    )


def _talks(ids: Collection[bytes]) -> Rows:
    """Who talked with whom; what about is nobody else's business."""
    return [(row.day, (row.by_name, row.to_name, row.place)) for row in talks.talks() if row.id in ids]


def _helped(ids: Collection[bytes]) -> Rows:
    found: Rows = []
    for helper in helpers.helpers():
        view = helpers.helper_view(helper.id)
        name = shown_name(helper.name, consent=helper.consent)
        for event in view.events if view else ():
            if event.id in ids:
                found.append((event.day, (name, event.what, event.by)))
    return found


def _grown(ids: Collection[bytes]) -> Rows:
    return [(row.from_day, (row.name, row.kind, row.title, row.organiser)) for row in growth.entries() if row.id in ids]


def _published(ids: Collection[bytes]) -> Rows:
    rows = [row for row in Publication.select().where(Publication.live()) if row.id in ids]
    return [(row.day, (row.title, row.outlet, row.level, row.link)) for row in rows]


def _together(ids: Collection[bytes]) -> Rows:
    return [
        (row.day, (row.partner, row.title, row.place, f"{row.students}人" if row.students else ""))
        for row in activities.activities()
        if row.id in ids
    ]


_SHEETS = {
    "talk": (("日期", "谈话人", "谈话对象", "地点"), _talks),
    "helper_event": (("日期", "身边人", "做了什么", "谁做的"), _helped),
    "growth": (("日期", "姓名", "类别", "名称", "主办单位"), _grown),
    "publication": (("日期", "标题", "媒体", "级别", "链接"), _published),
    "partner_activity": (("日期", "共建单位", "活动", "地点", "学生"), _together),
}
