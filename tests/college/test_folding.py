"""Deltas that are folded into one come to what each of them comes to by itself, and what is wrong with one is told of that one."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from branchtui.store import merge
from branchtui.store.college import delta, folding, hub_note
from branchtui.store.college.names import mask
from branchtui.store.engine import sql
from branchtui.store.file import health
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import AgendaItem, Meeting
from branchtui.store.replication.merging import flags
from branchtui.store.writes import assign
from tests.college.cluster import Cluster
from tests.college.hub_desks import HubDesks
from tests.college.hub_world import Hub, HubWorld, without_settling
from tests.college.test_sync_refusals import damaged, newer, of_another_key
from tests.laws import merge_world

ROUNDS = 12  # of pushes that are not pulled by one


@pytest.fixture
def merges(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many files were merged."""
    tally: Counter[str] = Counter()
    take_in = merge.take_in_part

    def counted(path: Path, before: Callable[[], None]) -> object:
        tally["merged"] += 1
        return take_in(path, before)

    monkeypatch.setattr(merge, "take_in_part", counted)
    return tally


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(100 if metafunc.config.getoption("--attack") else 3))


def test_it_comes_to_what_each_by_itself_does(
    seed: int, cluster: Cluster, merges: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever three machines have done one after the other, pulled at once by one that has work of its own."""
    without_settling(monkeypatch)
    server = Hub(cluster, f"第{seed}支部")
    world = HubWorld(seed, server)
    try:
        for n in (0, 1, 2, 3, 0, 1, 2, 3):
            world.edit(n)
            world.sync(n)
        for _ in range(6):
            world.edit(3)
        twin = world.folder / "twin.db"
        close_database()
        world.open = None
        world.kept.put(world.paths[3], twin)
        for turn in range(ROUNDS):
            for _ in range(3):
                world.edit(turn % 3)
            world.sync(turn % 3)
        close_database()
        found, counted = [], []
        for path in (world.paths[3], twin):
            merges.clear()
            open_database(path)
            assert not server.sync(role="member").unread and not health.problems()
            found.append((merge_world.stored(), flags.flags()))
            counted.append(merges["merged"])
            close_database()
            monkeypatch.setattr(folding, "fold", lambda files, folder: (None, 0))
        folded, apart = found
        for key, value in folded[0].items():
            if key != "notices":
                assert value == apart[0][key], f"{key} differs"
        assert set(apart[0]["notices"]) <= set(folded[0]["notices"]), (
            "what meets at once is noted, and may be a pair more"
        )
        assert folded[1] == apart[1], "and what a person is asked is the same"
        assert counted[0] < counted[1] or counted[1] == 1
    finally:
        world.close()
        server.close()


def test_many_are_merged_at_once(desks: HubDesks, merges: Counter[str]) -> None:
    """Also where a row comes again, and where a new one is written on."""
    desks.at("乙")
    desks.sync("乙")
    for number in range(4):
        desks.title("甲", f"第{number}次")
        desks.sync("甲")
    item = AgendaItem.select().first()
    with act("加"):
        AgendaItem.create(meeting=item.meeting, title="新的", order_key="z")
    desks.sync("甲")
    with act("改"):
        assign(AgendaItem.get(AgendaItem.title == "新的"), {"title": "新的，又改了"})
    desks.sync("甲")
    merges.clear()
    done = desks.sync("乙")
    assert merges["merged"] == 1 and (done.new, done.updated) == (1, 1)
    assert AgendaItem.get(AgendaItem.order_key == "z").title == "新的，又改了"
    assert Meeting.get(Meeting.state == "held").title == "第3次"
    desks.all_alike()


@pytest.mark.parametrize("what", (damaged, of_another_key, newer), ids=lambda what: what.__name__)
def test_what_goes_before_one_that_can_not_be_read_is_merged(
    what: Callable[[HubDesks, int], None],
    desks: HubDesks,
    merges: Counter[str],
) -> None:
    for number in range(5):
        desks.title("甲", f"第{number}次")
        desks.sync("甲")
    what(desks, desks.hub.head()[0] - 1)
    desks.at("乙")
    merges.clear()
    done = desks.hub.sync()
    assert done.unread.startswith(f"第 {desks.hub.head()[0] - 1} 个") and done.away == 2
    assert Meeting.get(Meeting.state == "held").title == "第2次"
    assert merges["merged"] == 1


def test_what_is_wrong_in_one_of_many_is_told_of_that_one(
    desks: HubDesks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was sealed as it should be, but is no file of ours within: it and those after it are left, those before are not."""
    for number in range(3):
        desks.title("甲", f"第{number}次")
        if number == 1:
            sql.execute("UPDATE attendance SET state = 'nonsense' WHERE n = (SELECT min(n) FROM attendance)")
        desks.sync("甲")
    desks.at("乙")
    done = desks.hub.sync()
    assert done.unread.startswith(f"第 {desks.hub.head()[0] - 1} 个") and "读不懂" in done.unread
    assert Meeting.get(Meeting.state == "held").title == "第0次"


def test_what_empties_something_is_merged_by_itself(desks: HubDesks, tmp_path: Path) -> None:
    """It has to take away what those before it brought."""
    files = []
    for number in range(3):
        desks.title("甲", f"第{number}次")
        if number == 1:
            sql.execute(
                "INSERT INTO stamp_purge SELECT h.tbl, h.n, 2, h.wn, h.s FROM stamp_head h JOIN stamp_session k "
                "ON k.wn = h.wn ORDER BY h.s DESC LIMIT 1"
            )
        made, state = delta.make(mask("full")), hub_note.read()
        assert made is not None and state is not None
        hub_note.note(state, made.news)
        files.append(made.file)
    assert folding.fold(files, tmp_path) == (None, 1)
    assert folding.fold(files[1:], tmp_path) == (None, 0)
    assert sorted(tmp_path.glob(".*")) == []
    for file in files:
        file.unlink()
