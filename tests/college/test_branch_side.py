"""A branch and its organiser over a real server: asked, received, handed in, handed in again, withdrawn."""

import shutil
import socket
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from branchtui.cli.college import leaving
from branchtui.errors import BranchError, BusyError
from branchtui.files.exchange import sealing
from branchtui.files.photos import PhotoStore
from branchtui.paths import Home, home
from branchtui.rules.college.sheets import SheetColumn
from branchtui.store.college import answers, hub_note, server
from branchtui.store.college.connection import AwayError, CollegeError, connected
from branchtui.store.file import college_note
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Branch as BranchRow
from branchtui.store.models import Document
from branchtui.store.writes import assign
from branchtui.ui.lifecycle import college as lifecycle
from branchtui.workflows.college import asking, seat, syncing
from branchtui.workflows.college.asking import Draft
from branchtui.workflows.college.branch import handing_in, requests, sheets
from branchtui.workflows.college.branch.done import Done
from branchtui.workflows.college.branch.exchanging import Exchange, Line
from branchtui.workflows.college.seat import Seat
from branchtui.workflows.people.roster import add_member
from branchtui.workflows.safety import merging, unmerging
from tests.cli.conftest import Cli
from tests.college.cluster import Cluster
from tests.conftest import NOW, TODAY
from tests.ui.conftest import opened

COLUMNS = (SheetColumn("姓名", "person", "member"), SheetColumn("学时", "hours", "hours"))
STORED = [column.stored() for column in COLUMNS]
SHEET = Draft("党员培训情况表", "请填报。", date(2026, 3, 20), None, COLUMNS)


_numbers = count(1)


class Branch:
    """A machine of a branch, and the organiser's connection."""

    def __init__(self, place: Home, cluster: Cluster) -> None:
        self.place, self.cluster = place, cluster
        self.number = cluster.branch(f"第{next(_numbers)}支部")
        address = cluster.seat(f"zhou{self.number}", branch=self.number)
        with cluster.admin() as admin:
            college = admin.execute("SELECT id FROM college.hub").fetchone()[0].bytes
        self.seat = Seat(
            college,
            "海州大学国际商学院党委",
            "localhost",
            cluster.port,
            address.login,
            address.password,
            "secretary",
            self.number,
            "full",
            sealing.make_key(),
        )
        seat.write(place, self.seat)
        seat.keep_certificate(place, cluster.certificate.read_text(encoding="ascii"))
        self.organiser = cluster.seat("boss", "organiser", None)
        self.line = Line(place)
        self.photos = PhotoStore(place.photos, place.cache)

    def exchange(self) -> Done:
        one = Exchange(self.place, self.line, self.photos, now=NOW)
        one.connect()
        one.begin()
        done = Done()
        while one.goes_on:
            one.fetch()
            one.take_in()
            one.send()
            done = one.end()
        return done

    def ask(self, asked: Draft) -> int:
        with connected(self.organiser) as connection:
            return asking.ask(connection, asked._replace(to=[self.number]))

    def n(self) -> int:
        with self.cluster.admin() as admin:
            return int(admin.execute("SELECT n FROM college.branch WHERE number = %s", (self.number,)).fetchone()[0])

    def answered(self, request: int) -> list[tuple[int, object]]:
        with self.cluster.admin() as admin:
            return list(
                admin.execute(
                    "SELECT n, rows FROM college.answer WHERE request = %s AND branch = %s ORDER BY n",
                    (request, self.number),
                )
            )

    def close(self) -> None:
        self.line.close()
        with self.cluster.admin() as admin:
            admin.execute("UPDATE college.branch SET id = NULL WHERE number = %s", (self.number,))


@pytest.fixture
def machine(cluster: Cluster, branch: Cli, home_dir: object) -> Iterator[Branch]:
    place = home(str(home_dir))
    open_database(place.database)
    made = Branch(place, cluster)
    yield made
    made.close()


def test_what_is_asked_is_received_filled_in_and_handed_in(machine: Branch) -> None:
    number = machine.ask(SHEET)
    assert machine.exchange().requests == 1
    document = requests.request_numbered(number)
    assert (document.title, document.unit, document.due) == (SHEET.title, machine.seat.name, SHEET.due_on)
    assert machine.answered(number) == [(0, None)]
    machine.exchange()
    assert machine.answered(number) == [(0, None)]
    handing = sheets.ready(document, TODAY)
    count = handing_in.send(machine.place, handing)
    sheets.note_handed(document, handing, count, TODAY)
    assert machine.answered(number)[1] == (
        1,
        [[name, "0"] for name in ("林知远", "周以宁", "沈一禾", "沈亦和", "许青禾")],
    )
    assert handing_in.send(machine.place, handing) == 2


