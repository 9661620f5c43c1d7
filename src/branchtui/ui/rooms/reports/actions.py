"""What can be done with a report from the list as well as from its editor."""

from collections.abc import Callable, Mapping
from pathlib import Path

from branchtui.rules.reports.states import FOLLOWS, STATES
from branchtui.store.models import Report
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, ask
from branchtui.ui.text.typed_path import typed_path


def export_form(
    screen: PlaceScreen, row: Report, written: Callable[[list[Path]], object] = lambda paths: None
) -> FormScreen:
    """Asks where to write the Word file; Enter takes the usual folder. `written` is told the files."""
    from branchtui.workflows.exporting.preparing import prepare_report
    from branchtui.workflows.meetings.folders import report_folder, settle
    from branchtui.workflows.safety.resolving import warning

    shell, meeting = screen.shell, row.meeting
    if meeting is not None and not meeting.deleted:
        settle(meeting, shell.exports, photos=shell.photos())
    usual = str(report_folder(row, shell.exports))

    def submit(typed: Mapping[str, str]) -> Job[list[Path]]:
        unsettled = warning(row)
        ready = prepare_report(row, typed_path(typed["to"] or usual), photos=shell.photos())

        def told(paths: list[Path]) -> str:
            written(paths)
            more = f" 等 {len(paths)} 个文件" if len(paths) > 1 else ""
            return "。".join(filter(None, (f"已写出 {paths[0]}{more}", ready.remark, unsettled)))

        return Job("导出", ready.write, told)

    note = "文件夹，或以 .docx 结尾的文件。直接按回车就写到这里。"
    fields = [Field("to", "写到", usual)]
    return FormScreen(f"export-{row.id.hex()}", f"导出：{row.title}", fields, submit, room="reports", note=note)


def choose_state(screen: PlaceScreen, row: Report, changed: Callable[[], object]) -> None:
    """Offer the states, ask for what belongs to the one chosen, and call `changed` afterwards."""
    from branchtui.ui.rooms.reports.desk import forms
    from branchtui.workflows.meetings.folders import file_again
    from branchtui.workflows.reports.reports import set_report_state

    today = screen.shell.now().date()
    asking = {"review": forms.review_form, "submitted": forms.hand_in_form, "published": forms.publication_form}

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        state, word = option
        if make := asking.get(state):
            with screen.telling():
                screen.app.push_screen(make(screen, row, changed))
            return
        if state == "returned":

            def submit(typed: str) -> str:
                set_report_state(row, state, reason=typed, today=today)
                return "已记为退回。"

            screen.app.push_screen(ask(f"returned-{row.id.hex()}", "退回", "原因", submit, room="reports"))
            return
        with screen.telling() as done:
            set_report_state(row, state, today=today)
            done(f"状态改为“{word}”。{file_again(row)}")
            changed()

    if not FOLLOWS[row.state]:
        screen.shell.say(f"这篇稿子{STATES[row.state]}，没有下一步了。")
        return
    options = [(state, word) for state, word in STATES.items() if state in FOLLOWS[row.state]]
    screen.app.push_screen(pick(f"现在是“{STATES[row.state]}”，改为", options), chosen)
