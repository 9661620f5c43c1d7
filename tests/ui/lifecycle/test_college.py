"""The exchange with the college's server beside the screens: when it begins, what it waits for, what is told of it."""

import errno
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from branchtui.errors import BranchError, BusyError
from branchtui.paths import Home
from branchtui.store.college.connection import AwayError, CollegeError
from branchtui.store.file import college_note
from branchtui.store.file.college_note import CollegeNote
from branchtui.store.models import Document, Member
from branchtui.store.writes import assign
from branchtui.ui.lifecycle import college
from branchtui.ui.lifecycle.college import CollegeSyncing
from branchtui.workflows.people.roster import add_member
from tests.ui.conftest import NOW, Desk, opened

WIDE = (120, 36)
SEAT = """
college = "00112233445566778899aabbccddeeff"
name = "商学院党委"
host = "db.example.edu.cn"
port = 5432
login = "zhou_1"
password = "x"
role = "secretary"
branch = 1
names = "full"
key = "k"
"""


class Server:
    """What a stub of the server was asked, and what it does."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, bool]] = []  # the steps taken, each with whether the screens waited for it
        self.wrong: Exception | None = None
        self.brings: Callable[[], None] = lambda: None
        self.new = 1  # rows that came
        self.trouble = ""  # that is left of what was done
        self.rounds = 1
        self.has_turn = False  # others wait
        self.pushed = False  # it has told of another machine's push
        self.closed = 0
        self.hung_up: list[bool] = []  # whether what was made ready was given up after the line
        self.open = threading.Event()
        self.open.set()

    @property
    def asked(self) -> int:
        """How often it was connected to."""
        return [step for step, _ in self.steps].count("connect")

    def names(self) -> list[str]:
        """The steps taken."""
        return [step for step, _ in self.steps]


class Clock:
    """The seconds that pass are those of the test."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(college, "clock", made)
    return made


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()

    class Line:
        def __init__(self, place: Home) -> None: ...

        def close(self) -> None:
            made.closed += 1

        def heard(self) -> bool:
            pushed, made.pushed = made.pushed, False
            return pushed

    class Exchange:
        def __init__(self, place: Home, line: Line, photos: object, *, now: datetime) -> None:
            self.goes_on = True
            self._left = made.rounds
            self.has_turn = made.has_turn

        def _step(self, name: str) -> None:
            made.steps.append((name, threading.current_thread() is threading.main_thread()))

        def connect(self) -> None:
            self._step("connect")
            made.open.wait()
            if made.wrong is not None:
                raise made.wrong

        def begin(self) -> None:
            self._step("begin")

        def fetch(self) -> None:
            self._step("fetch")

        def take_in(self) -> None:
            self._step("take_in")
            made.brings()

        def send(self) -> None:
            self._step("send")

        def end(self) -> Any:
            self._step("end")
            self._left -= 1
            self.goes_on = self._left > 0
            return SimpleNamespace(
                words="已与学院同步：没有新的改动。", new=made.new, updated=0, purged=0, trouble=made.trouble
            )

        def discard(self) -> None:
            self._step("discard")
            made.hung_up.append(made.closed > 0)

    module = ModuleType("exchanging")
    module.__dict__.update(Line=Line, Exchange=Exchange)
    monkeypatch.setitem(sys.modules, "branchtui.workflows.college.branch.exchanging", module)
    return made


@pytest.fixture
def joined(seeded_home: Home, server: Server, clock: Clock) -> Home:
    seeded_home.college.write_text(SEAT, encoding="utf-8")
    return seeded_home


def syncing(desk: Desk) -> CollegeSyncing:
    found = desk.app._college
    assert found is not None
    return found


async def looked(desk: Desk, clock: Clock, seconds: float) -> None:
    """So many seconds later it is looked again."""
    clock.at += seconds
    syncing(desk).look()
    await desk.settle()


async def first(desk: Desk, server: Server, clock: Clock) -> None:
    """The exchange that follows the start is over."""
    await desk.until(lambda: desk.app._college is not None)
    await looked(desk, clock, 2)
    await desk.until(lambda: server.names()[-1:] == ["end"])
    await desk.settle()
    server.steps.clear()