def test_a_column_that_may_stay_empty_is_handed_in_so(machine: Branch) -> None:
    columns = (SheetColumn("姓名", "person", "member"), SheetColumn("备注", "text", "", True))
    number = machine.ask(SHEET._replace(columns=columns))
    machine.exchange()
    handing = sheets.ready(requests.request_numbered(number), TODAY)
    assert handing_in.send(machine.place, handing) == 1
    assert machine.answered(number)[1][1] == [[name, ""] for name in ("林知远", "周以宁", "沈一禾", "沈亦和", "许青禾")]


def test_what_the_organiser_changes_and_withdraws_comes_again(machine: Branch) -> None:
    number = machine.ask(SHEET)
    machine.exchange()
    with machine.cluster.admin() as admin:
        admin.execute(
            "UPDATE college.request SET due_on = '2026-03-31', withdrawn = now() WHERE number = %s", (number,)
        )
    machine.exchange()
    document = requests.request_numbered(number)
    assert document.title == "（已撤回）党员培训情况表" and document.due is None


def test_a_reminder_knows_its_sheet_by_the_number_and_follows_its_day(machine: Branch) -> None:
    number = machine.ask(SHEET)
    with connected(machine.organiser) as connection:
        sent, _ = asking.remind(connection, number, TODAY)
    machine.exchange()
    reminder = requests.request_numbered(sent)
    assert reminder.due == SHEET.due_on and requests.said_of(reminder.id)["reminds"] == number  # type: ignore[index]
    with machine.cluster.admin() as admin:
        admin.execute("UPDATE college.request SET due_on = '2026-03-31' WHERE number = %s", (number,))
    machine.exchange()
    assert requests.request_numbered(sent).due == date(2026, 3, 31)
    handing = sheets.ready(requests.request_numbered(number), TODAY)
    sheets.note_handed(requests.request_numbered(number), handing, handing_in.send(machine.place, handing), TODAY)
    assert requests.request_numbered(sent).done_on == TODAY


def test_an_old_request_that_is_withdrawn_comes_again_too(machine: Branch) -> None:
    """However many came after it."""
    number = machine.ask(SHEET)
    for later in range(syncing._AGAIN + 1):
        machine.ask(Draft(f"通知{later}"))
    machine.exchange()
    with connected(machine.organiser) as connection:
        asking.withdraw(connection, number)
    assert machine.exchange().words == "已与学院同步：已推送本机的改动。学院撤回了：党员培训情况表。"
    assert "撤回" not in machine.exchange().words, "it is news once"
    document = requests.request_numbered(number)
    assert document.title == "（已撤回）党员培训情况表" and document.due is None


def test_an_old_request_that_gets_another_day_comes_again_too(machine: Branch) -> None:
    number = machine.ask(SHEET)
    for later in range(syncing._AGAIN + 1):
        machine.ask(Draft(f"通知{later}"))
    machine.exchange()
    with connected(machine.organiser) as connection:
        asking.change(connection, asking.request(connection, number), SHEET._replace(due_on=date(2026, 3, 31)), TODAY)
    assert "学院改了：党员培训情况表（期限是2026年3月31日）。" in machine.exchange().words
    assert "改了" not in machine.exchange().words, "it is news once"
    assert requests.request_numbered(number).due == date(2026, 3, 31)


def test_what_the_branch_has_seen_is_not_new_after_leaving_and_joining(machine: Branch) -> None:
    machine.ask(SHEET)
    machine.exchange()
    hub_note.forget()
    assert machine.exchange().requests == 0


