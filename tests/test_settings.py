"""The settings file: people edit it, mistakes are named by line, comments survive."""

from pathlib import Path

import pytest

from branchtui.errors import UsageError
from branchtui.settings import TEMPLATE, Settings, change, load
from branchtui.ui.commands.dispatch import clashes
from branchtui.ui.commands.table import keys_for


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_and_the_template_are_the_usual_settings(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == load(written(tmp_path, TEMPLATE), keys_for) == Settings()


def test_the_example_of_the_template_takes_no_other_key(tmp_path: Path) -> None:
    keys = load(written(tmp_path, TEMPLATE.replace('# "meetings.new"', '"meetings.new"')), keys_for).keys
    assert keys == {"meetings.new": ("f2", "n")}
    assert clashes(keys) == []


def test_values(tmp_path: Path) -> None:
    text = 'theme = "light"\nmouse = false\n[folders]\nexports = "D:/材料"\n[keys]\n"meetings.new" = "F9"\n'
    found = load(written(tmp_path, text), keys_for)
    assert found == Settings("light", False, exports=Path("D:/材料"), keys={"meetings.new": ("f9",)})
    assert load(written(tmp_path, text)).keys == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('# 注\nthem = "dark"', "第 2 行：不认识“them”。是不是“theme”"),
        ('theme = "drak"', "第 1 行：theme 只能是 dark、light、ansi。是不是“dark”"),
        ("theme = [[1]]", "第 1 行：theme 只能是"),
        ('borders = "ascii"', "第 1 行：不认识“borders”"),
        ('lines = "line"', "第 1 行：lines 只能是 auto、lines、ascii。是不是“lines”"),
        ("mouse = 1", "第 1 行：mouse 只能是"),
        ('[folders]\nexport = "x"', "第 2 行：不认识“export”。是不是“exports”"),
        ('[keys]\n"meetings.nwe" = "f9"', "第 2 行：没有编号为“meetings.nwe”的命令。是不是“meetings.new”"),
        ('[keys]\n"召开" = "f9"', "第 2 行：没有编号为“召开”的命令。“召开”的编号是：meetings.hold、meeting.hold。"),
        ('[keys]\n"完全不像" = "f9"', "全部编号见 branchtui keys。"),
        ('[keys]\n"meetings.new" = 9', "第 2 行：meetings.new 的值要写在引号里"),
        ('[keys]\nmeetings.new = "f9"', "第 2 行：带点的名字要写在引号里"),
        ("keys = 1", "第 1 行：keys 要写成一节"),
        ('# 注\ntheme = \nmouse = true', "第 2 行“theme =”写法有误。"),
        ('theme = "dark', "第 1 行“theme = \"dark”写法有误。"),
        ('# 注\nkeys = [\n\n', "第 2 行“keys = [”写法有误。"),
        ("[keys", "第 1 行“[keys”写法有误。"),
        ('# 注\n"\\u001b[31mx" = 1', "第 2 行：不认识“[31mx”。"),
        ('theme = "dark"\n[keys]\n\n"\\u001b]0;x" = "f9"', "第 4 行：没有编号为“]0;x”的命令。"),
        ('[keys]\ntheme = "f9"', "第 2 行：没有编号为“theme”的命令"),
        ('[keys]\n"meetings.new" = "a\\u001bb"', "第 2 行：不认识按键“ab”。"),
        ("a=" + "[" * 3000, "里括号套得太深，或有太长的数字"),
        ("a=" + "9" * 5000, "里括号套得太深，或有太长的数字"),
        ('[folders]\nexports = "~nosuch/x"', "第 2 行：找不到 ~nosuch 是谁的文件夹。"),
        ('[folders]\nexports = "a\\u0000b"', "第 2 行：路径“ab”太长或有不能用的字符。"),
        # keys
        ('[keys]\n"meetings.new" = "blahkey"', "第 2 行：不认识按键“blahkey”。可写 F9、Ctrl+K"),
        ('[keys]\n"meetings.new" = "pagedwn"', "是不是“pagedown”？"),
        ('[keys]\n"meetings.new" = ""', "第 2 行：按键空着"),
        ('[keys]\n"meetings.new" = " "', "第 2 行：按键空着"),
        ('[keys]\n"meetings.new" = "f2,"', "第 2 行：按键空着，或多了一个逗号"),
        ('[keys]\n"meetings.new" = "新"', "第 2 行：不认识按键“新”"),
        ('[keys]\n"meetings.new" = "Ctrl+C"', "第 2 行：Ctrl+C 在文字里是复制"),
        ('[keys]\n"meetings.new" = "ctrl+q"', "第 2 行：Ctrl+Q 是退出，不能给别的命令"),
        ('[keys]\n"meetings.new" = "ctrl+i"', "第 2 行：Ctrl+I 和 Tab 对终端是同一个键"),
        ('[keys]\n"meetings.new" = "ctrl+1"', "第 2 行：多数终端收不到 Ctrl+1"),
        ('[keys]\n"meetings.new" = "shift+F3"', "第 2 行：Shift+F3 和终端回答光标位置的话是同一串字节"),
        ('[keys]\n"meetings.new" = "Ctrl+F3"', "第 2 行：Ctrl+F3 和终端回答光标位置的话是同一串字节"),
        ('[keys]\n"meetings.new" = "shift+n"', "第 2 行：Shift+N 请直接写它打出来的字符"),
        ('[keys]\n"meeting.hold" = "h"', "第 2 行：“召开/归档”在写字的格子里也管用，给它 h 就没法写字了"),
        ('[keys]\n"meeting.hold" = "回车"', "第 2 行：“召开/归档”在写字的格子里也管用，给它 回车 就没法写字了"),
        ('[keys]\n\n"app.quit" = "f12, x"', "第 3 行：“退出”在写字的格子里也管用"),
    ],
)  # fmt: skip
def test_mistakes_are_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as told:
        load(written(tmp_path, text), keys_for)
    assert said in str(told.value)
    assert str(told.value).isprintable()


