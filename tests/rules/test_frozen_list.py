"""What a branch lets stand of a frozen list, as its setting holds it."""

from branchtui.rules.frozen_list import KEPT, meeting_of


def test_the_key_names_the_meeting_and_then_the_member() -> None:
    meeting, member = bytes(15) + b"\1", bytes(15) + b"\2"
    assert meeting_of(f"{KEPT}{meeting.hex()}:{member.hex()}") == meeting
    assert meeting_of("meeting_rules:kind:党课") is None
