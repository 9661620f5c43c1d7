"""Writing on in an editor outside: which program, what comes back, what goes wrong."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.ui.terminal.external_editor import editor_command
from branchtui.ui.widgets.editors import DraftArea
from tests.ui.conftest import Desk, opened

_EDITOR = """
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
path.write_text({new}, encoding={encoding!r})
sys.exit({code})
"""


def test_which_editor() -> None:
    assert editor_command({"VISUAL": "code --wait", "EDITOR": "nano"}, "linux") == ["code", "--wait"]
    assert editor_command({"VISUAL": " ", "EDITOR": "vim"}, "linux") == ["vim"]
    assert editor_command({}, "win32") == ["notepad"]
    program = r"C:\Program Files\Notepad++\notepad++.exe"
    assert editor_command({"EDITOR": f'"{program}" -multiInst'}, "win32") == [program, "-multiInst"]
    with pytest.raises(BranchError, match="EDITOR"):
        editor_command({}, "linux")
    with pytest.raises(BranchError, match="写法有误"):
        editor_command({"EDITOR": "'nano"}, "linux")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The script that stands for an editor."""
    path = tmp_path / "editor.py"
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{path}"')
    return path


def _script(path: Path, new: str, *, encoding: str = "utf-8", code: int = 0) -> None:
    path.write_text(_EDITOR.format(new=new, encoding=encoding, code=code), encoding="utf-8")


async def _edit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> DraftArea:
    @contextmanager
    def suspend() -> Iterator[None]:
        yield

    await desk.press("2", "down", "enter", "f4", "'原来的字")
    monkeypatch.setattr(desk.app, "suspend", suspend)
    await desk.press("ctrl+o")
    area = desk.app.focused
    assert isinstance(area, DraftArea)
    return area


async def test_what_was_written_outside_comes_back(
    seeded_home: Home, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _script(editor, r"text + '\r\n又一段\x07\r\n'", encoding="utf-8-sig")
    async with opened(seeded_home) as desk:
        area = await _edit(desk, monkeypatch)
        assert area.text == "原来的字\n又一段"
        assert desk.app.drafts.text_of(area.place) == "原来的字\n又一段"
        assert "拿回来" in desk.said[-1]
        await desk.press("ctrl+z")
        assert area.text == "原来的字"


@pytest.mark.parametrize(
    ("new", "encoding", "code", "words"),
    [("'坏'", "utf-8", 3, "没有正常结束"), ("'坏了'", "gb18030", 0, "UTF-8"), ("text", "utf-8", 0, "没有改动")],
    ids=["failed", "another encoding", "unchanged"],
)
async def test_what_goes_wrong_is_told_and_the_text_stays(
    seeded_home: Home,
    editor: Path,
    monkeypatch: pytest.MonkeyPatch,
    new: str,
    encoding: str,
    code: int,
    words: str,
) -> None:
    _script(editor, new, encoding=encoding, code=code)
    async with opened(seeded_home) as desk:
        area = await _edit(desk, monkeypatch)
        assert area.text == "原来的字"
        assert words in desk.said[-1]


async def test_without_an_editor_it_says_how_to_name_one(seeded_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform == "win32":
        pytest.skip("there is always a notepad")
    async with opened(seeded_home) as desk:
        area = await _edit(desk, monkeypatch)
        assert area.text == "原来的字"
        assert "EDITOR" in desk.said[-1]


async def _tell_of(
    seeded_home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch, *, resumed: int
) -> tuple[str, list[Path]]:
    """What is said when the text is taken outside, and the files that are left; how often the app came back."""
    back: list[bool] = []

    @contextmanager
    def suspend() -> Iterator[None]:
        yield  # as Textual's own: nothing is resumed when something is raised within
        back.append(True)

    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'原来的字")
        monkeypatch.setattr(desk.app, "suspend", suspend)
        await desk.press("ctrl+o")
        area = desk.app.focused
        assert isinstance(area, DraftArea) and area.text == "原来的字"
        assert len(back) == resumed
        return desk.said[-1], list(folder.glob("branchtui-*")) if folder.is_dir() else []


async def test_an_editor_that_is_not_there(seeded_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", str(tmp_path / "没有的编辑器"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    said, left = await _tell_of(seeded_home, tmp_path, monkeypatch, resumed=1)
    assert "打不开编辑器" in said and left == []


async def test_without_a_folder_for_the_file(
    seeded_home: Home, tmp_path: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    said, _ = await _tell_of(seeded_home, tmp_path / "没有", monkeypatch, resumed=0)
    assert "临时文件" in said and "TMPDIR" in said and "打不开编辑器" not in said


async def test_a_full_disk_is_told_as_one(
    seeded_home: Home, tmp_path: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    real = os.fdopen

    def full(handle: int, *args: str, **kwargs: str) -> object:
        file = real(handle, *args, **kwargs)
        if args == ("w",):
            file.close()
            raise OSError(errno.ENOSPC, "No space left on device")
        return file

    monkeypatch.setattr("branchtui.ui.terminal.external_editor.os.fdopen", full)
    said, left = await _tell_of(seeded_home, tmp_path, monkeypatch, resumed=0)
    assert "No space left" in said and "打不开编辑器" not in said and left == []


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal as POSIX does")
async def test_ctrl_c_belongs_to_the_editor(seeded_home: Home, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor.write_text("import os, signal\nos.kill(os.getppid(), signal.SIGINT)\nraise SystemExit(3)", encoding="utf-8")
    async with opened(seeded_home) as desk:
        await _edit(desk, monkeypatch)
        assert "没有正常结束（3）" in desk.said[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize(("written", "told"), [("'又一段'", True), ("text", False)], ids=["written", "nothing yet"])
@pytest.mark.parametrize("number", [1, 15], ids=["SIGHUP", "SIGTERM"])
async def test_the_app_ends_when_told_to_with_the_editor_open(
    seeded_home: Home,
    tmp_path: Path,
    editor: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    written: str,
    told: bool,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    _script(editor, written, code=0)
    waits = f"import os, signal\nos.kill(os.getppid(), {number})\nsignal.pause()\n"
    editor.write_text(editor.read_text(encoding="utf-8").replace("sys.exit(0)", waits), encoding="utf-8")
    async with opened(seeded_home) as desk:
        area = await _edit(desk, monkeypatch)
        await desk.settle()
        assert desk.app.return_code == 128 + number
        assert desk.app.drafts.text_of(area.place) == "原来的字"
        left = list(tmp_path.glob("branchtui-*.txt"))
        assert [path.read_text(encoding="utf-8") for path in left] == (["又一段"] if told else [])
        assert desk.app.last_words == (f"编辑器里写的文字留在 {left[0]}" if told else "")
