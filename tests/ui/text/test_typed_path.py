"""Paths typed into the forms: whatever they are, the form stays and says what is wrong."""

import os
import sys
from pathlib import Path

import pytest
from textual.widgets import Input

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.text.typed_path import read_typed, typed_files, typed_path, typed_pictures
from tests.ui.conftest import opened

FORMS = {
    "roster": (("5", "ctrl+l"), 0),
    "article": (("4", "ctrl+l"), 0),
    "photos of an article": (("4", "ctrl+l"), 1),
    "export": (("4", "f8"), 0),
    "photo of a figure": (("4", "enter", "f4", "ctrl+n"), 0),
}
NO_PATHS = {"user": "~没有这个人/x.docx", "long": f"/tmp/{'长' * 100}.docx", "NUL": "a\0b.docx"}


def test_what_terminals_make_of_a_dragged_file(tmp_path: Path) -> None:
    path = tmp_path / "支部 名册.csv"
    path.write_bytes(b"x")
    for typed in (str(path), f"'{path}'", f'"{path}" ', str(path).replace(" ", "\\ "), path.as_uri()):
        assert read_typed(typed) == (b"x", "支部 名册.csv")


def test_several_pictures_or_a_folder_of_them(tmp_path: Path) -> None:
    for name in ("二 张.JPG", "一.png", "说明.txt", ".隐藏.jpg"):
        (tmp_path / name).write_bytes(b"x")
    one, two = tmp_path / "一.png", tmp_path / "二 张.JPG"
    assert typed_pictures(str(one)) == [one] and typed_pictures(str(two)) == [two]
    assert typed_pictures(f"'{two}' '{one}'") == [two, one], "in the order in which they were given"
    assert typed_pictures(f"{str(two).replace(' ', chr(92) + ' ')} {one}") == [two, one]
    assert typed_pictures(str(tmp_path)) == [one, two]
    (tmp_path / "空").mkdir()
    with pytest.raises(BranchError, match="没有照片"):
        typed_pictures(str(tmp_path / "空"))
    assert typed_pictures(f"{tmp_path}/没有.jpg") == [tmp_path / "没有.jpg"]


@pytest.mark.parametrize("typed", ["", "  ", "''", "file://"])
def test_an_empty_path_says_what_to_type(typed: str) -> None:
    with pytest.raises(BranchError, match="完整的路径"):
        typed_path(typed)


@pytest.mark.parametrize("path", NO_PATHS.values(), ids=NO_PATHS)
@pytest.mark.parametrize(("keys", "field"), FORMS.values(), ids=FORMS)
async def test_what_can_be_no_path_leaves_the_form_open(
    seeded_home: Home, tmp_path: Path, keys: tuple[str, ...], field: int, path: str
) -> None:
    article = tmp_path / "稿.txt"
    article.write_text("标题\n\n正文。\n", encoding="utf-8")
    async with opened(seeded_home) as desk:
        await desk.press(*keys)
        await desk.until(lambda: isinstance(desk.app.screen, FormScreen))
        form = desk.app.screen
        lines = list(form.query(Input))
        if field:
            lines[0].value = str(article)
        lines[field].value = path
        await desk.press("ctrl+s")
        assert desk.app.screen is form
        assert "完整的路径" in desk.text if path.startswith("~") else "路径“" in desk.text


@pytest.mark.parametrize("keys", [("5", "ctrl+l"), ("4", "ctrl+l")], ids=["roster", "article"])
async def test_nothing_typed_a_folder_and_a_pipe(seeded_home: Home, tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*keys, "ctrl+s")
        assert "路径还空着" in desk.text
        await desk.press(f"'{tmp_path}", "ctrl+s")
        assert "是文件夹" in desk.text
        if sys.platform != "win32":
            os.mkfifo(tmp_path / "p")
            await desk.press("'/p", "ctrl+s")
            assert "管道或设备" in desk.text


def test_a_folder_of_scans_gives_pictures_and_pdfs(tmp_path: Path) -> None:
    for name in ("签到表.PDF", "现场.jpg", ".隐藏.pdf", "名单.xlsx", "run.exe"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in typed_files(str(tmp_path))] == ["现场.jpg", "签到表.PDF"]
    with pytest.raises(BranchError, match="没有照片和 PDF"):
        (tmp_path / "空").mkdir()
        typed_files(str(tmp_path / "空"))