@pytest.mark.parametrize(
    ("spelled", "keys"),
    [
        ("F9", ("f9",)),
        ("ctrl+K, n", ("ctrl+k", "n")),
        ("N", ("N",)),
        ("回车", ("enter",)),
        ("PgDn，ctrl + 上", ("pagedown", "ctrl+up")),
        ("Ｆ９", ("f9",)),
        ("/", ("slash",)),
        ("Slash", ("slash",)),
        ("空格", ("space",)),
        ("Shift+Ctrl+PgUp", ("ctrl+shift+pageup",)),
        ("+", ("plus",)),
    ],
)
def test_keys_are_spelled_as_people_spell_them(tmp_path: Path, spelled: str, keys: tuple[str, ...]) -> None:
    assert load(written(tmp_path, f'[keys]\n"meetings.new" = "{spelled}"'), keys_for).keys == {"meetings.new": keys}


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes("# 设置\n".encode("gb18030"))
    with pytest.raises(UsageError, match="UTF-8"):
        load(path)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(UsageError, match="是一个文件夹"):
        load(tmp_path / "settings.toml")


def test_a_change_keeps_comments_and_tells_old_and_new(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    assert change(path, "theme", "light", keys_for) == ('"dark"', '"light"')
    assert change(path, "lines", "ascii", keys_for) == ('"auto"', '"ascii"')
    assert change(path, "mouse", "false", keys_for) == ("true", "false")
    assert change(path, "meetings.new", "F2", keys_for) == ("", '"F2"')
    assert change(path, "exports", "/材料", keys_for) == ('""', '"/材料"')
    text = path.read_text(encoding="utf-8")
    assert "# 鼠标" in text
    assert load(path, keys_for) == Settings(
        "light", False, "ascii", exports=Path("/材料"), keys={"meetings.new": ("f2",)}
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("theme", "drak", "theme 只能是 dark、light、ansi。是不是“dark”？"),
        ("mouse", "no", "mouse 只能是 true 或 false。"),
        ("meetings.new", "blahkey", "不认识按键“blahkey”"),
        ("召开", "f2", "“召开”的编号是：meetings.hold、meeting.hold"),
        ("exports", "~nosuch/x", "找不到 ~nosuch"),
    ],
)
def test_a_wrong_change_leaves_the_file_alone(tmp_path: Path, name: str, value: str, said: str) -> None:
    path = written(tmp_path, "# 注\n")
    with pytest.raises(UsageError) as told:
        change(path, name, value, keys_for)
    assert said in str(told.value)
    assert path.read_text(encoding="utf-8") == "# 注\n"


def test_a_folder_whose_name_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(UsageError, match="不是 UTF-8"):
        change(path, "exports", "/数据/\udcc9\udcf1", keys_for)
    assert not path.exists()
