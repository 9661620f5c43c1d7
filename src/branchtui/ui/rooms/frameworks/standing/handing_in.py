"""F8 of a framework: the acceptance folder, the table of its tasks alone; and what was handed in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from branchtui.store.models import Framework, Milestone, Submission
from branchtui.store.models.frameworks import SUBMISSION_KINDS, SubmissionKind
from branchtui.store.queries.frameworks import trees
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.workflows.frameworks.standing import standing

_TABLE, _COPIES = "table", "copies"


def export(screen: PlaceScreen, framework: Framework, milestone: Milestone | None) -> None:
    """Ask what is to be written, the next milestone's first, and write it."""
    kinds = _kinds(milestone)
    options = [(kind, f"{word}文件夹") for kind, word in kinds]
    first, called = kinds[0]
    copies = (_COPIES, f"{called}文件夹，几处用到的材料每处都放一份")
    before = {row.id.hex(): row for row in trees.submissions(framework)}
    again = [(key, f"{row.day.isoformat()} 送交的{SUBMISSION_KINDS[row.kind]}原样") for key, row in before.items()]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        with screen.telling():
            if option[0] == _TABLE:
                _write_table(screen, framework)
            elif option[0] == _COPIES:
                screen.shell.work.start(_folder_job(screen, framework, _kind(first), copies=True))
            elif option[0] in before:
                _write_again(screen, before[option[0]])
            else:
                _write_folder(screen, framework, _kind(option[0]))

    screen.app.push_screen(pick("写出什么？", [*options, (_TABLE, "只要任务完成情况一览表"), copies, *again]), chosen)


def hand_in(screen: PlaceScreen, framework: Framework, milestone: Milestone | None) -> None:
    """Ask what is handed in, and to whom; write the folder without the list of what is missing, and keep its listing."""

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        kind = _kind(option[0])

        def submit(unit: str) -> Job[Any]:
            return _folder_job(screen, framework, kind, unit=unit)

        name = f"submit-{kind}-{framework.id.hex()}"
        screen.app.push_screen(
            ask(name, f"送交{option[1]}材料", "送交单位", submit, placeholder="可不填", room="frameworks")
        )

    screen.app.push_screen(pick("送交哪一种？", list(_kinds(milestone))), chosen)


def _kinds(milestone: Milestone | None) -> Sequence[tuple[str, str]]:
    """The kinds of what is handed in, first the one that the next milestone asks for."""
    wanted = "midterm" if milestone is not None and "midterm" in milestone.papers else "accepting"
    return sorted(SUBMISSION_KINDS.items(), key=lambda each: each[0] != wanted)


def _kind(key: str) -> SubmissionKind:
    return next(kind for kind in SUBMISSION_KINDS if kind == key)


def _write_folder(screen: PlaceScreen, framework: Framework, kind: SubmissionKind) -> None:
    screen.shell.work.start(_folder_job(screen, framework, kind))


def _write_again(screen: PlaceScreen, submission: Submission) -> None:
    """What was handed in, as it was."""
    from branchtui.workflows.frameworks.folder import Written
    from branchtui.workflows.frameworks.packing.again import prepare_again

    shell = screen.shell
    ready = prepare_again(submission, shell.exports, photos=shell.photos(), today=shell.now().date())

    def told(written: Written) -> str:
        return f"已写出文件夹 {written.folder}。{written.remark}"

    shell.work.start(Job("写出文件夹", ready.write, told))


def _folder_job(
    screen: PlaceScreen,
    framework: Framework,
    kind: SubmissionKind,
    *,
    unit: str | None = None,
    copies: bool = False,
) -> Job[Any]:
    """Writes the folder; with a `unit`, which may be empty, it is handed in. Raises BranchError where there is nothing."""
    from branchtui.workflows.frameworks.folder import Written, prepare
    from branchtui.workflows.frameworks.submitting import submit

    shell = screen.shell
    of = standing(framework, shell.now().date())
    pack = prepare(of, shell.exports, kind=kind, photos=shell.photos(), for_sending=unit is not None, copies=copies)

    def told(written: Written) -> str:
        if unit is not None:
            submit(of, kind, of.today, unit=unit, listing=written.pieces, pack=written.pack)
        kept = f"送交的清单已记下{'，文件夹也原样留存' if written.pack else ''}。" if unit is not None else ""
        return f"已写出文件夹 {pack.folder}。{written.remark}{kept}"

    return Job("写出文件夹", pack.write, told)


def _write_table(screen: PlaceScreen, framework: Framework) -> None:
    from branchtui.workflows.frameworks.folder import prepare_table

    shell = screen.shell
    ready = prepare_table(standing(framework, shell.now().date()), shell.exports, photos=shell.photos())

    def told(paths: Sequence[Path]) -> str:
        return f"已写出 {paths[0]}。{ready.remark}"

    shell.work.start(Job("导出", ready.write, told))
