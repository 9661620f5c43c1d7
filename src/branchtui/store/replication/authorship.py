"""Who made a stamp and when, as far as is known: for people to read, never to decide by."""

from dataclasses import dataclass
from datetime import datetime

from branchtui.store.engine import sql
from branchtui.store.replication import acts
from branchtui.store.replication.acts import Act
from branchtui.store.replication.session import Dot


@dataclass(frozen=True, slots=True)
class Signature:
    """The act of a stamp (None for a write by another program), the account and machine, and the local time."""

    act: Act | None
    person: str
    device: str
    app: str
    at: datetime | None

    @property
    def who(self) -> str:
        """Account and machine; another program makes no acts."""
        return f"{self.person}（{self.device}）" if self.act and self.device else "其他程序"


def of(dot: Dot) -> Signature:
    """The signature of a stamp."""
    act = acts.covering(dot)
    who = sql.row("SELECT person, device, app, at FROM stamp_writer WHERE w = ?", dot[0])
    person, device, app, begun = who or ("", "", "", None)
    seconds = act.at if act else begun
    return Signature(act, person, device, app, None if seconds is None else datetime.fromtimestamp(seconds))


def machine(dot: Dot) -> tuple[bytes | None, str]:
    """The id and the name of the machine that made a stamp; of old stamps only the name is known."""
    found = sql.row("SELECT home, device FROM stamp_writer WHERE w = ?", dot[0])
    return (found[0], found[1] or "名称不明的电脑") if found else (None, "名称不明的电脑")