def test_two_machines_that_write_one_request_down_make_one_document(machine: Branch, tmp_path: Path) -> None:
    machine.exchange()
    number = machine.ask(SHEET)
    second = tmp_path / "second.db"
    shutil.copy(machine.place.database, second)
    machine.exchange()
    close_database()

    open_database(second)
    asked = [server.Request(number, bytes(16), "sheet", SHEET.title, SHEET.body, SHEET.due_on, STORED, False, None)]
    requests.take_in(asked, machine.seat.college, TODAY, unit=machine.seat.name)
    row = requests.request_numbered(number)
    sheet = sheets.sheet_of(row, TODAY)
    assert sheet is not None
    sheets.put_row(row, 0, sheet.rows[0], ("林知远", "3"), today=TODAY)
    machine.exchange()
    assert [each.direction for each in Document.select().order_by(Document.direction)] == ["in", "out"]
    assert merging.conflicts() == []
    close_database()

    open_database(machine.place.database)
    machine.exchange()
    sheet = sheets.sheet_of(requests.request_numbered(number), TODAY)
    assert sheet is not None and sheet.rows[0] == ("林知远", "3")
    assert merging.conflicts() == []


def test_rows_that_two_machines_fill_in_come_together(machine: Branch, tmp_path: Path) -> None:
    number = machine.ask(SHEET)
    machine.exchange()
    fill(number, 0, "1")
    machine.exchange()
    second = tmp_path / "second.db"
    close_database()
    shutil.copy(machine.place.database, second)
    open_database(machine.place.database)
    fill(number, 1, "2")
    machine.exchange()
    close_database()
    open_database(second)
    fill(number, 3, "4")
    machine.exchange()
    sheet = sheets.sheet_of(requests.request_numbered(number), TODAY)
    assert sheet is not None and [row[1] for row in sheet.rows] == ["1", "2", "0", "4", "0"]
    (joined,) = merging.conflicts()
    assert joined.values[-1].shown and joined.values[-1].dot is None, "they are joined, and a person looks at that"


def fill(number: int, at: int, hours: str) -> None:
    row = requests.request_numbered(number)
    sheet = sheets.sheet_of(row, TODAY)
    assert sheet is not None
    sheets.put_row(row, at, sheet.rows[at], (sheet.rows[at][0], hours), today=TODAY)


def test_a_member_answers_nothing(machine: Branch) -> None:
    number = machine.ask(SHEET)
    machine.exchange()
    second = machine.ask(SHEET._replace(title="又一张"))
    seat.write(machine.place, machine.seat._replace(role="member"))
    machine.exchange()
    assert machine.answered(second) == [] and machine.answered(number) == [(0, None)]
    assert Document.select().count() == 1, "a secretary's machine writes it down, and sends it"


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("UPDATE college.seat SET until = '2020-01-01' WHERE login = 'zhou{0}'", "这个席位不能替支部报送"),
        ("UPDATE college.branch SET closed_on = '2020-01-01' WHERE number = {0}", "本支部已撤销"),
        ("UPDATE college.request SET branches = '{{}}' WHERE number = {1}", "学院没有向本支部要这张表"),
        ("UPDATE college.request SET withdrawn = now() WHERE number = {1}", "学院已撤回这张报表，没有报送"),
    ],
)
def test_a_refusal_is_a_sentence_and_notes_nothing(machine: Branch, done: str, said: str) -> None:
    number = machine.ask(SHEET)
    machine.exchange()
    with machine.cluster.admin() as admin:
        admin.execute(done.format(machine.number, number))
    document = requests.request_numbered(number)
    with pytest.raises(CollegeError, match=said):
        handing_in.send(machine.place, sheets.ready(document, TODAY))
    assert document.done_on is None and machine.answered(number) == [(0, None)]


def test_a_line_that_breaks_before_it_is_said_that_a_request_came_is_told(machine: Branch) -> None:
    machine.exchange()
    number = machine.ask(SHEET)
    with machine.cluster.admin() as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s", (machine.seat.login,)
        )
    with pytest.raises(AwayError, match="本机照常可用"):
        answers.received(machine.line.connection(machine.seat), machine.number, [number])


def test_what_is_withdrawn_before_it_is_said_that_it_came_stops_no_sync(machine: Branch) -> None:
    number = machine.ask(SHEET)
    with connected(machine.organiser) as connection:
        asking.withdraw(connection, number)
    answers.received(machine.line.connection(machine.seat), machine.number, [number])
    assert machine.answered(number) == [(0, None)]


