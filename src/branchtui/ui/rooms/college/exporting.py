"""What leaves as a sheet: what the branches handed in, and the figures of a year."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.rules.text.cleaning import safe_filename
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.college.app import OrganiserApp
from branchtui.ui.screens.form import FormScreen, ask
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.college.asking import Request


def collect_form(app: OrganiserApp, asked: Request) -> FormScreen:
    """Asks where to; Enter takes the usual folder. Raises BranchError where nothing was handed in."""
    row, today = asked.row, app.now().date()
    if row.kind != "sheet":
        raise BranchError(f"第 {row.number} 号是通知，没有报表可汇总：{row.title}。")
    if not any(given.n for given in row.given.values()):
        raise BranchError(f"还没有一个支部报送：{row.title}。")
    write = lambda path: app.source.collect(row.number, path, today)  # noqa: E731
    return _form(app, "college_requests", f"college-collect-{row.number}", f"收表：{row.title}", row.title, write)


def export_form(app: OrganiserApp) -> FormScreen:
    """Asks where to; Enter takes the usual folder."""
    year, today = app.seen.year if app.seen is not None else app.year, app.now().date()
    write = lambda path: app.source.export(year, path, today)  # noqa: E731
    return _form(
        app, "college_figures", f"college-figures-{year}", f"导出 {year} 年的数字", f"{year}年支部情况统计", write
    )


def _form(app: OrganiserApp, room: str, name: str, title: str, stem: str, write: Callable[[Path], str]) -> FormScreen:
    usual = app.exports

    def submit(typed: str) -> Job[Any]:
        folder = typed_path(typed or str(usual)).absolute()
        if folder == usual:
            disk.make_folder(folder, shared=True)
        elif not folder.is_dir():
            raise BranchError(f"没有这个文件夹：{folder}。请写一个已有的文件夹。")
        path = folder / f"{safe_filename(stem)}.xlsx"
        return Job("写出", lambda progress: write(path), str)

    return ask(name, title, "写到", submit, value=str(usual), placeholder="一个文件夹", room=room)
