"""不再提醒: what ends a reminder, each with its reason or as a decision of the branch; and how it is told again."""

from functools import partial

from branchtui.rules.duties.duty import Duty, Sort
from branchtui.rules.meetings import limit_words
from branchtui.store.queries import meetings
from branchtui.ui.screens.base import PlaceScreen
from branchtui.values import NamedTuple

Way = tuple[str, str]  # what is done, and what is said of it


class _Station(NamedTuple):
    key: str
    words: str
    title: str


_STATIONS: dict[Sort, _Station] = {
    "news": _Station("news", "这次会不报道（写一句原因），以后不再提", "这次会不报道"),
    "record": _Station("minutes", "这次会不写记录（写一句原因），以后不再提", "这次会不写记录"),
}


def ways(duty: Duty) -> list[Way]:
    """How a duty can be silenced; none where nothing is asked."""
    found: list[Way] = []
    if duty.sort in _STATIONS:
        found.append(("station", _STATIONS[duty.sort].words))
    if duty.sort == "hold":
        found.append(("cancel", "这次会不开了（写一句原因）"))
    if duty.sort == "list":
        found.append(("keep", "就这样（写一句原因），以后不再提"))
    elif duty.rule and not found:
        this = "这一期" if duty.plan else "这一件"
        found.append(("line", f"{this}不再提醒（写一句原因）"))
    if duty.limit:
        found.append(("limit", f"关掉“{limit_words(duty.limit)}”，本支部以后都不再提"))
    return found


def silence(screen: PlaceScreen, duty: Duty) -> None:
    """Ask which way, where there are several, and go it. Raises BranchError where the thing can't be read."""
    offered = ways(duty)
    if not offered:
        screen.shell.say("这一件没有在催。")
        return
    if len(offered) == 1:
        _go(screen, duty, offered[0][0])
        return

    from branchtui.ui.screens.choice import pick

    def chosen(option: Way | None) -> None:
        if option is not None:
            with screen.telling():
                _go(screen, duty, option[0])

    screen.app.push_screen(pick(f"不再提醒：{duty.duty}", offered), chosen)


def _go(screen: PlaceScreen, duty: Duty, way: str) -> None:
    if way == "limit":
        from branchtui.workflows.meeting_rules import switch_off

        with screen.telling() as done:
            done(switch_off(duty.limit))
        screen.reload()
        return
    if way == "line":
        _ask_of_line(screen, duty)
        return
    assert duty.open is not None, f"{duty.sort} is about a meeting"
    meeting = duty.open[1]
    if way == "keep":
        from branchtui.ui.rooms.meetings.frozen_list import keep_all

        keep_all(screen, meeting)
    elif way == "cancel":
        from branchtui.ui.rooms.meetings.actions import cancel_form

        screen.app.push_screen(cancel_form(meetings.meeting(meeting)))
    else:
        _ask_why(screen, meeting, _STATIONS[duty.sort])


def _ask_why(screen: PlaceScreen, meeting: bytes, station: _Station) -> None:
    """Ask why a station does not apply to a meeting; the form is the one of the meeting's own screen."""
    from branchtui.ui.screens.form import ask
    from branchtui.workflows.meetings.meetings import set_station_na

    row = meetings.meeting(meeting)

    def submit(typed: str) -> str:
        set_station_na(meetings.meeting(meeting), station.key, typed)
        return f"记下了：{station.title}，不再提醒。"

    name, title = f"station-{station.key}-{meeting.hex()}", f"{station.title}：{row.title}"
    screen.app.push_screen(ask(name, title, "原因", submit, room="today"))


def _ask_of_line(screen: PlaceScreen, duty: Duty) -> None:
    """Ask why one line is not to be told any more."""
    from branchtui.ui.screens.form import ask
    from branchtui.workflows.silencing import silence as silence_line

    rule, _, thing = duty.key
    name, title = f"silence-{rule}-{thing.hex() if thing else ''}", f"不再提醒：{duty.duty}"
    submit = partial(silence_line, duty.key, duty.duty)
    screen.app.push_screen(ask(name, title, "原因", submit, room="today"))


def show_silenced(screen: PlaceScreen) -> None:
    """List what is not told any more, lines and limits, and let one be told again."""
    from branchtui.ui.screens.choice import pick
    from branchtui.workflows.meeting_rules import meeting_rules, remind_again
    from branchtui.workflows.silencing import silenced, tell_again

    lines = silenced()
    limits = sorted(meeting_rules().silent)
    options = [(each.row.id.hex(), f"{each.words}（{each.row.reason}）") for each in lines]
    options += [(limit, f"{limit_words(limit)}（已关提醒）") for limit in limits]
    if not options:
        screen.shell.say("没有关掉的提醒。")
        return

    def chosen(option: Way | None) -> None:
        if option is None:
            return
        with screen.telling() as done:
            row = next((each for each in lines if each.row.id.hex() == option[0]), None)
            done(tell_again(row) if row is not None else remind_again(option[0]))
        screen.reload()

    screen.app.push_screen(pick("不再提醒的：选一件，恢复提醒", options), chosen)
