"""What a contact was part of: guest, speaker, partner, helper."""

from typing import NamedTuple

from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.engine import sql
from branchtui.store.models import Guest, Helper, Meeting, PartnerActivity, Service, SignUp
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries.registers.listed import day_of


class Use(NamedTuple):
    """One thing that a contact was part of: `table` and `thing` open it."""

    role: str
    day: str  # ISO, empty where none is told
    words: str
    table: str
    thing: bytes


def uses(contact: bytes) -> list[Use]:
    """All that a contact was part of, the latest first."""
    guests = sql.rows(
        f"SELECT m.id, substr({M_BEGINS}, 1, 10), m.kind, m.title, g.topic FROM guest g "
        f"JOIN meeting m ON m.id = g.meeting_id WHERE g.contact_id = ? AND {Guest.live_in('g')} "
        f"AND {Meeting.live_in('m')} AND m.state != 'cancelled'",
        contact,
    )
    activities = sql.rows(
        "SELECT a.id, a.day, a.title FROM partner_activity a WHERE a.partner_id = ? "
        f"AND {PartnerActivity.live_in('a')}",
        contact,
    )
    services = sql.rows(
        "SELECT s.id, s.day, s.what FROM sign_up u JOIN service s ON s.id = u.service_id WHERE u.contact_id = ? "
        f"AND u.state = 'came' AND {SignUp.live_in('u')} AND {Service.live_in('s')}",
        contact,
    )
    helping = sql.rows(
        f"SELECT h.id, h.from_day, h.to_day, h.kind FROM helper h WHERE h.contact_id = ? AND {Helper.live_in('h')}",
        contact,
    )
    found = [
        Use("主讲" if topic else "列席", day, f"{kind}：{title}{f'（讲题：{topic}）' if topic else ''}", "meeting", key)
        for key, day, kind, title, topic in guests
    ]
    found += [Use("共建", day, title, "partner_activity", key) for key, day, title in activities]
    found += [Use("志愿服务", day, what, "service", key) for key, day, what in services]
    for key, first, last, kind in helping:
        ended = day_of(last)
        words = f"{kind}{f'，至{chinese_day(ended)}' if ended else ''}".strip("，")
        found.append(Use("身边人", first or "", words, "helper", key))
    return sorted(found, key=lambda use: (use.day, use.role, use.words), reverse=True)
