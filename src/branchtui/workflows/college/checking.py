"""`college check`: what is well with the college's server, what is not, and what nobody can tell from here."""

from branchtui.paths import Home
from branchtui.store.college import examination
from branchtui.store.college.connection import connected
from branchtui.values import NamedTuple
from branchtui.workflows.college import joining, seat


class Finding(NamedTuple):
    """How one thing stands, 正常, 不对 or 不知道; what was found, and what to do where it is wrong."""

    state: str
    name: str
    words: str

    @property
    def wrong(self) -> bool:
        return self.state == examination.WRONG


def by_seat(place: Home) -> list[Finding]:
    """As the seat of this machine sees it. Raises BranchError where it has none, AwayError, CollegeError."""
    here = joining.required(place)
    with connected(seat.address(place, here)) as connection:
        rows = [connection.execute(statement.encode()).fetchone() for statement in examination.findings(admin=False)]
    return [Finding(*row) for row in rows if row is not None]


def for_administrator() -> str:
    """The SQL that tells the same and more to the administrator of the server, through psql."""
    return examination.script()
