"""What a reviewer of a framework's materials would find: read here, found by `rules.frameworks.findings`."""

from collections.abc import Collection, Sequence

from branchtui.rules.frameworks.findings import (
    RULES,
    ActivitySeen,
    Finding,
    FrameworkSeen,
    HonourSeen,
    PhotoSeen,
    PointSeen,
    Rule,
    findings,
    photos_apart,
    without_link,
)
from branchtui.rules.registers.majors import students_of
from branchtui.store.models import Framework, Honour, Meeting, PartnerActivity, Photo, Publication
from branchtui.store.queries.frameworks import trees, wholes
from branchtui.store.queries.meetings import begins
from branchtui.workflows.frameworks.standing import MANY, Standing
from branchtui.workflows.frameworks.steps import Steps, at_once


def found_in(of: Standing) -> list[Finding]:
    """All findings of a framework, what is wrong first."""
    return findings(seen_of(of, RULES))


def seen_of(of: Standing, rules: Sequence[Rule]) -> FrameworkSeen:
    """All that these rules look at."""
    return at_once(seen_in_steps(of, rules))


def seen_in_steps(of: Standing, rules: Sequence[Rule]) -> Steps[FrameworkSeen]:
    """The same a little at a time, some points in a step."""
    row = of.framework
    counts: dict[bytes, int] = {}
    for each in of.points:
        if each.point.parent_id is not None:
            counts[each.point.parent_id] = counts.get(each.point.parent_id, 0) + 1
    before = _accounts_before(row)
    points = []
    ids: dict[str, set[bytes]] = {}
    looked_at = 0
    for each in of.points:
        if looked_at >= MANY:
            looked_at = 0
            yield
        looked_at += len(each.pieces)
        pieces = [piece for piece in each.pieces if piece.how != "out"]
        for piece in pieces:
            ids.setdefault(piece.thing.table, set()).add(piece.thing.id)
        point = each.point
        points.append(
            PointSeen(
                id=point.id,
                number=each.number,
                title=point.title,
                dim=point.dim,
                depth=each.depth,
                children=counts.get(point.id, 0),
                account=point.account,
                promised=point.promised,
                before=before.get(point.key, ""),
                things=tuple(piece.thing for piece in pieces),
                needs=each.needs,
                reasoned=frozenset(
                    (piece.thing.table, piece.thing.id) for piece in pieces if piece.mark and piece.mark.note
                ),
            )
        )
    yield
    return FrameworkSeen(
        first=row.starts_on,
        last=row.ends_on,
        today=of.today,
        points=points,
        is_brand=row.kind == "brand",
        honours=_honours(ids.get("honour", ())),
        unlinked=_unlinked(ids.get("publication", ())) if without_link in rules else (),
        photos=_photos(ids.get("meeting", ())) if photos_apart in rules else (),
        activities={each.id: each for each in _activities(ids.get("partner_activity", ()))},
    )


def _accounts_before(framework: Framework) -> dict[str, str]:
    """What the points told in the cycle before of the same file and level."""
    earlier = [
        row
        for row in trees.frameworks()
        if (row.key, row.level) == (framework.key, framework.level) and row.ends_on < framework.starts_on
    ]
    if not earlier:
        return {}
    return {row.key: row.account for row in trees.points(max(earlier, key=lambda row: row.ends_on))}


def _honours(ids: Collection[bytes]) -> list[HonourSeen]:
    scans = wholes.attached("honour", ids) if ids else {}
    rows = [row for row in Honour.select().where(Honour.live()).order_by(Honour.day, Honour.id) if row.id in ids]
    return [HonourSeen(row.id, row.title, row.level, row.issuer, len(scans.get(row.id, ()))) for row in rows]


def _unlinked(ids: Collection[bytes]) -> list[tuple[bytes, str]]:
    query = (
        Publication.select().where(Publication.live(), Publication.link == "").order_by(Publication.day, Publication.id)
    )
    return [(row.id, row.title) for row in query if row.id in ids]


def _photos(ids: Collection[bytes]) -> list[PhotoSeen]:
    found = []
    for key, attached in (wholes.attached("meeting", ids) if ids else {}).items():
        meeting = Meeting.get_by_id(key)
        for each in attached:
            photo = Photo.get_by_id(each.photo_id) if each.photo_id else None
            if photo is not None and photo.taken_at is not None:
                found.append(PhotoSeen(("meeting", key), each.name, photo.taken_at, begins(meeting), meeting.ends_at))
    return found


def _activities(ids: Collection[bytes]) -> list[ActivitySeen]:
    found = []
    for row in PartnerActivity.select().where(PartnerActivity.live()).order_by(PartnerActivity.day, PartnerActivity.id):
        if row.id not in ids:
            continue
        meeting = row.meeting if row.meeting_id else None
        if meeting is not None and meeting.deleted:
            meeting = None
        found.append(
            ActivitySeen(
                row.id,
                row.title,
                row.day,
                row.place,
                students_of(row.students, row.majors) or 0,
                meeting.title if meeting else "",
                begins(meeting).date() if meeting else None,
                meeting.place if meeting else "",
            )
        )
    return found
