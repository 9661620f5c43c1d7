"""What Enter does with something that is missing: the form, the thing or the room where it is mended, and in which words."""

from collections.abc import Sequence
from typing import NamedTuple

from branchtui.rules.frameworks.judging import Gap
from branchtui.rules.frameworks.needs import Need
from branchtui.store.queries.frameworks.marked import Unrecorded
from branchtui.ui.commands.rooms import KINDS
from branchtui.ui.rooms.registry import open_form, thing_screen
from branchtui.ui.screens.base import PlaceScreen


class Way(NamedTuple):
    """Where something is mended: a form by its name, a thing with the tab to begin with, a room, or else the point."""

    words: str
    form: str = ""
    thing: tuple[str, bytes] | None = None
    tab: str = ""
    room: str = ""


_FORMS = {
    "plan": Way("订学习计划", form="study-plan"),
    "report": Way("写新闻稿", form="report"),
    "growth": Way("登记学习发展", form="register-growth"),
    "honour": Way("登记荣誉成果", form="register-honour"),
    "document": Way("登记收发文", form="register-document"),
    "partner_activity": Way("登记共建活动", form="register-activity"),
    "post": Way("设一个岗", form="post"),
    "publication": Way("登记刊发", room="reports"),
    "service": Way("记服务", room="posts"),
    "review": Way("记考核", room="posts"),
    "helper_event": Way("记培养", room="people"),
    "agenda_item": Way("看会议", room="meetings"),
    "ballot": Way("看会议", room="meetings"),
}
_MEASURED = {
    "served": Way("记服务", room="posts"),
    "services": Way("记服务", room="posts"),
    "service_hours": Way("记服务", room="posts"),
    "attendance": Way("看考勤", room="meetings"),
}
_BY_HAND = Way("看观测点")
_TABS = {"service": "log", "review": "reviews"}


def way_of(need: Need, gap: Gap, unrecorded: Sequence[Unrecorded]) -> Way:
    """How something that is missing is mended; `unrecorded` are the meetings of which nobody said that they were held."""
    if gap.thing is not None:
        return Way("补齐这一次", thing=gap.thing, tab="attendance")
    if need.measure == "study_hours":
        return Way("看学时", form=f"ledger-{gap.whose.hex() if gap.whose else ''}")
    if need.each == "post" and gap.whose is not None:
        return Way("打开岗位", thing=("post", gap.whose), tab=_TABS.get(need.thing, ""))
    if need.measure:
        return _MEASURED[need.measure]
    if need.thing == "meeting":
        return _meeting(need, gap, unrecorded)
    if need.thing in ("talk", "appraisal"):
        year = gap.period.last.year
        return (
            Way("看谁没谈", form=f"coverage-{year}")
            if need.thing == "talk"
            else Way("填评议", form=f"appraisals-{year}")
        )
    return _FORMS.get(need.thing, _BY_HAND)


def _meeting(need: Need, gap: Gap, unrecorded: Sequence[Unrecorded]) -> Way:
    """One of these kinds that was to be in the period and of which nobody said that it was; else the form of a new one."""
    for meeting in unrecorded:
        if meeting.kind in need.kind and gap.period.first <= meeting.day <= gap.period.last:
            return Way("登记这一次", thing=("meeting", meeting.id))
    return Way(f"补记{need.kind[0]}", form=f"plan-{need.kind[0]}") if need.kind else Way("补记会议", form="kinds")


async def go(screen: PlaceScreen, way: Way, point: bytes) -> None:
    """Go where it is mended. Raises BranchError where a thing can't be opened."""
    if way.thing is not None:
        await open_evidence(screen, *way.thing, tab=way.tab)
    elif way.form:
        await open_form(screen.shell, way.form)
    elif way.room:
        await screen.shell.to_room(way.room)
    else:
        screen.app.push_screen(thing_screen("point", point))


async def open_evidence(screen: PlaceScreen, table: str, thing: bytes, *, tab: str = "") -> None:
    """Open a thing that is evidence, or the one that it is a part of. Raises BranchError where it can't be opened."""
    if table in KINDS:
        await screen.shell.open_thing(table, thing, tab)
        return
    from branchtui.store.replication import parts

    whole, which = parts.owner(table, thing)
    if whole in KINDS:
        await screen.shell.open_thing(whole, which)
    else:
        screen.shell.say("这一项没有自己的屏，请到它的列表里看。")
