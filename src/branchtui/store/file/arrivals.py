"""What is kept of files that came from elsewhere, and of the machines that made them."""

import json
from dataclasses import dataclass
from datetime import datetime

from branchtui.store.engine import sql
from branchtui.store.engine.errors import translate_errors
from branchtui.store.engine.handle import db
from branchtui.store.models.local.exchange import QUARANTINED, Arrival, Peer
from branchtui.store.replication.merging.vectors import Vector, from_json, to_json


@dataclass(frozen=True, slots=True)
class Heard:
    """What a machine told of itself by its last package: person and machine, when by its own clock, what it had seen."""

    device: bytes
    name: str
    at: datetime
    package: str
    vector: Vector


def known() -> list[Arrival]:
    """Every file that something was done with, the latest first."""
    return list(Arrival.select().order_by(Arrival.at.desc(), Arrival.sha))


def note(arrival: Arrival) -> None:
    """Keep what was done with a file."""
    with translate_errors(db.own_path), db.atomic():
        Arrival.delete().where(Arrival.sha == arrival.sha).execute()
        arrival.save(force_insert=True)


def forget_unread(named: str) -> None:
    """Files whose names begin so and that could not be read don't matter any more."""
    which = "FROM arrival WHERE state = ?1 AND substr(name, 1, length(?2)) = ?2"
    with translate_errors(db.own_path):
        if sql.value(f"SELECT EXISTS (SELECT 1 {which})", QUARANTINED, named):
            with db.atomic():
                sql.execute(f"DELETE {which}", QUARANTINED, named)


def peers() -> list[Heard]:
    """The other machines that have been heard of, by name."""
    found = []
    for peer in Peer.select().order_by(Peer.name, Peer.device):
        try:
            vector = from_json(json.loads(peer.vector))
        except (ValueError, TypeError, AttributeError):  # written by somebody else
            vector = {}
        found.append(Heard(peer.device, peer.name, peer.at, peer.package, vector))
    return found


def hear_of(one: Heard) -> None:
    """Keep what a machine told of itself, in the place of what was kept of it."""
    with translate_errors(db.own_path), db.atomic():
        Peer.delete().where(Peer.device == one.device).execute()
        Peer.create(
            device=one.device, name=one.name, at=one.at, package=one.package, vector=json.dumps(to_json(one.vector))
        )