def test_a_server_that_is_slow_is_not_told_as_one_that_is_away(machine: Branch) -> None:
    number = machine.ask(SHEET)
    connection = machine.line.connection(machine.seat)
    connection.execute("SET statement_timeout = 50")
    with machine.cluster.admin() as admin, admin.transaction():
        admin.execute("LOCK TABLE college.request IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(AwayError, match="没有及时答复，本机照常可用"):
            answers.received(connection, machine.number, [number])


def test_a_sheet_that_is_too_large_is_not_told_as_a_server_that_is_away(machine: Branch) -> None:
    number = machine.ask(SHEET)
    with pytest.raises(CollegeError, match="报表超过 16 MB"):
        answers.hand_in(machine.line.connection(machine.seat), machine.number, number, [["x" * (17 << 20)]])


def test_a_college_that_was_renamed_is_called_so(machine: Branch) -> None:
    seat.write(machine.place, machine.seat._replace(name="以前的学院党委"))
    machine.exchange()
    kept = seat.read(machine.place)
    assert kept is not None and kept == machine.seat


def test_a_branch_that_was_closed_is_asked_nothing_more(machine: Branch) -> None:
    machine.exchange()
    number = machine.ask(SHEET)
    with machine.cluster.admin() as admin:
        admin.execute("UPDATE college.branch SET closed_on = '2020-01-01' WHERE number = %s", (machine.number,))
    machine.exchange()
    assert Document.select().count() == 0 and machine.answered(number) == []


def test_a_sheet_of_another_college_is_not_handed_in_here(machine: Branch) -> None:
    number = machine.ask(SHEET)
    machine.exchange()
    handing = sheets.ready(requests.request_numbered(number), TODAY)
    with pytest.raises(BranchError, match="学院以前的服务器要的"):
        handing_in.send(machine.place, _of_another(handing))


def _of_another(handing: sheets.Handing) -> sheets.Handing:
    return sheets.Handing(bytes(16), handing.number, handing.rows)


def test_a_machine_hears_that_another_one_has_pushed(machine: Branch, tmp_path: Path) -> None:
    """Its own pushes it knows of; and a connection that is lost is no push."""
    machine.exchange()
    hearing = machine.line
    assert not hearing.heard()
    with act("改"):
        assign(BranchRow.get(), {"unit": "另一个单位"})
    assert machine.exchange().pushed
    assert not hearing.heard(), "it was its own"

    machine.line = Line(machine.place)
    with act("改"):
        assign(BranchRow.get(), {"unit": "第三个单位"})
    assert machine.exchange().pushed
    machine.line.close()
    _until(hearing.heard)
    assert not hearing.heard(), "it was told before"

    machine.line = hearing
    with machine.cluster.admin() as admin:
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'zhou%'")
    _until(lambda: not hearing.heard() and hearing._connection is None)
    machine.exchange()


def _until(happens: Callable[[], bool]) -> None:
    """Nothing is slept: what is waited for comes over a socket of this machine."""
    last = time.monotonic() + 10
    while not happens():
        assert time.monotonic() < last


async def test_the_app_exchanges_by_itself(machine: Branch) -> None:
    number = machine.ask(SHEET)
    close_database()
    open_database(machine.place.database)
    async with opened(machine.place, (120, 36)) as desk:
        await desk.until(lambda: machine.answered(number) == [(0, None)])
        await desk.press("6")
        await desk.until(lambda: "党员培训情况表" in desk.text)
        await desk.press("enter", "delete", "f5", "1")
        await desk.until(lambda: len(machine.answered(number)) == 2)
        await desk.until(lambda: machine.n() >= 2)  # what was noted of it has been pushed too
        assert "学院未" not in desk.text and "学院不" not in desk.text


async def test_the_app_fetches_at_once_what_the_college_asks_for(
    machine: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "_EVERY", 3600.0)
    async with opened(machine.place, (120, 36)) as desk:
        await desk.until(lambda: machine.n() > 0)
        number = machine.ask(SHEET)
        await desk.until(lambda: machine.answered(number) == [(0, None)])


@pytest.mark.parametrize("after", ["fetch", "send"])
def test_a_backup_that_takes_the_place_of_the_file_meanwhile_loses_nothing(
    machine: Branch, tmp_path: Path, after: str
) -> None:
    machine.exchange()
    kept = tmp_path / "kept.db"
    close_database()
    shutil.copy(machine.place.database, kept)
    open_database(machine.place.database)
    number = machine.ask(SHEET)
    machine.exchange()
    fill(number, 0, "1")

    one = Exchange(machine.place, machine.line, machine.photos, now=NOW)
    one.connect()
    one.begin()
    one.fetch()
    if after == "send":
        one.take_in()
        one.send()
    close_database()
    shutil.copy(kept, machine.place.database)
    open_database(machine.place.database)
    with pytest.raises(BusyError, match="换了数据文件"):
        one.take_in() if after == "fetch" else one.end()
    one.discard()
    assert Document.select().count() == 0

    machine.exchange()
    sheet = sheets.sheet_of(requests.request_numbered(number), TODAY)
    assert sheet is not None and sheet.rows[0] == ("林知远", "1" if after == "send" else "0")


def test_a_merge_is_taken_back_only_until_the_college_has_it(machine: Branch, tmp_path: Path) -> None:
    """What lies there would come again with the next sync."""
    machine.exchange()
    other = tmp_path / "other.db"
    close_database()
    shutil.copy(machine.place.database, other)
    open_database(other)
    add_member("新来一", since=TODAY, standing="full")
    close_database()
    open_database(machine.place.database)
    assert merging.merge(other, today=TODAY).new
    assert unmerging.preview() is not None
    machine.exchange()
    with pytest.raises(BranchError, match="已和学院服务器同步过"):
        unmerging.preview()


def test_leaving_sends_what_is_new(machine: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    leaving.send(machine.place, NOW)
    assert machine.n() == 1 and "正在把改动发给学院" in capsys.readouterr().err
    leaving.send(machine.place, NOW)
    assert machine.n() == 1 and capsys.readouterr().err == "", "nothing is new, so nobody waits"
    assert college_note.read().synced_at == NOW


def test_leaving_tells_what_was_not_sent(machine: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    machine.exchange()
    with machine.cluster.admin() as admin:
        admin.execute("UPDATE college.branch SET closed_on = '2020-01-01' WHERE number = %s", (machine.number,))
    add_member("新来一", since=TODAY, standing="full")
    leaving.send(machine.place, NOW)
    assert "本机的改动没有推送：这个支部在学院服务器上已撤销。" in capsys.readouterr().err
    assert college_note.read().refused


def test_a_seat_that_only_looks_has_nothing_to_send(machine: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither is waited for when leaving, nor is it told as a trouble: nobody can do anything about it."""
    machine.exchange()
    seat.write(machine.place, machine.seat._replace(role="member"))
    add_member("新来一", since=TODAY, standing="full")
    leaving.send(machine.place, NOW)
    assert capsys.readouterr().err == ""
    done = machine.exchange()
    assert "本机的改动没有推送：这个席位只能看。" in done.words and not done.trouble


def test_leaving_does_not_wait_for_a_server_that_is_away(machine: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as silent:  # takes connections, and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        seat.write(machine.place, machine.seat._replace(port=silent.getsockname()[1]))
        leaving.send(machine.place, NOW, patience=0.2)
    assert "没有及时回答，先退出了。改动都在本机，下次再发。" in capsys.readouterr().err


def test_the_command_shows_the_sheet_and_hands_it_in(machine: Branch, branch: Cli) -> None:
    number = machine.ask(SHEET)
    machine.exchange()
    listed = branch("college", "hand-in")
    assert str(number) in listed.out and "党员培训情况表" in listed.out and "还没有报送" in listed.out
    asked = branch("college", "hand-in", str(number))
    assert asked.code != 0 and "--yes" in asked.err and machine.answered(number) == [(0, None)]
    done = branch("college", "hand-in", str(number), "--yes")
    assert done.code == 0 and "林知远" in done.out and "已报送：党员培训情况表，5 行。" in done.err
    again = branch("college", "hand-in", str(number), "--yes", "--json")
    assert '"times": 2' in again.out


def test_the_command_takes_what_was_filled_in_elsewhere(machine: Branch, branch: Cli, tmp_path: Path) -> None:
    number = str(machine.ask(SHEET))
    machine.exchange()
    file = tmp_path / "表.xlsx"
    assert branch("college", "hand-in", number, "-o", str(file)).out.strip() == str(file)
    other = tmp_path / "表.csv"
    other.write_text("姓名,学时\n林知远,7.5\n", encoding="utf-8")
    done = branch("college", "hand-in", number, "--file", str(other), "--yes")
    assert done.code == 0 and "按姓名对上 1 行" in done.err
    rows = dict(machine.answered(int(number)))[1]
    assert isinstance(rows, list) and rows[0] == ["林知远", "7.5"]
