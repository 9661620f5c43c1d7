"""The log as it is written out: the services that were done, in the order of their days, with everybody who took part."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Contact, Helper, Member, Post, Service, SignUp

_DONE = f"s.state = 'done' AND {Service.live_in('s')} AND {Post.live_in('p')}"


class TookPart(NamedTuple):
    """Somebody who took part in a service beside the person whose it is.

    `half_hours` is None where it is the service's own length. Of a contact there is what tells whether it is a student
    (`about`), whether it is entered as a helper, and whether that agreed to be named.
    """

    name: str
    half_hours: int | None
    about: Sequence[str] = ()
    helper: bool = False
    agreed: bool = False


class Written(NamedTuple):
    """One service that was done, as it is stored."""

    post: str
    day: date
    begins: str
    ends: str
    half_hours: int
    by: str
    staff_no: str
    what: str
    whom: str
    served: int | None
    result: int | None
    unit: str
    link: str
    verifier: str
    verified_on: date | None
    others: Sequence[TookPart]


def written(post: bytes | None, first: date | None, last: date | None) -> list[Written]:
    """The services that count in the figures of a post (None: of all) between two days, as far as these are told.

    By day and hour; who took part by name.
    """
    told = {
        "s.post_id = ?": post,
        "s.day >= ?": first and first.isoformat(),
        "s.day <= ?": last and last.isoformat(),
    }
    conditions = [condition for condition, value in told.items() if value is not None]
    values = [value for value in told.values() if value is not None]
    where = " AND ".join([*conditions, _DONE])
    services, parts = sql.together(
        [
            Select(
                [
                    *(
                        "s.id",
                        "p.name",
                        "s.day",
                        "s.begins",
                        "s.ends",
                        "s.half_hours",
                        "m.name",
                        "m.staff_no",
                        "s.what",
                    ),
                    *("s.whom", "s.served", "s.result", "s.unit", "s.link", "coalesce(v.name, '')", "s.verified_on"),
                ],
                "FROM service s JOIN post p ON p.id = s.post_id JOIN member m ON m.id = s.member_id "
                f"LEFT JOIN member v ON v.id = s.verifier_id WHERE {where}",
                values,
            ),
            Select(
                [
                    *("g.id", "g.service_id", "coalesce(m.name, c.name, '')", "g.half_hours", "coalesce(c.unit, '')"),
                    *("coalesce(c.position, '')", "coalesce(c.groups, '')", _helper("1"), _helper("h.consent")),
                ],
                "FROM service s JOIN post p ON p.id = s.post_id CROSS JOIN sign_up g ON g.service_id = s.id "
                "LEFT JOIN member m ON m.id = g.member_id LEFT JOIN contact c ON c.id = g.contact_id "
                f"WHERE {where} AND g.state = 'came' AND {SignUp.live_in('g')}",
                values,
            ),
        ]
    )
    others: dict[bytes, list[TookPart]] = {}
    for _, key, name, half_hours, unit, position, groups, helper, agreed in sorted(
        parts, key=lambda row: (row[2], row[0])
    ):
        took_part = TookPart(name or unit, half_hours, (unit, position, groups), bool(helper), bool(agreed))
        others.setdefault(key, []).append(took_part)
    return [
        Written._make([name, date.fromisoformat(day), *row, _day(verified_on), others.get(key, ())])
        for key, name, day, *row, verified_on in sorted(services, key=lambda row: (row[2], row[3], row[0]))
    ]


def named(keys: Sequence[bytes]) -> dict[bytes, TookPart]:
    """Who these people of the log are, of the roster or contacts, by their ids."""
    wanted = set(keys)
    found = {row.id: TookPart(row.name, None) for row in Member.select(Member.id, Member.name) if row.id in wanted}
    contacts = [row for row in Contact.select() if row.id in wanted]
    helpers = {row.contact_id: row.consent for row in Helper.select().where(Helper.live())} if contacts else {}
    for row in contacts:
        about = (row.unit, row.position, row.groups)
        found[row.id] = TookPart(row.name or row.unit, None, about, row.id in helpers, helpers.get(row.id, False))
    return found


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _helper(what: str) -> str:
    """What a contact is as a helper; 0 where it is none."""
    return (
        f"coalesce((SELECT max({what}) FROM helper h WHERE h.contact_id = g.contact_id AND {Helper.live_in('h')}), 0)"
    )
