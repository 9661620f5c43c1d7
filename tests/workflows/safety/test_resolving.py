"""Settling conflicts: what is told of them, all of one machine's at once, undoing it, and what history says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.file.database import close_database
from branchtui.store.models import AgendaItem, Contact, Meeting, Row
from branchtui.store.queries import meetings as facts
from branchtui.store.replication import row_versions
from branchtui.store.replication.merging import flags
from branchtui.workflows.concurrent_edits import save_dirty
from branchtui.workflows.meetings.ballots import add_ballot
from branchtui.workflows.people.contacts import change_contact
from branchtui.workflows.safety import history, merging, resolving, undo
from tests.conftest import NOW, TODAY
from tests.store.replication.desks import TEXT, Desks, a_text, change, contact, held, report, throw_away


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    yield Desks(tmp_path)
    close_database()


def away(desks: Desks, write: Callable[[], object]) -> None:
    """Something is written at the other desk, which is another machine, and brought here."""
    desks.at("乙")
    write()
    sql.execute(
        "UPDATE stamp_writer SET home = x'aa', device = '办公室', person = '周以宁' "
        "WHERE n = (SELECT wn FROM stamp_session)"
    )
    desks.brings("乙", "甲")


def both_wrote(desks: Desks, row: Row, here: dict[str, object], there: dict[str, object]) -> None:
    desks.at("甲")
    change(row, **here)
    away(desks, lambda: change(row, **there))


def take(word: str) -> None:
    (one,) = merging.conflicts()
    number = next(at for at, value in enumerate(one.values, 1) if value.stored == (word,))
    resolving.settle(one, number, today=TODAY)


def test_a_thing_is_told_of_with_its_parts(desks: Desks) -> None:
    desks.at("甲")
    item = facts.items(held())[0]
    both_wrote(desks, item, {"title": "学条例"}, {"title": "学准则"})
    assert resolving.warning(held()) == "这里有 1 处两边写得不一样还没有处理，文件里是现在显示的那份。"
    assert resolving.warning(report()) == ""
    (one,) = resolving.of_thing(held())
    assert one == merging.conflicts()[0]
    assert resolving.told_of([one]) == "1 处两边写得不一样：议程"
    assert resolving.elsewhere(one) == ["办公室"]
    assert list(flags.by_thing("meeting")) == [held().id] and flags.by_thing("agenda_item") == {}


def test_everything_of_one_machine_is_taken_as_one_step(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1", position="秘书")
    other = held()
    change(other, place="201")

    def there() -> None:
        change(row, phone="2", position="干事")
        change(other, place="302")

    away(desks, there)
    count = len(merging.conflicts())
    machine = next(one for one in resolving.machines(merging.conflicts()) if not one.here)
    assert (machine.words, machine.conflicts, machine.trashed) == ("办公室", count, 0)
    assert resolving.take_all_of(machine, today=TODAY) == f"已处理 {count} 处冲突，都用办公室写的"
    assert merging.conflicts() == [] and not flags.count()
    stored = Contact.get_by_id(row.id)
    assert (stored.phone, stored.position, held().place) == ("2", "干事", "302")
    assert "不再列为冲突" in undo.undo_last()
    with pytest.raises(BranchError, match="没有可取的了"):
        resolving.take_all_of(machine, today=TODAY)


def test_what_goes_to_the_trash_by_it_is_counted(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="1")
    away(desks, lambda: throw_away(row))
    machine = next(one for one in resolving.machines(merging.conflicts()) if not one.here)
    assert (machine.conflicts, machine.trashed) == (1, 1)
    resolving.take_all_of(machine, today=TODAY)
    assert Contact.get_by_id(row.id).deleted


def test_a_filed_meeting_is_left_alone(desks: Desks) -> None:
    desks.at("甲")
    row = held()
    both_wrote(desks, row, {"place": "203"}, {"place": "302"})
    shown = held().place
    machines = resolving.machines(merging.conflicts())
    change(row, state="filed")
    machine = next(one for one in machines if (one.name == "办公室") is (shown == "203"))
    with pytest.raises(BranchError, match="另有 1 处在已归档的会议里，没有动"):
        resolving.take_all_of(machine, today=TODAY)
    assert held().place == shown and len(merging.conflicts()) == 1


@pytest.mark.parametrize(("word", "told"), [("1", "放回了处理前显示的那份"), ("2", "当时取的就是显示的那份，内容不变")])
def test_undoing_a_decision_says_what_it_brings_back(desks: Desks, word: str, told: str) -> None:
    row = contact(desks)
    both_wrote(desks, row, {"phone": "1"}, {"phone": "0"})
    desks.at("乙")
    change(row, phone="2")  # its number is the greater
    desks.brings("乙", "甲")
    assert Contact.get_by_id(row.id).phone == "2"
    take(word)
    assert undo.undo_last() == (f"已撤销：处理冲突：往来“王芳”的电话。{told}；别的写法在历史里，不再列为冲突")
    assert Contact.get_by_id(row.id).phone == "2" and merging.conflicts() == []
    said = [one.after for entry in history.of(Contact.get_by_id(row.id), NOW) for one in entry.changes]
    assert {"1", "2"} <= set(said)


def test_a_decision_about_what_was_shown_long_ago_is_refused(desks: Desks) -> None:
    row = contact(desks)
    both_wrote(desks, row, {"phone": "1"}, {"phone": "2"})
    (seen,) = merging.conflicts()
    desks.at("乙")
    change(row, phone="3")
    desks.brings("乙", "甲")
    with pytest.raises(BranchError, match="又有了别的写法"):
        resolving.settle(seen, 1, today=TODAY)
    take("3")
    with pytest.raises(BranchError, match="已经处理过了"):
        resolving.settle(seen, 1, today=TODAY)
    assert Contact.get_by_id(row.id).phone == "3"


def test_history_tells_who_wrote_which_value_on_which_machine_and_the_decision(desks: Desks) -> None:
    row = contact(desks)
    both_wrote(desks, row, {"phone": "1"}, {"phone": "2"})
    take("1")
    told = [
        (entry.name, "办公室" in entry.who, change.before, change.after)
        for entry in history.of(Contact.get_by_id(row.id), NOW)
        for change in entry.changes
        if change.field == "电话"
    ]
    assert ("改", False, "", "1") in told and ("改", True, "", "2") in told
    assert [line for line in told if line[0].startswith("处理冲突")] == [
        ("处理冲突：往来“王芳”的电话", False, "2", "1")
    ]
    assert all(line[0] != "由其他程序修改" for line in told)


def test_a_joined_text_is_to_be_looked_over_and_its_numbers_are_checked(desks: Desks) -> None:
    desks.at("甲")
    add_ballot(facts.items(held())[0], "ordinary", {"motion": "一事", "yes": "3", "against": "0", "abstain": "0"})
    row = a_text(desks)
    change(row, body=TEXT.replace("书记主持", "副书记主持"))
    away(desks, lambda: change(row, body=TEXT.replace("十时", "十一时")))
    (one,) = merging.conflicts()
    assert resolving.is_joined(one) and resolving.word_of(one) == "已自动合并，请核对"
    assert resolving.told_of([one]) == "1 处已自动合并，请核对：正文"
    assert resolving.draft(one) == report().body
    (found,) = resolving.findings(one)
    assert found.startswith("新闻稿“") and "应到" in found, "the text says thirty-two"
    resolving.settle(one, 3, today=TODAY)
    assert merging.conflicts() == [] and "副书记" in report().body and "十一时" in report().body


def test_what_one_writes_oneself_begins_with_both_by_the_time_they_were_written(desks: Desks) -> None:
    desks.at("甲")
    item = facts.items(held())[0]
    change(item, record="一同开始。")
    desks.copied("甲", "乙")
    both_wrote(desks, item, {"record": "一同开始。甲说好。"}, {"record": "一同开始。乙说行。"})
    (one,) = merging.conflicts()
    first, second = (value.stored[0] for value in reversed(one.values))
    assert not resolving.is_joined(one)
    assert resolving.draft(one) == f"{first}{str(second).removeprefix('一同开始。')}"
    words = resolving.settle(one, text="一同开始。都说好。", today=TODAY)
    assert (
        words.startswith("已处理会议“全会精神”的冲突") and AgendaItem.get_by_id(item.id).record == "一同开始。都说好。"
    )


def test_a_choice_of_words_is_not_written_by_hand(desks: Desks) -> None:
    desks.at("甲")
    row = held()
    both_wrote(desks, row, {"state": "recorded"}, {"state": "cancelled", "reason": "停电"})
    one = next(one for one in merging.conflicts() if "state" in one.names)
    assert not merging.may_write(one)
    assert Meeting.get_by_id(row.id).state in ("recorded", "cancelled")


# -- a form that was open while something was merged ---------------------------------------------------------------


def phone_form(row: Contact, since: row_versions.Token, typed: str) -> tuple[object, ...]:
    now = row_versions.token(Contact.get_by_id(row.id))
    written = save_dirty(since, now, {"phone": "0"}, {"phone": typed}, lambda **new: change_contact(row, **new))
    return tuple((clash.theirs, clash.stands, "办公室" in clash.who) for clash in written)


def test_a_field_that_a_merge_has_written_is_asked_about_and_others_are_saved(desks: Desks) -> None:
    row = contact(desks)
    desks.at("甲")
    change(row, phone="0")
    desks.copied("甲", "乙")
    desks.at("甲")
    since = row_versions.token(Contact.get_by_id(row.id))
    away(desks, lambda: change(row, phone="2", position="秘书"))
    assert phone_form(row, since, "9") == (("2", "2", True),)
    assert phone_form(row, since, "0") == ()
    assert (Contact.get_by_id(row.id).phone, Contact.get_by_id(row.id).position) == ("2", "秘书")


def test_what_a_merge_has_put_beside_ones_own_is_asked_about_too(desks: Desks) -> None:
    """Its value lost against one's own and is not shown: it must not be decided by who saves next."""
    row = contact(desks)
    desks.at("甲")
    for text in "1230":
        change(row, phone=text)  # its number is the greater
    since = row_versions.token(Contact.get_by_id(row.id))
    away(desks, lambda: change(row, phone="2"))
    assert Contact.get_by_id(row.id).phone == "0"
    assert phone_form(row, since, "9") == (("2", "0", True),)
    assert Contact.get_by_id(row.id).phone == "0" and len(merging.conflicts()) == 1
