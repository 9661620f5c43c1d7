"""The settings file: people edit it, mistakes are named by line, comments survive."""

from pathlib import Path

import pytest

from branchtui.rules.errors import UsageError
from branchtui.settings import TEMPLATE, Settings, load, save

COMMANDS = frozenset({"study.new", "app.quit"})


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_and_the_template_are_the_usual_settings(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == load(written(tmp_path, TEMPLATE), commands=COMMANDS) == Settings()


def test_values(tmp_path: Path) -> None:
    path = written(
        tmp_path, 'theme = "light"\nmouse = false\n[folders]\nexports = "D:/材料"\n[keys]\n"study.new" = "f9"\n'
    )
    found = load(path, commands=COMMANDS)
    assert (found.theme, found.mouse, found.exports, dict(found.keys)) == (
        *("light", False, Path("D:/材料")),
        {"study.new": "f9"},
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('# 注\nthem = "dark"', "第 2 行：不认识“them”。是不是“theme”"),
        ('theme = "drak"', "第 1 行：theme 只能是 dark、light、ansi。是不是“dark”"),
        ("mouse = 1", "第 1 行：mouse 只能是"),
        ('[folders]\nexport = "x"', "第 2 行：不认识“export”。是不是“exports”"),
        ('[keys]\n"study.nwe" = "f9"', "第 2 行：没有编号为“study.nwe”的命令。是不是“study.new”"),
        ('[keys]\n"study.new" = 9', "第 2 行：study.new 的值要写在引号里"),
        ("keys = 1", "第 1 行：keys 要写成一节"),
        ("theme = ", "写法有误"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("[", r"\[")):
        load(written(tmp_path, text), commands=COMMANDS)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes("# 设置\n".encode("gb18030"))
    with pytest.raises(UsageError, match="UTF-8"):
        load(path)


def test_saving_keeps_comments(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, "theme", "light")
    save(path, "study.new", "f9", section="keys")
    text = path.read_text(encoding="utf-8")
    assert "# 鼠标" in text and load(path, commands=COMMANDS) == Settings(theme="light", keys={"study.new": "f9"})
