"""How the college sees names: masked before they leave, and changed where they lie when the branch chooses anew."""

from branchtui.store.college import hub_note, names
from branchtui.store.file.database import act
from branchtui.store.models import AgendaItem, Contact, Helper, Meeting, Member, Setting
from branchtui.store.writes import assign, trash
from branchtui.workflows.safety import undo
from tests.college.hub_desks import HubDesks
from tests.college.hub_world import own_publication


def test_names_are_masked_before_they_leave(desks: HubDesks) -> None:
    desks.at("甲")
    with act("改"):
        assign(Meeting.get(Meeting.state == "held"), {"host_name": "欧阳明远", "host_id": None})
    names.choose("masked")
    desks.hub.seat = desks.hub.seat._replace(
        names="full"
    )  # what another machine of the branch was asked counts for nothing
    desks.hub.sync()
    published = desks.hub.published()
    assert "欧阳某某" in {row["host_name"] for row in published["meeting"]}
    assert all("某" in row["name"] for row in published["member"])


def test_another_choice_changes_what_was_published(desks: HubDesks) -> None:
    """All of it with the next push, whoever makes that, and back again; what another machine writes then is shown so, too."""

    def shown() -> set[str]:
        return {row["name"] for row in desks.hub.published()["member"]}

    all_names = {row.name for row in Member.select()}
    assert shown() == all_names and len(all_names) > 3
    desks.at("甲")
    names.choose("masked")
    assert shown() == all_names
    desks.sync("甲")
    assert shown() and all("某" in name for name in shown())
    assert desks.hub.published() == own_publication()
    desks.sync("乙")
    names.choose("students")
    desks.sync("乙")
    assert desks.hub.published() == own_publication() and shown() == all_names
    undo.undo_last()
    desks.sync("乙")
    assert desks.hub.published() == own_publication() and names.chosen() == "masked"
    desks.title("丙", "改了")
    names.choose("full")  # not knowing of the others'
    desks.sync("丙")
    assert desks.hub.published() == own_publication()


def test_who_joined_before_there_was_a_branch_has_chosen_for_it(desks: HubDesks) -> None:
    """The choice lies in the seat until there is a file, and goes into it before anything leaves."""
    desks.at("甲")
    with act("还没有选"):
        trash(Setting.get(Setting.key == "college_names"))
    hub_note.forget()
    desks.hub.seat = desks.hub.seat._replace(names="students")
    desks.hub.begun().discard()
    assert names.chosen() == "students"


def test_who_may_not_be_named_any_more_is_hidden_where_he_was_named(desks: HubDesks) -> None:
    """A student of whom it is learned later, a helper whose consent is withdrawn; and shown again where it was given."""

    def shown() -> set[str]:
        found = desks.hub.published()
        return {row["host_name"] for row in found["meeting"]} | {row["presenter_name"] for row in found["agenda_item"]}

    desks.at("甲")
    names.choose("students")
    helper = Helper.create(contact=Contact.create(name="许助理"), consent=True)
    with act("改"):
        assign(Meeting.get(Meeting.state == "held"), {"host_name": "许助理", "host_id": None})
        assign(AgendaItem.select().first(), {"presenter_name": "沈清和", "presenter_id": None})
    desks.sync("甲")
    assert {"许助理", "沈清和"} <= shown()
    with act("改"):
        assign(helper, {"consent": False})
        Member.create(name="沈清和", job="学生")
    desks.sync("甲")
    assert desks.hub.published() == own_publication() and not {"许助理", "沈清和"} & shown()
    with act("改"):
        assign(helper, {"consent": True})
        assign(Meeting.get(Meeting.state == "held"), {"title": "改了"})
    desks.sync("甲")
    assert desks.hub.published() == own_publication() and "许助理" in shown()


def test_what_one_machine_hides_no_other_shows_until_it_was_chosen_anew(desks: HubDesks) -> None:
    """Two have chosen without knowing of each other: whichever of them stands in the file, what hides more holds."""

    def shown() -> set[str]:
        return {row["name"] for row in desks.hub.published()["member"]}

    all_names = {row.name for row in Member.select()}
    for first, second, shows in (("甲", "乙", "students"), ("乙", "甲", "full")):
        desks.at(first)
        names.choose("masked")
        desks.at(second)
        names.choose(shows)
        desks.sync(first)
        desks.sync(second)
        assert names.chosen() == "masked" and not shown() & all_names
        assert desks.all_alike()
        names.choose(shows)  # also where it stands there already
        assert names.chosen() == shows
        assert not desks.all_alike()
        assert shown() == all_names
