"""How this machine stands at the college: what it has of what lies there, and who else is at it."""

from datetime import date
from typing import Any

from branchtui.paths import Home
from branchtui.store.college import hub_note, names, standing
from branchtui.store.college.connection import connected
from branchtui.store.college.standing import Sitting, Standing
from branchtui.values import NamedTuple
from branchtui.workflows.college import joining, seat
from branchtui.workflows.college.seat import Seat


class Status(NamedTuple):
    """`n` is the number of the last package that this file rests on, None before the first sync; `names` is as in `Seat`."""

    seat: Seat
    standing: Standing | None
    n: int | None
    today: date
    names: str

    @property
    def behind(self) -> int:
        """How many packages are there that this file has not."""
        return 0 if self.standing is None else max(0, self.standing.n - (self.n or 0))

    def ended(self, one: Sitting) -> bool:
        return one.until is not None and one.until < self.today


def status(place: Home, today: date) -> Status:
    """How it stands now; an organiser's seat has no branch to stand in. Raises AwayError, CollegeError, BranchError."""
    here = joining.required(place)
    state = hub_note.read() if joining.holds_branch() else None
    shown = names.chosen() if joining.holds_branch() else None
    with connected(seat.address(place, here)) as connection:
        here = seat.under(place, here, standing.oneself(connection).name)
        there = None if here.branch is None else standing.standing(connection, here.branch)
    return Status(
        here, there, None if state is None or not state.n else state.n, today, shown or here.names or names.LEAST
    )


def as_json(found: Status) -> dict[str, Any]:
    """The same for programs; neither password nor key is in it."""
    here, there = found.seat, found.standing
    return {
        "college": here.name,
        "host": here.host,
        "port": here.port,
        "login": here.login,
        "role": here.role,
        "branch": here.branch,
        "branch_name": there and there.name,
        "closed": there and there.closed,
        "names": found.names,
        "n": found.n,
        "server_n": there and there.n,
        "behind": there and found.behind,
        "last_push": there and there.at,
        "packages": there and there.packages,
        "bytes": there and there.size,
        "seats": [
            {
                "login": one.login,
                "person": one.person,
                "role": one.role,
                "ended": found.ended(one),
                "last_push": one.at,
                "device": one.device,
            }
            for one in (there.seats if there else ())
        ],
    }
