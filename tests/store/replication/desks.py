"""Copies of one branch's file at several desks, and stories of what happens to them, told one after the other."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from branchtui.store.engine import sql
from branchtui.store.file import health
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import (
    AgendaItem,
    Attendance,
    Contact,
    Evidence,
    Framework,
    Meeting,
    Member,
    Point,
    Report,
    Row,
)
from branchtui.store.models.people import NO_MORE
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.replication import packing, session
from branchtui.store.replication.adoption import adopt_rows
from branchtui.store.replication.merging.conflicts import Conflict
from branchtui.store.replication.registry import TABLES
from branchtui.store.writes import assign, trash
from branchtui.workflows.frameworks import tree
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from branchtui.workflows.frameworks.marks import mark, take_out
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.joining import joining
from branchtui.workflows.meetings import attendance, meetings
from branchtui.workflows.people import contacts, roster
from branchtui.workflows.registers import kinds, register
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import history, merging, purge, undo
from tests.conftest import NOW, TODAY
from tests.laws import merge_world
from tests.laws.test_undo_law import _start


class Desks:
    """`at` a desk one works, `brings` merges the file of another desk into one's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        self.names: list[str] = []
        for name in ("甲", "乙"):
            self.copied(_start(), name)

    def copied(self, source: Path | str, name: str) -> None:
        if isinstance(source, str):
            close_database()
            source = self.path(source)
        shutil.copyfile(source, self.path(name))
        if name not in self.names:
            self.names.append(name)

    def path(self, name: str) -> Path:
        return self._folder / f"{name}.db"

    def at(self, name: str) -> None:
        close_database()
        open_database(self.path(name))

    def brings(self, source: str, to: str) -> list[Conflict]:
        """The conflicts that are open at desk `to` afterwards."""
        self.at(to)
        merge_world.join(self.path(source))
        assert health.problems() == []
        merge_world.flags_are_right()
        return merging.conflicts()

    def all_alike(self) -> list[Conflict]:
        """Everything to everybody; the conflicts, the same at each desk."""
        for _ in range(2):
            for to in self.names:
                for source in self.names:
                    if source != to:
                        self.brings(source, to)
        found = []
        for name in self.names:
            self.at(name)
            found.append((merge_world.stored(), merging.conflicts()))
        assert all(one == found[0] for one in found)
        return found[0][1]


def change(row: Row, **values: object) -> None:
    with act("改"):
        assign(type(row).get_by_id(row.id), values)


def throw_away(row: Row) -> None:
    with act("放入回收"):
        trash(type(row).get_by_id(row.id))


def fields(found: list[Conflict]) -> list[tuple[str, list[tuple[object, ...]]]]:
    return [(merging.field(one), sorted((value.stored for value in one.values), key=repr)) for one in found]


def held() -> Meeting:
    return Meeting.get(Meeting.title == "全会精神")


def report() -> Report:
    return Report.get()


def contact(desks: Desks) -> Contact:
    """One that both desks have."""
    desks.at("甲")
    made: Contact = contacts.add_contact("王芳")
    desks.copied("甲", "乙")
    return made


# -- the rows of the matrix (sync.md §5.4) ----------------------------------------------------------------------------