async def test_it_exchanges_at_the_start_and_the_network_is_waited_for_in_a_thread(
    joined: Home, server: Server, clock: Clock
) -> None:
    async with opened(joined, WIDE) as desk:
        await desk.until(lambda: desk.app._college is not None)
        await looked(desk, clock, 2)
        await desk.until(lambda: "end" in server.names())
        assert server.steps == [
            ("connect", False),
            ("begin", True),
            ("fetch", False),
            ("take_in", True),
            ("send", False),
            ("end", True),
        ]
        assert college_note.read() == CollegeNote(NOW)


@pytest.mark.slow
async def test_no_key_asks_the_network(joined: Home, server: Server, clock: Clock) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        await desk.press("2", "down", "enter", "f3", "f4", "escape", "5", "down", "down", "slash", "'周", "escape", "7")
        await desk.press("4", "enter", "escape", "6", "ctrl+n", "'收文", "escape", "1")
        assert server.steps == []


async def test_a_save_is_sent_a_second_after_the_last_one(joined: Home, server: Server, clock: Clock) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        add_member("新来一", since=NOW.date(), standing="full", staff_no="T2001")
        await looked(desk, clock, 0.5)
        assert server.asked == 0
        add_member("新来二", since=NOW.date(), standing="full", staff_no="T2002")
        await looked(desk, clock, 0.9)
        await looked(desk, clock, 0.5)
        assert server.asked == 0, "it was not quiet for a second"
        await looked(desk, clock, 0.6)
        await desk.until(lambda: server.asked == 1)


async def test_without_a_save_it_asks_every_half_minute(joined: Home, server: Server, clock: Clock) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        await looked(desk, clock, 29)
        assert server.asked == 0
        await looked(desk, clock, 2)
        await desk.until(lambda: server.asked == 1)


async def test_what_another_machine_pushed_is_fetched_a_second_later(
    joined: Home, server: Server, clock: Clock
) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        server.pushed = True
        await looked(desk, clock, 1)
        assert server.asked == 0, "others may push at once"
        await looked(desk, clock, 1)
        await desk.until(lambda: server.asked == 1)


async def test_a_server_that_refused_is_not_asked_sooner_because_others_push(
    joined: Home, server: Server, clock: Clock
) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        server.wrong = AwayError("连不上学院的服务器")
        await looked(desk, clock, 31)
        await desk.until(lambda: server.closed == 1)
        await desk.settle()
        server.steps.clear()
        server.pushed = True
        await looked(desk, clock, 2)
        await looked(desk, clock, 2)
        assert server.asked == 0


async def test_what_came_waits_until_the_person_rests(joined: Home, server: Server, clock: Clock) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        clock.at += 31
        syncing(desk).someone_types()
        await looked(desk, clock, 0)
        await desk.until(lambda: "fetch" in server.names())
        await looked(desk, clock, 0.5)
        assert "take_in" not in server.names()
        await looked(desk, clock, 0.6)
        await desk.until(lambda: "end" in server.names())


async def test_other_machines_do_not_wait_for_somebody_who_types(joined: Home, server: Server, clock: Clock) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        server.has_turn = True
        clock.at += 31
        syncing(desk).someone_types()
        await looked(desk, clock, 0)
        await desk.until(lambda: "end" in server.names())


async def test_what_is_typed_and_not_stored_keeps_it_back_for_a_minute(
    joined: Home, server: Server, clock: Clock
) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        clock.at += 31
        await desk.press("6", "ctrl+n", "'收文")
        await looked(desk, clock, 0)
        await desk.until(lambda: "fetch" in server.names())
        await looked(desk, clock, 5)
        assert "take_in" not in server.names()
        await looked(desk, clock, 60)
        await desk.until(lambda: "end" in server.names())
        assert "收文" in desk.text


async def test_what_came_is_shown(joined: Home, server: Server, clock: Clock) -> None:
    server.brings = lambda: add_member("远方来", since=NOW.date(), standing="full", staff_no="T3001") and None
    async with opened(joined, WIDE) as desk:
        await desk.press("5")
        await first(desk, server, clock)
        await desk.until(lambda: "远方来" in desk.text)
        assert server.asked == 0
        await looked(desk, clock, 5)
        assert server.asked == 0, "what came is no save of this person's"


