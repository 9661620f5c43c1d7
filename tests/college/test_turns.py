"""Who was refused takes the turn, and takes it at once as long as others push in between."""

from tests.college.hub_desks import HubDesks

_HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 77 AND objid = %s AND granted"


def test_who_was_refused_takes_the_turn_and_the_next_time_at_once(desks: HubDesks) -> None:
    desks.title("甲", "第一")
    one = desks.hub.begun()
    one.fetch()
    desks.title("乙", "乙写的")
    desks.sync("乙")
    desks.at("甲")
    one.take_in()
    one.send()
    one.end()
    assert one.goes_on and one.has_turn
    one.fetch()
    assert _held(desks)
    one.take_in()
    one.send()
    assert not _held(desks)
    assert one.end().pushed and not one.goes_on

    desks.title("甲", "第二")
    two = desks.hub.begun()
    assert two.has_turn
    two.fetch()
    assert _held(desks)
    two.discard()  # the step failed: nobody waits for it
    assert not _held(desks)
    assert desks.hub.sync().pushed

    desks.title("甲", "第三")
    assert not desks.hub.begun().has_turn, "nobody has pushed in between"


def test_nothing_new_needs_no_turn(desks: HubDesks) -> None:
    """A look whether others have pushed keeps nobody waiting."""
    desks.title("甲", "第一")
    one = desks.hub.begun()
    one.fetch()
    desks.title("乙", "乙写的")
    desks.sync("乙")
    desks.at("甲")
    while one.goes_on:
        one.take_in()
        one.send()
        one.end()
        if one.goes_on:
            one.fetch()
    assert not desks.hub.begun().has_turn


def _held(desks: HubDesks) -> bool:
    """Whether somebody has the turn of the branch."""
    return bool(desks.hub.admin.execute(_HELD, (desks.hub.branch,)).fetchone()[0])
