"""Desks that sync through a server, and stories of what happens to them."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from branchtui.store.college import delta, server
from branchtui.store.file.database import act
from branchtui.store.models import AgendaItem, Attendance, Branch, Meeting, Member, Post, Report
from branchtui.store.queries import people
from branchtui.store.writes import assign, trash
from branchtui.workflows.college import packages
from branchtui.workflows.college.branch.done import Done
from branchtui.workflows.people import roster
from branchtui.workflows.safety import merging, purge
from tests.college.hub_world import Hub, own_publication, show_names
from tests.conftest import NOW, TODAY
from tests.laws import merge_world
from tests.store.replication.desks import Desks


class HubDesks(Desks):
    """Three desks, each of which has synced."""

    def __init__(self, folder: Path, hub: Hub) -> None:
        super().__init__(folder)
        self.hub = hub
        self.at("甲")
        show_names()
        for name in ("乙", "丙"):
            self.copied("甲", name)
        for name in self.names:
            self.sync(name)

    def sync(self, name: str) -> Done:
        self.at(name)
        done = self.hub.sync()
        assert not done.unread, done.unread
        merge_world.flags_are_right()
        return done

    def branch_id(self) -> bytes:
        """The id of the branch of the open file."""
        return bytes(Branch.get().id)

    def all_alike(self) -> list[merging.Conflict]:
        """Everybody syncs; the conflicts, the same at each desk, and the publication is what stands there."""
        for _ in range(2):
            for name in self.names:
                self.sync(name)
        found = []
        for name in self.names:
            self.at(name)
            found.append((merge_world.stored(), merging.conflicts()))
        assert all(one == found[0] for one in found)
        assert self.hub.published() == own_publication()
        return found[0][1]

    def title(self, name: str, text: str) -> None:
        """Somebody at this desk gives the meeting another title."""
        self.at(name)
        with act("改"):
            assign(Meeting.get(Meeting.state == "held"), {"title": text})

    def titles(self) -> set[str]:
        """The title of the meeting now, those it had, and those that others gave it."""
        others = {str(value.stored[0]) for conflict in merging.conflicts() for value in conflict.values}
        had = {str(value) for value in merge_world.history().values()}
        return others | had | {Meeting.get(Meeting.state == "held").title}


def a_conflict_reaches_the_third(desks: HubDesks) -> None:
    """Both values come along where two wrote one cell."""
    for name in ("甲", "乙"):
        desks.title(name, f"{name}写的")
    for name in ("甲", "乙", "丙"):
        desks.sync(name)
    found = merging.conflicts()
    assert {value.stored[0] for conflict in found for value in conflict.values} == {"甲写的", "乙写的"}
    assert desks.all_alike()


def a_part_comes_with_its_whole(desks: HubDesks) -> None:
    """What a changed row refers to is in the package, so that it is whole by itself."""
    desks.at("甲")
    with act("改"):
        assign(AgendaItem.select().first(), {"title": "另一项"})
    desks.sync("甲")
    assert desks.sync("乙").updated == 1
    desks.all_alike()


def a_part_keeps_its_whole(desks: HubDesks) -> None:
    """A meeting that was thrown away is shown again where something of it was written, and goes when that is written anew."""
    desks.at("甲")
    with act("放入回收"):
        trash(Meeting.get(Meeting.state == "held"))
    for text in ("病假", "事假"):
        desks.at("乙")
        entry = Attendance.select().where(Attendance.meeting == Meeting.get(Meeting.title == "全会精神")).first()
        with act("改"):
            assign(entry, {"state": "excused", "reason": text})
        desks.all_alike()


def what_was_known_is_thrown_away(desks: HubDesks) -> None:
    """Who throws a meeting away knowing what was written in it leaves no question to anybody."""
    desks.at("甲")
    with act("改"):
        assign(Attendance.select().first(), {"state": "excused", "reason": "病假"})
    for name in ("甲", "乙", "丙"):
        desks.sync(name)
    desks.at("乙")
    with act("放入回收"):
        trash(Meeting.get(Meeting.state == "held"))
    desks.sync("乙")
    desks.sync("甲")
    assert Meeting.get(Meeting.state == "held").deleted
    assert not desks.all_alike()


def the_server_is_set_back(desks: HubDesks) -> None:
    """What it had lost is pushed again by whoever has it."""
    desks.hub.back_up()
    desks.title("甲", "只在各台电脑上的")
    desks.all_alike()
    desks.hub.set_back()
    desks.at("丙")
    with act("改"):
        assign(Post.select().first(), {"name": "后来的岗"})
    desks.all_alike()
    assert "只在各台电脑上的" in repr(desks.hub.published())


def the_server_is_set_back_between_pull_and_push(desks: HubDesks) -> None:
    """The number alone does not tell on what a push rests."""
    desks.hub.back_up()
    desks.title("甲", "第一")
    desks.all_alike()
    desks.title("甲", "第二")
    one = desks.hub.begun()
    one.fetch()
    desks.hub.set_back()
    number, _ = desks.hub.head()
    desks.title("丙", "别的")
    desks.sync("丙")
    assert desks.hub.head()[0] == number + 1  # as there were before
    desks.at("甲")
    while one.goes_on:
        one.take_in()
        one.send()
        one.end()
        if one.goes_on:
            one.fetch()
    desks.all_alike()
    assert {"第一", "第二", "别的"} <= desks.titles()


def the_answer_is_lost(desks: HubDesks) -> None:
    """The same push comes twice, and is there once."""
    desks.title("甲", "一次")
    made = delta.make(lambda table, row: row)
    assert made is not None
    one = packages.sealed(packages.prepare(made, desks.branch_id(), desks.hub.seat.key, n=0, now=NOW))
    base = desks.hub.head()
    first = server.push(desks.hub.connection, desks.hub.branch, *base, one)
    assert first.ok and first.n == base[0] + 1
    assert server.push(desks.hub.connection, desks.hub.branch, *base, one) == first
    desks.all_alike()


def it_is_damaged_on_the_way(desks: HubDesks) -> None:
    """The server takes nothing that is not what was sent."""
    desks.title("甲", "完好")
    made = delta.make(lambda table, row: row)
    assert made is not None
    one = packages.sealed(packages.prepare(made, desks.branch_id(), desks.hub.seat.key, n=0, now=NOW))
    base = desks.hub.head()
    with suppress(server.CollegeError):
        server.push(desks.hub.connection, desks.hub.branch, *base, one._replace(bytes=one.bytes[:-1] + b"?"))
    assert desks.hub.head() == base
    desks.all_alike()


def what_is_purged_goes_everywhere(desks: HubDesks) -> None:
    """From the publication too what another machine had told unaware of it; and no older package is left."""
    desks.at("甲")
    member = people.person("沈一禾", TODAY)
    purge.purge_member(Member.get_by_id(member.id))
    desks.at("乙")
    roster.change_member(Member.get_by_id(member.id), since=TODAY, away="外出挂职")
    desks.sync("乙")
    assert "外出挂职" in repr(desks.hub.published())
    assert desks.sync("甲").forgotten
    assert not {"沈一禾", "外出挂职"} & set(re.findall(r"\w+", repr(desks.hub.published())))
    kinds = desks.hub.admin.execute(
        "SELECT kind FROM college.package WHERE branch = %s", (desks.hub.branch,)
    ).fetchall()
    assert kinds == [("snapshot",)]
    desks.all_alike()
    assert not any(desks.sync(name).forgotten for name in desks.names)


def a_text_is_written_on_after_a_push(desks: HubDesks) -> None:
    """Versions of one sitting are one, but none that was pushed becomes another."""
    for number in range(3):
        desks.at("甲")
        row = Report.get()
        with act("改"):
            assign(row, {"body": "会议由支部书记主持。" * 40 + f"第{number}版。"})
        desks.sync("甲")
        desks.sync("乙")
    desks.all_alike()


STORIES: dict[str, Callable[[HubDesks], None]] = {
    story.__name__: story
    for story in (
        a_conflict_reaches_the_third,
        a_part_comes_with_its_whole,
        a_part_keeps_its_whole,
        what_was_known_is_thrown_away,
        the_server_is_set_back,
        the_server_is_set_back_between_pull_and_push,
        the_answer_is_lost,
        it_is_damaged_on_the_way,
        what_is_purged_goes_everywhere,
        a_text_is_written_on_after_a_push,
    )
}
