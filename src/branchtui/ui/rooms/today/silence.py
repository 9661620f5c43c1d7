"""不再提醒: what ends a reminder for good, each with its reason or as a decision of the branch."""

from branchtui.rules.duties import Duty, Sort
from branchtui.store.queries import meetings
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.workflows.meetings.meetings import set_station_na

Way = tuple[str, str]  # what is done, and what is said of it

_STATIONS: dict[Sort, tuple[str, str]] = {
    "news": ("news", "这次会不报道（写一句原因），以后不再提"),
    "record": ("minutes", "这次会不写记录（写一句原因），以后不再提"),
}


def ways(duty: Duty) -> list[Way]:
    """How a duty can be silenced; none where a regulation asks, or where doing it is the only way."""
    found: list[Way] = []
    if duty.sort in _STATIONS:
        found.append(("station", _STATIONS[duty.sort][1]))
    if duty.sort == "hold":
        found.append(("cancel", "这次会不开了（写一句原因）"))
    if duty.sort == "list":
        found.append(("keep", "就这样（写一句原因），以后不再提"))
    return found


async def silence(screen: PlaceScreen, duty: Duty) -> None:
    """Ask which way, where there are several, and go it. Raises BranchError where the thing can't be read."""
    offered = ways(duty)
    if not offered:
        screen.shell.say("这一件不能关掉提醒，办了就不再提。")
    elif len(offered) == 1:
        await _go(screen, duty, offered[0][0])
    else:

        async def chosen(option: Way | None) -> None:
            if option is not None:
                with screen.telling():
                    await _go(screen, duty, option[0])

        screen.app.push_screen(pick(f"不再提醒：{duty.duty}", offered), chosen)
