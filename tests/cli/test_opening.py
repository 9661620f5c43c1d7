"""A start that fails gives the terminal back as it was, and says why on what is left of it."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from branchtui.cli import instance_lock, opening
from branchtui.errors import UsageError
from branchtui.paths import home
from branchtui.ui.terminal import first_paint
from tests.cli.conftest import Cli, Result

TAKEN_BACK = "\x1b[?1049l\x1b[?25h"


@pytest.fixture
def start(branch: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`branchtui --home …` where there is a terminal that takes ink."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("WT_SESSION", "1")
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    return branch


def _fails_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def run(*_: object) -> int:
        raise error

    monkeypatch.setattr("branchtui.ui.app.run", run)


def _was_taken_back(result: Result) -> bool:
    return "正在打开支部数据" in result.out and result.out.endswith(TAKEN_BACK)


def test_ctrl_c_while_it_opens(start: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails_with(monkeypatch, KeyboardInterrupt())
    result = start()
    assert result.code == 130 and "已中断" in result.err and _was_taken_back(result)


def test_an_error_of_the_system(start: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails_with(monkeypatch, OSError(5, "Input/output error"))
    result = start()
    assert result.code == 1 and "Input/output error" in result.err and _was_taken_back(result)


def test_an_error_nobody_thought_of(start: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails_with(monkeypatch, ImportError("broken"))
    with pytest.raises(ImportError):
        start()
    assert sys.stdout.buffer.getvalue().decode("utf-8").endswith(TAKEN_BACK)  # type: ignore[attr-defined]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ImportError])
def test_while_the_first_part_is_still_being_loaded(
    start: Cli, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    class Stumbles:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "branchtui.cli.opening":
                raise error

    monkeypatch.setattr(first_paint, "has_terminal", lambda: True)
    monkeypatch.delitem(sys.modules, "branchtui.cli.opening")
    monkeypatch.setattr(sys, "meta_path", [Stumbles(), *sys.meta_path])
    if error is KeyboardInterrupt:
        result = start(home=None)
        assert result.code == 130 and _was_taken_back(result)
        return
    with pytest.raises(ImportError):
        start(home=None)
    assert sys.stdout.buffer.getvalue().decode("utf-8").endswith(TAKEN_BACK)  # type: ignore[attr-defined]


def test_ctrl_c_in_the_midst_of_an_exec_is_a_code_too(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(
        "import sys\n"
        "from branchtui import __main__\n"
        "from branchtui.cli.exit_codes import outcome\n"
        "from branchtui.rules.text import citizen_id  # loaded: no other exec makes it forget\n"
        "__main__._main = lambda words: outcome(lambda: exec('raise KeyboardInterrupt'))\n"
        "sys.exit(__main__.main([]))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, "-m", "interrupted"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 130 and "已中断" in done.stderr.decode("utf-8")


def test_a_home_that_can_be_none(start: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRANCHTUI_HOME", "~没有这个人/x")
    monkeypatch.setattr(first_paint, "has_terminal", lambda: True)
    result = start(home=None)
    assert result.code == 2 and "~没有这个人" in result.err and _was_taken_back(result)


@pytest.mark.slow
def test_one_window_for_one_branch(start: Cli, home_dir: Path) -> None:
    with instance_lock.one_window(home(home_dir), ""):
        result = start()
    assert result.code == 3 and "已有一个 branchtui 窗口" in result.err and _was_taken_back(result)


def test_a_folder_where_the_lock_should_be(start: Cli, home_dir: Path) -> None:
    (home_dir / "branch.lock").unlink(missing_ok=True)
    (home_dir / "branch.lock").mkdir()
    result = start()
    assert result.code == 1 and "branch.lock 应当是文件，却是一个文件夹" in result.err and _was_taken_back(result)
    assert "却是一个文件夹" in start("restore", str(home_dir / "branch.db"), "--yes").err


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_that_may_not_be_written(start: Cli, home_dir: Path) -> None:
    home_dir.chmod(0o500)
    try:
        result = start()
    finally:
        home_dir.chmod(0o700)
    assert result.code == 1 and f"{home_dir} 不能写入" in result.err and _was_taken_back(result)


def test_a_lock_that_the_disk_refuses(start: Cli, home_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(instance_lock, "_lock", refuse)
    result = start()
    assert result.code == 1 and f"{home_dir} 不能写入（No locks available）" in result.err
    assert _was_taken_back(result)


def test_a_coding_without_chinese(branch: Cli, home_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True))
    with pytest.raises(UsageError, match="PYTHONUTF8=1"):
        opening.open_app(home(home_dir))
    assert sys.stdout.buffer.getvalue() == b""  # type: ignore[attr-defined]


class _Stream:
    def __init__(self, terminal: bool) -> None:
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize("gone", ["stdin", "stdout", "stderr"])
@pytest.mark.parametrize("left", [None, _Stream(False)], ids=["closed", "redirected"])
def test_all_that_the_app_uses_must_be_the_terminal(
    monkeypatch: pytest.MonkeyPatch, gone: str, left: _Stream | None
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, _Stream(True))
    assert first_paint.has_terminal()
    monkeypatch.setattr(sys, gone, left)
    assert not first_paint.has_terminal()
    monkeypatch.setattr(sys, "platform", "win32")  # there it is drawn on stdout
    assert first_paint.has_terminal() is (gone == "stderr")


def test_without_a_terminal(branch: Cli) -> None:
    result = branch()
    assert result.code == 2 and "这里没有终端" in result.err and result.out == ""
