"""Which signs are drawn: the settings before the environment, that before the answer, that before the last answer."""

from pathlib import Path

import pytest

from branchtui.ui.terminal.signs import FILE, choose, hear, remember, report

XTERM = {"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}
OTHER = {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}


@pytest.mark.parametrize(
    ("setting", "environ", "column", "name", "why"),
    [
        ("auto", XTERM, 3, "lines", "各占一格"),
        ("auto", XTERM, 4, "ascii", "占两格"),
        ("auto", XTERM, 5, "ascii", "占两格"),
        ("auto", XTERM, 7, "ascii", "不认识"),
        ("auto", XTERM, 0, "ascii", "80 毫秒里没有回答"),
        ("lines", XTERM, 5, "lines", '设置里写着 lines = "lines"'),
        ("ascii", XTERM, 3, "ascii", '设置里写着 lines = "ascii"'),
        ("lines", {"TERM": "linux"}, 0, "lines", "设置里"),
        ("auto", {"TERM": "linux"}, 0, "ascii", "TERM=linux"),
        ("auto", {**XTERM, "TMUX": "x"}, 0, "lines", "tmux"),
    ],
)
def test_what_is_chosen(
    tmp_path: Path, setting: str, environ: dict[str, str], column: int, name: str, why: str
) -> None:
    found = choose(setting, environ, "linux", column, tmp_path / "cache")
    assert found[0] == name and why in found[1]


@pytest.mark.parametrize(("column", "name"), [(3, "lines"), (5, "ascii")])
def test_without_an_answer_the_last_one_of_this_terminal_counts(tmp_path: Path, column: int, name: str) -> None:
    cache = tmp_path / "cache"
    choose("auto", XTERM, "linux", column, cache)
    found = choose("auto", XTERM, "linux", 0, cache)
    assert found[0] == name and "照它上次的" in found[1]
    assert choose("auto", OTHER, "linux", 0, cache)[0] == "ascii", "another terminal has not answered yet"


def test_an_answer_is_kept_though_the_settings_decide(tmp_path: Path) -> None:
    choose("ascii", XTERM, "linux", 3, tmp_path)
    assert choose("auto", XTERM, "linux", 0, tmp_path)[0] == "lines"


def test_the_later_answer_counts(tmp_path: Path) -> None:
    for column in (3, 5):
        choose("auto", XTERM, "linux", column, tmp_path)
    assert choose("auto", XTERM, "linux", 0, tmp_path)[0] == "ascii"


def test_an_answer_that_comes_too_late_is_kept_but_not_a_key_that_looks_like_it(tmp_path: Path) -> None:
    hear(1, 3, environ=XTERM, cache=tmp_path)  # Alt+F3
    assert choose("auto", XTERM, "linux", 0, tmp_path)[0] == "ascii"
    hear(2, 3, environ=XTERM, cache=tmp_path)
    assert choose("auto", XTERM, "linux", 0, tmp_path)[0] == "lines"


def test_what_is_kept_does_not_grow(tmp_path: Path) -> None:
    for number in range(100):
        remember(3, {"TERM": f"xterm-{number}"}, tmp_path)
    lines = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 20 and lines[-1].startswith("3 xterm-99 ")


@pytest.mark.parametrize("kept", [b"\xff\xfe", b"lines xterm\n", b"3\n", b""])
def test_a_cache_that_is_broken_is_none(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / FILE).write_bytes(kept)
    assert choose("auto", XTERM, "linux", 0, tmp_path)[0] == "ascii"
    assert choose("auto", XTERM, "linux", 3, tmp_path)[0] == "lines"
    assert choose("auto", XTERM, "linux", 0, tmp_path)[0] == "lines"


def test_a_cache_that_can_not_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    assert choose("auto", XTERM, "linux", 3, tmp_path / "cache")[0] == "lines"
    (tmp_path / FILE).mkdir()
    assert choose("auto", XTERM, "linux", 3, tmp_path)[0] == "lines"


def test_a_terminal_of_any_name_stays_in_its_line(tmp_path: Path) -> None:
    odd = {"TERM": "x\n5 \x1b[2J \udcff 中文"}
    choose("auto", odd, "linux", 3, tmp_path)
    assert choose("auto", odd, "linux", 0, tmp_path)[0] == "lines"
    assert (tmp_path / FILE).read_text(encoding="utf-8").count("\n") == 1


def test_what_is_reported_without_asking(tmp_path: Path) -> None:
    assert report("auto", XTERM, "linux", tmp_path).startswith("打开界面时问终端画得对不对；这个终端还没有回答过。")
    remember(3, XTERM, tmp_path)
    words = report("auto", XTERM, "linux", tmp_path)
    assert words.startswith("用 ─ │ ● 这样的线条（打开界面时问终端，它上次回答：─ 和 ● 各占一格）。")
    assert "branchtui set lines" in words
    assert report("ascii", XTERM, "linux", tmp_path).startswith("用 - | # 这样的 ASCII 字符（设置里写着")
