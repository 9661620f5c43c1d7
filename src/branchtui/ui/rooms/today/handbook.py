"""《党支部工作手册》 from 今天: the year is asked where there are several, then the book is written beside the screens."""

from pathlib import Path

from branchtui.papers.names import HANDBOOK, NAMES
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import FormScreen, ask


def export_handbook(screen: PlaceScreen) -> None:
    """Ask for the year, and write its handbook; with one year there is nothing to ask."""
    from branchtui.workflows.books import handbook

    years = handbook.years(screen.shell.now().date())
    if not years:
        screen.shell.say(f"还没有开过的会议，没有{NAMES[HANDBOOK]}可导出。")
        return

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            with screen.telling():
                _write(screen, int(option[0]))

    if len(years) == 1:
        _write(screen, years[0])
    else:
        screen.app.push_screen(
            pick(f"哪一年的《{NAMES[HANDBOOK]}》", [(str(year), f"{year} 年") for year in years]), chosen
        )


def parts_form(screen: PlaceScreen) -> FormScreen:
    """Asks which parts the handbook has, in which order."""
    from branchtui.workflows.books import handbook

    return ask(
        "handbook-parts",
        f"《{NAMES[HANDBOOK]}》的内容",
        "依次是",
        handbook.set_order,
        value="、".join(handbook.part_names()),
        placeholder="空着就是默认",
        note=f"可以换次序、删去；有的部分：{'、'.join(handbook.all_names())}。没有内容的部分导出时不印。",
        room="today",
    )


def _write(screen: PlaceScreen, year: int) -> None:
    from branchtui.workflows.books import handbook

    shell = screen.shell
    ready = handbook.prepare(year, shell.exports, today=shell.now().date(), photos=shell.photos())

    def told(written: tuple[Path, str]) -> str:
        path, remark = written
        return "。".join(filter(None, (f"已写出 {path}", remark)))

    shell.work.start(Job(f"导出{NAMES[HANDBOOK]}", ready.write, told))