async def test_what_the_college_has_changed_is_shown(joined: Home, server: Server, clock: Clock) -> None:
    """A request that was withdrawn brings no new row."""
    server.new = 0
    async with opened(joined, WIDE) as desk:
        add_member("远方来", since=NOW.date(), standing="full", staff_no="T3001")
        await desk.press("5")
        await first(desk, server, clock)
        server.brings = lambda: assign(Member.get(Member.staff_no == "T3001"), {"name": "远方去"})
        await looked(desk, clock, 31)
        await desk.until(lambda: "远方去" in desk.text)


async def test_it_goes_on_where_another_machine_was_faster(joined: Home, server: Server, clock: Clock) -> None:
    server.rounds = 2
    async with opened(joined, WIDE) as desk:
        await desk.until(lambda: desk.app._college is not None)
        await looked(desk, clock, 2)
        await desk.until(lambda: server.names().count("end") == 2)
        assert server.asked == 1


async def test_it_is_tried_again_ever_later(joined: Home, server: Server, clock: Clock) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        server.wrong = AwayError("连不上学院的服务器。")
        waits = []
        clock.at += 40
        for _ in range(9):
            count = server.asked
            syncing(desk).look()
            await desk.until(lambda count=count: server.asked == count + 1)  # type: ignore[misc]
            await desk.until(lambda: not syncing(desk)._running)
            waits.append(syncing(desk)._next - clock.at)
            clock.at = syncing(desk)._next
        assert waits == [5, 10, 20, 40, 80, 160, 320, 600, 600]
        server.wrong = None
        await looked(desk, clock, 0)
        await desk.until(lambda: "end" in server.names())
        assert syncing(desk)._wait == 0


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (CollegeNote(), "学院还没有同步过"),
        (CollegeNote(NOW - timedelta(minutes=59)), ""),
        (CollegeNote(NOW - timedelta(hours=2, minutes=5), "连不上"), "学院未同步 2 小时"),
        (CollegeNote(NOW - timedelta(days=3)), "学院未同步 3 天"),
        (CollegeNote(NOW, "席位停用了。", True), "学院不能同步"),
    ],
)
async def test_the_title_line_tells_how_long_it_is_ago(
    joined: Home, server: Server, clock: Clock, note: CollegeNote, said: str
) -> None:
    server.open.clear()
    college_note.write(note)
    async with opened(joined, WIDE) as desk:
        await desk.press("2", "1")
        title = desk.text.splitlines()[0]
        assert said in title and ("学院未" in title or "学院还" in title or "学院不" in title) == bool(said)
        server.open.set()


@pytest.mark.parametrize(
    ("error", "refused"), [(AwayError("连不上学院的服务器。"), False), (CollegeError("席位停用了。"), True)]
)
async def test_what_failed_is_told_in_the_room_and_by_the_key(
    joined: Home, server: Server, clock: Clock, error: BranchError, refused: bool
) -> None:
    server.wrong = error
    async with opened(joined, WIDE) as desk:
        await desk.press("7")
        while "商学院党委" not in desk.text.splitlines()[-2] and "立即和学院同步" not in desk.text:
            await desk.press("down")
        await desk.press("enter")
        await desk.until(lambda: str(error) in desk.said)
        assert college_note.read().refused is refused
        await desk.press("1", "7")
        assert "没有同步成" in desk.text and str(error) in desk.text.replace("\n", "")


@pytest.mark.parametrize("where", ["network", "merge"])
async def test_what_nobody_thought_of_ends_the_exchange_and_not_the_app(
    joined: Home, server: Server, clock: Clock, where: str
) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)

        def broken() -> None:
            raise ZeroDivisionError

        if where == "network":
            server.wrong = ZeroDivisionError()
        else:
            server.brings = broken
        await looked(desk, clock, 31)
        await desk.until(lambda: college_note.read().refused)
        (report,) = joined.logs.glob("crash-*")
        assert str(report) in college_note.read().trouble and "discard" in server.names()
        server.wrong, server.brings = None, lambda: None
        await desk.press("7", "f5")
        await desk.until(lambda: "已与学院同步：没有新的改动。" in desk.said)
        assert not college_note.read().refused


