"""What the organiser's rooms ask, asked of a real server."""

import logging
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from branchtui.errors import BranchError
from branchtui.paths import home
from branchtui.rules.college.column_words import columns_typed
from branchtui.store.college.connection import AwayError, CollegeError, connected
from branchtui.ui.rooms.college.source import Source
from branchtui.workflows.college import asking, seat
from branchtui.workflows.college.asking import Draft
from tests.college.cluster import Cluster

NOW = datetime(2026, 11, 24, 9)


def source(cluster: Cluster, folder: Path, *, branch: int | None = None) -> Source:
    """From a seat of the test's own."""
    login = f"rooms_{branch or 0}"
    at = cluster.seat(login, "organiser", branch)
    place = home(folder)
    seat.keep_certificate(place, cluster.certificate.read_text(encoding="ascii"))
    return Source(
        place, seat.Seat(b"c" * 16, "商学院党委", at.host, at.port, login, login, "organiser", branch, "full", "")
    )


def test_what_is_shown_of_all_branches(cluster: Cluster, tmp_path: Path) -> None:
    number = cluster.branch("房间里的党支部")
    seen = source(cluster, tmp_path).look(NOW, 2026)
    mine = next(each for each in seen.boards if each.head.number == number)
    assert (mine.head.name, mine.head.at, seen.at, seen.year) == ("房间里的党支部", None, NOW, 2026)
    assert [each.head.number for each in seen.figures] == [each.head.number for each in seen.boards]
    with pytest.raises(BranchError, match="没有 987654 号支部"):
        source(cluster, tmp_path).one(987654, NOW)


def test_the_college_is_called_as_it_is_now(cluster: Cluster, tmp_path: Path) -> None:
    """On the title line and in what is written; the seat keeps it for the time when the server is away."""
    rooms = source(cluster, tmp_path)
    with cluster.admin() as admin:
        now = admin.execute("SELECT name FROM college.hub").fetchone()[0]
    assert rooms.name == "商学院党委" != now
    rooms.look(NOW, 2026)
    kept = seat.read(home(tmp_path))
    assert kept is not None and rooms.name == kept.name == now


def test_what_is_asked_twice_under_one_key_is_one(cluster: Cluster, tmp_path: Path) -> None:
    number, key = cluster.branch("被要报表的党支部"), uuid4()
    rooms, asked = source(cluster, tmp_path), Draft("学时核对", to=[number], columns=columns_typed("姓名、学时"))
    first = rooms.ask(asked, key)
    assert rooms.ask(asked, key) == first != rooms.ask(asked, uuid4())
    request = next(each for each in rooms.look(NOW, 2026).requests if each.row.number == first)
    assert (request.row.kind, request.lacking) == ("sheet", [number])
    assert "已撤回" in rooms.withdraw(first)
    assert next(each for each in rooms.look(NOW, 2026).requests if each.row.number == first).row.withdrawn


def test_sheets_are_written(cluster: Cluster, tmp_path: Path) -> None:
    number = cluster.branch("还没有报的党支部")
    rooms = source(cluster, tmp_path)
    asked = rooms.ask(Draft("表", to=[number], columns=columns_typed("备注")), uuid4())
    assert "还没有报的：还没有报的党支部" in rooms.collect(asked, tmp_path / "表.xlsx", NOW.date())
    rooms.export(2026, tmp_path / "数字.xlsx", NOW.date())
    assert (tmp_path / "表.xlsx").exists() and (tmp_path / "数字.xlsx").exists()


def test_who_sees_some_branches_asks_nobody(cluster: Cluster, tmp_path: Path) -> None:
    number = cluster.branch("只看这一个")
    rooms = source(cluster, tmp_path, branch=number)
    assert [each.head.number for each in rooms.look(NOW, 2026).boards] == [number]
    with pytest.raises(CollegeError, match="不是管全部支部的组织员"):
        rooms.ask(Draft("通知"), uuid4())


def test_a_line_that_breaks_leaves_nothing_on_the_terminal(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The driver would write there in its own words."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # those of pytest
    boss = cluster.seat("breaking", "organiser", None)
    with pytest.raises(AwayError, match="本机照常可用"), connected(boss) as connection, cluster.admin() as admin:
        admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'breaking'")
        asking.requests(connection)
    assert capsys.readouterr().err == ""
