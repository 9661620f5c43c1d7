"""How the college sees the names of a branch, and another choice: what is published already follows with the next push."""

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.rules.college.settings import SHOWN, Names
from branchtui.store.college import names
from branchtui.workflows.college.seat import Seat


def now(here: Seat | None) -> str:
    """The choice that holds for the open branch, or will with its first sync."""
    return names.chosen() or (here and here.names) or names.LEAST


def check(place: Home) -> Seat:
    """The seat. Raises BranchError where this machine may not choose: without one, as a committee member or an organiser."""
    from branchtui.workflows.college.joining import required  # not wanted where the choice is only shown

    here = required(place)
    if here.role != "secretary":
        raise BranchError("这个席位只能看，改不了学院看到的人名。请在书记的电脑上改。")
    return here


def change(choice: Names) -> str:
    """It is this one from now on, on all machines of the branch; the sentence about it."""
    if names.chosen() == choice:
        return f"学院看到的人名本来就是：{SHOWN[choice]}。"
    names.choose(choice)
    return f"学院看到的人名改为：{SHOWN[choice]}。下次同步时，已公开的也照此换过来。"