@pytest.mark.parametrize("where", ["network", "merge"])
async def test_what_the_disk_refuses_is_tried_again(joined: Home, server: Server, clock: Clock, where: str) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        wrong = OSError(errno.EIO, "Input/output error")

        def broken() -> None:
            raise wrong

        if where == "network":
            server.wrong = wrong
        else:
            server.brings = broken
        await looked(desk, clock, 31)
        await desk.until(lambda: college_note.read().refused)
        assert "Input/output error" in college_note.read().trouble and not list(joined.logs.glob("crash-*"))
        server.wrong, server.brings = None, lambda: None
        await looked(desk, clock, 6)
        await desk.until(lambda: "end" in server.names())
        assert not college_note.read().refused


async def test_who_fails_with_the_turn_hangs_up_and_waits_for_no_network(
    joined: Home, server: Server, clock: Clock
) -> None:
    """The turn goes with the line: to give it back would keep the screens waiting where the network stands still."""
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)

        def busy() -> None:
            raise BusyError("占用")

        server.brings, server.closed = busy, 0
        await looked(desk, clock, 31)
        await desk.until(lambda: "discard" in server.names())
        assert server.hung_up == [True]


async def test_the_key_of_the_room_exchanges_where_no_folder_is_set_up(
    joined: Home, server: Server, clock: Clock
) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        await desk.press("7", "f5")
        await desk.until(lambda: "已与学院同步：没有新的改动。" in desk.said)


async def test_nobody_is_asked_for_a_folder_who_syncs_through_the_college(
    joined: Home, server: Server, clock: Clock
) -> None:
    async with opened(joined, WIDE) as desk:
        await desk.press("7", "home")
        assert "这台电脑" in desk.text and "还没有设同步文件夹" not in desk.text
        await desk.until(lambda: "通过学院的服务器" in desk.text)
        await desk.press("enter")
        assert "文件夹" in desk.text and server.asked <= 1


async def test_the_key_of_the_room_sets_up_a_folder_where_the_seat_is_an_organisers(
    joined: Home, server: Server, clock: Clock
) -> None:
    joined.college.write_text(SEAT.replace("secretary", "organiser").replace("branch = 1\n", ""), encoding="utf-8")
    async with opened(joined, WIDE) as desk:
        await desk.until(lambda: desk.app._college is not None)
        await looked(desk, clock, 2)
        await desk.press("7")
        before = desk.text
        await desk.press("f5")
        assert desk.text != before and "文件夹" in desk.text and server.asked == 0


async def test_the_line_is_kept_while_somebody_works(joined: Home, server: Server, clock: Clock) -> None:
    async with opened(joined, WIDE) as desk:
        await first(desk, server, clock)
        assert server.closed == 0
        await looked(desk, clock, 301)
        await desk.until(lambda: server.closed == 1)


async def test_it_waits_until_there_is_a_branch(empty_home: Home, server: Server, clock: Clock) -> None:
    empty_home.college.write_text(SEAT, encoding="utf-8")
    async with opened(empty_home, WIDE) as desk:
        await desk.until(lambda: desk.app._college is not None)
        await looked(desk, clock, 100)
        assert server.asked == 0 and "建立支部" in desk.text


async def test_a_branch_alone_has_no_line_of_it(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("7")
        assert desk.app._college is None and "学院 " not in desk.text
        assert Document.select().count() == 0


async def test_an_organisers_seat_has_nothing_to_exchange(
    seeded_home: Home, server: Server, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    words = SEAT.replace('role = "secretary"\nbranch = 1', 'role = "organiser"')
    seeded_home.college.write_text(words, encoding="utf-8")
    async with opened(seeded_home, WIDE) as desk:
        await desk.until(lambda: desk.app._college is not None)
        await looked(desk, clock, 40)
        await desk.press("7", "1")
        assert server.steps == [] and "学院" not in desk.text.splitlines()[0].replace("外国语学院", "")
    from branchtui.cli.college import leaving

    leaving.send(seeded_home, NOW)
    assert capsys.readouterr().err == ""


async def test_a_seat_that_can_not_be_read_is_told(seeded_home: Home, server: Server, clock: Clock) -> None:
    seeded_home.college.write_text("name = ", encoding="utf-8")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("7", "down")
        assert "学院的服务器" in desk.text and any("读不懂" in words for words in desk.said)