def other_columns(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    desks.at("乙")
    change(row, position="秘书")
    assert desks.all_alike() == []
    assert (Contact.get_by_id(row.id).phone, Contact.get_by_id(row.id).position) == ("1", "秘书")


def the_same_value(desks: Desks) -> None:
    row = contact(desks)
    for name in ("甲", "乙"):
        desks.at(name)
        change(row, phone="1")
    assert desks.all_alike() == []


def the_same_cell(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    desks.at("乙")
    change(row, phone="0")
    change(row, phone="2")  # its number is the greater
    (one,) = desks.all_alike()
    assert fields([one]) == [("电话", [("1",), ("2",)])]
    assert Contact.get_by_id(row.id).phone == "2"
    assert [value.shown for value in one.values] == [True, False]
    told = [change.after for entry in history.of(Contact.get_by_id(row.id), NOW) for change in entry.changes]
    assert {"1", "2"} <= set(told)


def an_edit_that_knew_the_other(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    for text in "12345":
        change(row, phone=text)
    desks.brings("甲", "乙")
    change(row, phone="6")
    assert desks.all_alike() == []
    assert Contact.get_by_id(row.id).phone == "6"


def an_edit_on_top_beside_another(desks: Desks) -> None:
    """One desk goes on from what the other wrote, which meanwhile writes another column of the row."""
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    desks.brings("甲", "乙")
    change(row, phone="2")
    desks.at("甲")
    change(row, position="秘书")
    assert desks.all_alike() == []
    assert (Contact.get_by_id(row.id).phone, Contact.get_by_id(row.id).position) == ("2", "秘书")


def edited_here_deleted_there(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    desks.at("乙")
    throw_away(row)
    (one,) = desks.all_alike()
    assert fields([one]) == [("删除还是保留", [(0,), (1,)])]
    assert not Contact.get_by_id(row.id).deleted
    assert Contact.get_by_id(row.id).phone == "1"
    for take, gone in ((0, False), (1, True)):
        other = Desks(desks._folder / str(take))
        for name in ("甲", "乙"):
            other.copied(desks.path(name), name)
        other.at("甲")
        (mine,) = merging.conflicts()
        number = next(place for place, value in enumerate(mine.values, 1) if value.stored == (take,))
        merging.resolve(mine, number, today=TODAY)
        assert merging.conflicts() == []
        assert other.all_alike() == []
        assert Contact.get_by_id(row.id).deleted is gone


def edited_although_flagged_as_deleted(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    desks.at("乙")
    throw_away(row)
    desks.brings("乙", "甲")
    change(row, phone="2")
    assert desks.all_alike() == []
    assert (Contact.get_by_id(row.id).deleted, Contact.get_by_id(row.id).phone) == (False, "2")


def what_is_done_to_a_row_that_is_flagged_as_deleted_can_be_taken_back(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    desks.at("乙")
    throw_away(row)
    desks.brings("乙", "甲")
    for again in (lambda: change(row, phone="2"), lambda: throw_away(row)):
        again()
        undo.undo_last()
        assert (Contact.get_by_id(row.id).deleted, Contact.get_by_id(row.id).phone) == (False, "1")
    desks.all_alike()
    assert (Contact.get_by_id(row.id).deleted, Contact.get_by_id(row.id).phone) == (False, "1")


def thrown_away_again_while_another_wrote(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    desks.at("乙")
    throw_away(row)
    desks.brings("乙", "甲")
    desks.brings("甲", "乙")  # both see it flagged
    change(row, phone="2")
    desks.at("甲")
    for text in "3456":
        change(held(), place=text)  # the numbers here are the greater
    throw_away(row)
    (one,) = desks.all_alike()
    assert fields([one]) == [("删除还是保留", [(0,), (1,)])]
    assert (Contact.get_by_id(row.id).deleted, Contact.get_by_id(row.id).phone) == (False, "2")


def deleted_on_both(desks: Desks) -> None:
    row = contact(desks)
    for name in ("甲", "乙"):
        desks.at(name)
        throw_away(row)
    assert desks.all_alike() == []
    assert Contact.get_by_id(row.id).deleted


def part_added_whole_deleted(desks: Desks) -> None:
    desks.at("甲")
    row = held()
    made = meetings.add_item(row, "补充一项")
    desks.at("乙")
    throw_away(row)
    (one,) = desks.all_alike()
    assert fields([one]) == [("删除还是保留", [(0,), (1,)])]
    assert not Meeting.get_by_id(row.id).deleted
    throw_away(made)
    assert desks.all_alike() == []
    assert Meeting.get_by_id(row.id).deleted


def a_pair_made_twice(desks: Desks) -> None:
    for name, state in (("甲", "late"), ("乙", "exempt")):
        desks.at(name)
        member = sorted(facts.attendances(held()))[0]
        attendance.set_states(held(), {member: (state, state)})
    (one,) = desks.all_alike()
    assert [value.stored[0] for value in one.values] in (["late", "exempt"], ["exempt", "late"])


def settled_on_both(desks: Desks) -> None:
    row = contact(desks)
    for name, text in (("甲", "1"), ("乙", "2")):
        desks.at(name)
        change(row, phone=text)
    desks.all_alike()
    for name, text in (("甲", "3"), ("乙", "4")):
        desks.at(name)
        merging.resolve(merging.conflicts()[0], text=text, today=TODAY)
    assert fields(desks.all_alike()) == [("电话", [("3",), ("4",)])]


def settled_while_a_third_wrote(desks: Desks) -> None:
    row = contact(desks)
    desks.copied("甲", "丙")
    for name, text in (("甲", "1"), ("乙", "2"), ("丙", "3")):
        desks.at(name)
        change(row, phone=text)
    desks.brings("乙", "甲")
    merging.resolve(merging.conflicts()[0], text="4", today=TODAY)
    assert fields(desks.all_alike()) == [("电话", [("3",), ("4",)])]


def order_is_nobodys_question(desks: Desks) -> None:
    desks.at("甲")
    row = facts.items(held())[0]
    for name, key in (("甲", "x"), ("乙", "y")):
        desks.at(name)
        change(row, order_key=key)
    assert desks.all_alike() == []
    assert sql.value("SELECT count(*) FROM stamp_sibling") == 2  # and yet nothing is lost


def closed_while_a_text_was_written(desks: Desks) -> None:
    desks.at("甲")
    row, item = held(), facts.items(held())[0]
    change(row, state="filed")
    desks.at("乙")
    change(item, record="补记一句。")
    (one,) = desks.all_alike()
    assert (one.closed, merging.field(one)) == (True, "状态（关闭以后，文字在别处又改了）")
    merging.resolve(one, 1, today=TODAY)
    assert merging.conflicts() == [], "it is settled here at once, and not at the next merge"
    assert desks.all_alike() == []
    assert Meeting.get_by_id(row.id).state == "filed"


def closed_in_a_value_that_is_not_shown(desks: Desks) -> None:
    desks.at("甲")
    row, item = held(), facts.items(held())[0]
    change(row, state="filed")
    desks.at("乙")
    change(row, reason="x")
    change(row, state="recorded")  # its number is the greater
    desks.copied("甲", "丙")
    desks.at("丙")
    desks.brings("乙", "甲")
    assert Meeting.get_by_id(row.id).state == "recorded"
    desks.copied(_start(), "丁")
    desks.at("丁")
    change(item, record="补记一句。")
    desks.all_alike()
    assert sql.value("SELECT count(*) FROM stamp_notice WHERE kind = 2") == 1


# -- texts ------------------------------------------------------------------------------------------------------------

TEXT = "会议由书记主持。\n应到三十二人，实到二十九人。\n会议强调抓好落实。\n会议于十时结束。"


def a_text(desks: Desks) -> Report:
    desks.at("甲")
    reports.edit_report(report(), body=TEXT)
    desks.copied("甲", "乙")
    desks.at("甲")
    return report()


def different_sentences(desks: Desks) -> None:
    row = a_text(desks)
    first, second = TEXT.replace("书记主持", "副书记主持"), TEXT.replace("十时", "十一时")
    change(row, body=first)
    desks.at("乙")
    change(row, body=second)
    (one,) = desks.all_alike()
    assert report().body == first.replace("十时", "十一时")
    assert sorted(value.stored[0] for value in one.values[:2]) == sorted([first, second])  # type: ignore[type-var]
    assert merging.versions(one, NOW)[2].who == "两边的改动已自动合并，请核对"
    assert [value.shown for value in one.values] == [False, False, True]
    merging.resolve(one, 3, today=TODAY)
    assert desks.all_alike() == []
    assert report().body == first.replace("十时", "十一时")


def the_same_sentence(desks: Desks) -> None:
    row = a_text(desks)
    texts = [TEXT.replace("三十二", number) for number in ("三十三", "三十一")]
    for name, text in zip(("甲", "乙"), texts, strict=True):
        desks.at(name)
        change(row, body=text)
    (one,) = desks.all_alike()
    assert sorted(value.stored[0] for value in one.values) == sorted(texts)  # type: ignore[type-var]
    assert report().body in texts


def nothing_is_joined_in_what_is_closed(desks: Desks) -> None:
    row = a_text(desks)
    first, second = TEXT.replace("书记主持", "副书记主持"), TEXT.replace("十时", "十一时")
    change(row, body=first)
    change(row, state="submitted")
    desks.at("乙")
    change(row, body=second)
    found = desks.all_alike()
    assert report().body in (first, second)
    assert any(one.closed for one in found)


# -- what a proof has found to go wrong (sync.md §9.17) ---------------------------------------------------------------


def both_values_reach_a_third_desk(desks: Desks) -> None:
    """A row that is new there, with two values: both come along."""
    row = contact(desks)
    desks.copied(_start(), "丙")
    for name, text in (("甲", "1"), ("乙", "2")):
        desks.at(name)
        change(row, phone=text)
    desks.brings("乙", "甲")
    assert fields(desks.brings("甲", "丙")) == [("电话", [("1",), ("2",)])]
    assert fields(desks.all_alike()) == [("电话", [("1",), ("2",)])]


def a_row_with_a_conflict_goes_to_the_trash(desks: Desks) -> None:
    row = contact(desks)
    for name, text in (("甲", "1"), ("乙", "2")):
        desks.at(name)
        change(row, phone=text)
    desks.brings("乙", "甲")
    throw_away(row)
    assert desks.all_alike() == []
    column = TABLES["contact"].column("phone")
    past = {value for (_, _, col, *_), value in merge_world.history().items() if col == column}
    assert {"1", "2"} <= past


def a_copy_within_a_sitting(desks: Desks) -> None:
    """A copy of the live file holds a version of a text that its desk then makes one with the next."""
    desks.at("甲")
    long = "会议强调，要把学习成果转化为服务师生的具体行动。" * 100
    for text in (long, long + "一。"):
        reports.edit_report(report(), body=text)
    shutil.copyfile(desks.path("甲"), desks.path("乙"))
    reports.edit_report(report(), body=long + "一。二。")
    desks.brings("甲", "乙")
    assert long + "一。" in merge_world.history().values()
    session.end()
    packing.pack()
    assert health.problems() == []


def migrated_at_two_desks(desks: Desks) -> None:
    """Rows that have no stamp get the same at both, so one edit afterwards is no conflict."""
    row = contact(desks)
    for name in ("甲", "乙"):
        desks.at(name)
        sql.execute("DELETE FROM stamp_head WHERE tbl = ?", TABLES["contact"].number)
        adopt_rows()
    change(row, phone="1")
    assert desks.all_alike() == []
    assert Contact.get_by_id(row.id).phone == "1"


def numbers_go_on_from_the_greatest(desks: Desks) -> None:
    row = contact(desks)
    desks.at("乙")
    for text in "123456789":
        change(row, phone=text)
    there = session.clock()
    desks.brings("乙", "甲")
    assert session.clock() >= there
    change(row, unit="学院")
    assert session.clock() > there


def a_copied_file_goes_on_at_two_desks(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="0")
    shutil.copyfile(desks.path("甲"), desks.path("乙"))  # while it is open
    change(row, phone="1")
    desks.at("乙")
    change(row, phone="2")
    assert fields(desks.all_alike()) == [("电话", [("1",), ("2",)])]


def criss_cross(desks: Desks) -> None:
    row = contact(desks)
    for name, text in (("甲", "1"), ("乙", "2")):
        desks.at(name)
        change(row, phone=text)
    desks.copied("甲", "旧甲")
    desks.brings("乙", "甲")
    desks.brings("旧甲", "乙")
    change(row, phone="3")
    assert desks.all_alike() == []
    assert Contact.get_by_id(row.id).phone == "3"


def numbers_of_rows_are_of_one_file(desks: Desks) -> None:
    for name in ("甲", "乙"):
        desks.at(name)
        for number in range(3):
            contacts.add_contact(f"{name}{number}", unit=name)
    assert desks.all_alike() == []
    assert sorted((row.name, row.unit) for row in Contact.select()) == [
        (f"{name}{number}", name) for name in sorted("甲乙") for number in range(3)
    ]


def what_others_did_is_not_undone_here(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    desks.at("乙")
    with act("那边的事"):
        change(row, position="秘书")
    desks.brings("乙", "甲")
    names = [one.name for one in undo.listed()]
    assert "那边的事" not in names and "改" in names
    assert sql.value("SELECT count(*) FROM act WHERE name = '那边的事'") == 1
    undo.undo_last()
    assert (Contact.get_by_id(row.id).phone, Contact.get_by_id(row.id).position) == ("", "秘书")
    assert desks.all_alike() == []


def packed_versions_can_be_read_there(desks: Desks) -> None:
    desks.at("甲")
    texts = [TEXT * 8 + number for number in "一二三"]
    for text in texts:
        reports.edit_report(report(), body=text)
    session.end()
    packing.pack()
    assert sql.value("SELECT count(*) FROM stamp_history WHERE typeof(value) = 'blob' AND length(value) > 20")
    desks.brings("甲", "乙")
    assert set(texts[:2]) <= set(merge_world.history().values())


# -- purges -----------------------------------------------------------------------------------------------------------


def purged_here_written_there(desks: Desks) -> None:
    desks.at("甲")
    member: Member = Member.get(Member.name == "许青禾")
    entry: Attendance = Attendance.get(Attendance.member == member)
    purge.purge_member(member)
    desks.at("乙")
    change(member, phone="13900000000", name="许青和")
    with act("许青和的事"):
        change(member, job="讲师")
    attendance.set_states(held(), {member.id: ("excused", "住院")})
    desks.all_alike()
    for name in desks.names:
        desks.at(name)
        assert Member.get_by_id(member.id).name == "（已清除）"
        assert (Member.get_by_id(member.id).phone, Member.get_by_id(member.id).job) == ("", "")
        assert Attendance.get_by_id(entry.id).reason in ("", "（已清除）")
        session.end()
        purge.purge.vacuum()
        data = desks.path(name).read_bytes()
        for word in ("13900000000", "住院", "讲师"):
            assert word.encode() not in data


def purged_before_a_row_was_known(desks: Desks) -> None:
    desks.at("甲")
    member: Member = Member.get(Member.name == "许青禾")
    purge.purge_member(member)
    desks.at("乙")
    made = meetings.plan_meeting(
        "主题党日", when=NOW - timedelta(days=1), place="201", title="新", items=["学"], now=NOW
    )
    meetings.hold(made, now=NOW)
    attendance.set_states(made, {member.id: ("excused", "住院")})
    change(AgendaItem.get(AgendaItem.meeting == made), record="到会。")
    desks.all_alike()
    entry = Attendance.get((Attendance.meeting == made) & (Attendance.member == member))
    assert (entry.state, entry.reason) == ("excused", NO_MORE)
    assert date(2026, 3, 9) == Meeting.get_by_id(made.id).starts_at.date()


# -- frameworks -------------------------------------------------------------------------------------------------------


def one_file_adopted_at_two_desks(desks: Desks) -> None:
    """Each adopts the same file and marks something else: one framework, all marks, nothing to ask."""
    for name, titles in (("甲", ("王芳奖", "共同奖")), ("乙", ("李芳奖",))):
        desks.at(name)
        adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
        mark([Point.get(Point.key == "lilun")], [honour(title) for title in titles])
        mark([Point.get(Point.key == "lilun")], [held()])
    desks.at("乙")
    take_out(Point.get(Point.key == "gangwei"), [held()], "不相干")
    assert desks.all_alike() == []
    assert Framework.select().count() == 1
    (framework,) = Framework.select()
    row = next(each for each in standing(framework, TODAY).points if each.point.key == "lilun")
    marked = sorted(piece.thing.title for piece in row.pieces if piece.how == "marked")
    assert marked == sorted([held().title, "王芳奖", "共同奖", "李芳奖"])
    assert Evidence.select().where(Evidence.state == "out").count() == 1


def marked_here_taken_out_there(desks: Desks) -> None:
    """Whether a thing counts is said as one with the reason; both are asked about."""
    desks.at("甲")
    adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
    point = Point.get(Point.key == "lilun")
    mark([point], [held()])
    desks.copied("甲", "乙")
    desks.at("甲")
    take_out(point, [held()], "不相干")
    desks.at("乙")
    take_out(point, [held()], "另有归处")
    assert [merging.field(one) for one in desks.all_alike()] == ["佐证“理论学习制度落实”的状态"]


def a_point_moved_here_and_written_there(desks: Desks) -> None:
    desks.at("甲")
    adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
    desks.copied("甲", "乙")
    desks.at("甲")
    tree.move(Point.get(Point.key == "lilun"), "down")
    desks.at("乙")
    tree.move(Point.get(Point.key == "lilun"), "out")
    tree.change_point(Point.get(Point.key == "lilun"), today=TODAY, account="按月学习。")
    assert desks.all_alike() == []
    row = Point.get(Point.key == "lilun")
    assert (row.parent_id, row.account) == (None, "按月学习。")


def honour(title: str) -> Row:
    return register.add(kinds.HONOUR, {"title": title, "day": "2026-03-01"}, today=TODAY)


# -- two that are one -------------------------------------------------------------------------------------------------


def twins(desks: Desks, **facts: str) -> tuple[Member, Member]:
    """许青禾, who was at the meeting, and the same entered once more; both desks have both."""
    desks.at("甲")
    member: Member = Member.get(Member.name == "许青禾")
    other = roster.add_member("许青禾", since=date(2025, 9, 1), standing="probationary", namesake=True, **facts)
    desks.copied("甲", "乙")
    return member, other


def join(one: Member, other: Member) -> None:
    """The words of the first stand."""
    joining.join(one, other, {each.name: "kept" for each in joining.differences(one, other)}, today=TODAY)


def settled_everywhere(desks: Desks) -> list[Conflict]:
    """Everything to everybody, each settling what it got; what was merged away is named nowhere."""
    for _ in range(2):
        for to in desks.names:
            for source in desks.names:
                if source != to:
                    desks.brings(source, to)
                    purge.purge_what_came()
                    joining.settle()
    found = desks.all_alike()
    assert joining.left() == []
    return found


def joined_at_both_the_other_way_round(desks: Desks) -> None:
    member, other = twins(desks, phone="139")
    for name, pair in (("甲", (member, other)), ("乙", (other, member))):
        desks.at(name)
        join(*pair)
    settled_everywhere(desks)
    assert (Member.get_by_id(other.id).merged_into_id, Member.get_by_id(member.id).merged_into_id) == (member.id, None)
    assert Member.get_by_id(member.id).phone == "139"
    assert member.id in people.roster(TODAY)
    assert other.id not in people.roster(TODAY)
    rows = Attendance.select().where(Attendance.live(), Attendance.meeting == held(), Attendance.member == member)
    assert rows.count() == 1


def joined_here_named_there(desks: Desks) -> None:
    member, other = twins(desks)
    desks.at("甲")
    join(member, other)
    desks.at("乙")
    change(held(), host_id=other.id)
    made = meetings.plan_meeting(
        "主题党日", when=NOW - timedelta(days=1), place="201", title="新", items=["学"], now=NOW
    )
    meetings.hold(made, now=NOW)
    attendance.set_states(made, {other.id: ("late", ""), member.id: ("excused", "有课")})
    desks.at("甲")
    merging.merge(desks.path("乙"), today=TODAY)
    assert merging.conflicts() == []
    assert held().host_id == member.id
    (left,) = joining.left()  # the roll of the new meeting says two things of one person
    assert [row.id for row in left] == [member.id, other.id]
    (asked,) = joining.differences(*left)
    assert (asked.kept.split()[0], asked.other.split()[0]) == ("请假", "迟到")
    joining.join(*left, {asked.name: "other"}, today=TODAY)
    assert settled_everywhere(desks) == []
    entry = Attendance.get(Attendance.live(), Attendance.meeting == made, Attendance.member == member)
    assert (entry.state, held().host_id) == ("late", member.id)


def a_report_of_a_meeting_that_was_joined_elsewhere(desks: Desks) -> None:
    desks.at("甲")
    rows = [
        meetings.plan_meeting("党课", when=NOW - timedelta(days=1), place="201", title="新", items=["学"], now=NOW)
        for _ in range(2)
    ]
    one, other = sorted(rows, key=lambda row: row.id)
    desks.copied("甲", "乙")
    desks.at("甲")
    joining.join(one, other, {each.name: "kept" for each in joining.differences(one, other)}, today=TODAY)
    desks.at("乙")
    meetings.hold(Meeting.get_by_id(other.id), now=NOW)
    made = draft_from_meeting(facts.meeting(other.id))
    desks.at("甲")
    merging.merge(desks.path("乙"), today=TODAY)
    assert Report.get_by_id(made.id).about_id == one.id
    settled_everywhere(desks)


def values_that_mean_one_person_are_no_conflict(desks: Desks) -> None:
    member, other = twins(desks)
    desks.at("甲")
    change(held(), host_id=other.id)
    desks.copied("甲", "乙")
    desks.at("甲")
    join(member, other)  # the host is the one who goes on
    desks.at("乙")
    change(held(), host_id=member.id)
    change(held(), host_id=other.id)
    assert desks.all_alike() == []
    assert settled_everywhere(desks) == []
    assert held().host_id == member.id


def a_chain_of_three(desks: Desks) -> None:
    member, other = twins(desks)
    third = roster.add_member("许青禾", since=date(2025, 9, 1), standing="probationary", namesake=True)
    desks.copied("甲", "乙")
    desks.at("甲")
    join(member, other)
    desks.at("乙")
    join(other, third)
    settled_everywhere(desks)
    assert [row.id for row in Member.select().where(Member.live(), Member.name == "许青禾")] == [member.id]
    assert len([key for key in people.roster(TODAY) if key in (member.id, other.id, third.id)]) == 1


def a_join_undone_at_one_desk(desks: Desks) -> None:
    member, other = twins(desks)
    desks.at("甲")
    join(member, other)
    desks.brings("甲", "乙")
    desks.at("甲")
    undo.undo_last()
    assert settled_everywhere(desks) == []
    assert {member.id, other.id} <= people.roster(TODAY).keys()


def merged_into_each_other_by_an_older_version(desks: Desks) -> None:
    member, other = twins(desks)
    for name, one, into in (("甲", member, other), ("乙", other, member)):
        desks.at(name)
        change(one, merged_into=into)
    desks.brings("甲", "乙")
    joining.settle()
    ((kept, gone),) = joining.left()  # nobody has said since when they are on the roster
    assert (kept.id, gone.id) == (member.id, other.id)
    joining.join(kept, gone, {each.name: "kept" for each in joining.differences(kept, gone)}, today=TODAY)
    assert settled_everywhere(desks) == []
    into = [Member.get_by_id(key).merged_into_id for key in (member.id, other.id)]
    assert into == [None, member.id]
    assert [key for key in people.roster(TODAY) if key in (member.id, other.id)] == [member.id]


def purged_here_joined_there(desks: Desks) -> None:
    """The one who goes on is purged where nobody knew of the other entry yet to be theirs."""
    member, other = twins(desks, phone="13900000000", job="讲师")
    desks.at("甲")
    purge.purge_member(member)
    desks.at("乙")
    join(member, other)
    merged_everywhere(desks)
    gone_from_every_file(desks, "许青禾", "13900000000", "讲师")


def purged_edited_and_brought_back_by_an_old_backup(desks: Desks) -> None:
    desks.at("甲")
    member: Member = Member.get(Member.name == "许青禾")
    roster.change_member(member, since=TODAY, phone="13900000000")
    for name in ("乙", "丙"):
        desks.copied("甲", name)
    desks.copied("甲", "旧")
    desks.names.remove("旧")
    desks.at("甲")
    purge.purge_member(member)
    desks.at("乙")
    roster.change_member(member, since=TODAY, job="讲师", name="许青和")
    desks.copied("旧", "丙")  # a backup is put back there
    desks.at("丙")
    change(held(), place="302")
    merged_everywhere(desks)
    desks.at("甲")
    merging.merge(desks.path("旧"), today=TODAY)  # and the backup itself comes once more
    gone_from_every_file(desks, "许青禾", "许青和", "13900000000", "讲师")
    assert held().place == "302"


def merged_everywhere(desks: Desks) -> None:
    """As a person does it: each desk merges the file of each other, twice."""
    for _ in range(2):
        for to in desks.names:
            for source in desks.names:
                if source != to:
                    close_database()
                    desks.at(to)
                    merging.merge(desks.path(source), today=TODAY)
    desks.all_alike()


def gone_from_every_file(desks: Desks, *words: str) -> None:
    for name in desks.names:
        desks.at(name)
        data = desks.path(name).read_bytes()
        assert [word for word in words if word.encode() in data] == []


STORIES: dict[str, Callable[[Desks], None]] = {
    story.__name__: story
    for story in (
        other_columns,
        the_same_value,
        the_same_cell,
        an_edit_that_knew_the_other,
        an_edit_on_top_beside_another,
        edited_here_deleted_there,
        edited_although_flagged_as_deleted,
        thrown_away_again_while_another_wrote,
        what_is_done_to_a_row_that_is_flagged_as_deleted_can_be_taken_back,
        deleted_on_both,
        part_added_whole_deleted,
        a_pair_made_twice,
        settled_on_both,
        settled_while_a_third_wrote,
        order_is_nobodys_question,
        closed_while_a_text_was_written,
        closed_in_a_value_that_is_not_shown,
        different_sentences,
        the_same_sentence,
        nothing_is_joined_in_what_is_closed,
        both_values_reach_a_third_desk,
        a_row_with_a_conflict_goes_to_the_trash,
        a_copy_within_a_sitting,
        migrated_at_two_desks,
        numbers_go_on_from_the_greatest,
        a_copied_file_goes_on_at_two_desks,
        criss_cross,
        numbers_of_rows_are_of_one_file,
        what_others_did_is_not_undone_here,
        packed_versions_can_be_read_there,
        purged_here_written_there,
        purged_before_a_row_was_known,
        joined_at_both_the_other_way_round,
        joined_here_named_there,
        a_report_of_a_meeting_that_was_joined_elsewhere,
        values_that_mean_one_person_are_no_conflict,
        a_chain_of_three,
        a_join_undone_at_one_desk,
        merged_into_each_other_by_an_older_version,
        purged_here_joined_there,
        purged_edited_and_brought_back_by_an_old_backup,
        one_file_adopted_at_two_desks,
        marked_here_taken_out_there,
        a_point_moved_here_and_written_there,
    )
}
