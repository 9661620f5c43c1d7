"""Finding one's way by keys alone, as an input method sends them: palette, help, filter, marks, search."""

from pathlib import Path

from tests.terminal.conftest import Terminal, program


def _to_the_people(terminal: Terminal, home: Path) -> None:
    terminal.start(*program(home), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.type("５")  # a full-width digit
    terminal.wait_for_room("5 人员", "赵星野", "周以宁")


def test_twins_of_an_input_method_do_what_the_keys_do(terminal: Terminal, home_dir: Path) -> None:
    _to_the_people(terminal, home_dir)
    for opens, shown in (("？", "这里能用的命令"), ("：", "全部命令")):
        terminal.type(opens)
        terminal.wait_for(shown)
        terminal.press("Escape")
        terminal.until(lambda words=shown: words not in terminal.text, f"{shown} closed")
    terminal.type("ｊ")
    terminal.until(lambda: terminal.caret == (1, 4), "the second row")
    terminal.type("Ｇ")
    terminal.until(lambda: terminal.caret == (1, 7), "the last row")
    terminal.type("ｎ")
    terminal.wait_for("往名册里加一人")


def test_the_filter_opens_in_place_by_each_of_its_keys_and_by_a_committed_character(
    terminal: Terminal, home_dir: Path
) -> None:
    _to_the_people(terminal, home_dir)
    for opens, typed in (("/", "zyn"), ("、", "zyn"), ("／", "周一诺"), ("", "周一诺")):
        terminal.type(opens + typed)
        terminal.until(lambda: "赵星野" not in terminal.text and "周一诺" in terminal.text, f"{opens}{typed}")
        assert terminal.room == "5 人员"
        terminal.press("Escape")
        terminal.wait_for("赵星野")


def test_a_command_is_found_run_and_explained(terminal: Terminal, home_dir: Path) -> None:
    _to_the_people(terminal, home_dir)
    terminal.press("C-p")
    terminal.wait_for("全部命令")
    terminal.type("看某一天")
    terminal.wait_for("F7", "看名册在某一天的样子")
    terminal.press("Enter")
    terminal.until(lambda: "全部命令" not in terminal.text and "看某一天" in terminal.text, "the command's form")
    terminal.press("Escape")
    terminal.until(lambda: "不填就是今天" not in terminal.text, "the form gone")
    terminal.press("C-p")
    terminal.wait_for("全部命令")
    terminal.type("召开")
    terminal.wait_for("（在“会议”里用）")
    terminal.press("Enter")
    terminal.wait_for("“召开/归档”要在")
    terminal.press("F1")
    terminal.wait_for("这里能用的命令")
    terminal.type("拼音")
    terminal.wait_for("筛选", "人名可用拼音首字母")
    terminal.until(
        lambda: "导入名册" not in terminal.text.split("这里能用的命令")[1].split("筛选")[0], "only what fits"
    )


def test_several_are_marked_and_done_at_once_and_undone(terminal: Terminal, home_dir: Path) -> None:
    _to_the_people(terminal, home_dir)
    terminal.press("Space", "Down", "v")
    terminal.wait_for("已标记 3 项")
    terminal.press("F10")
    terminal.wait_for("编入小组：")
    terminal.press("1")
    terminal.wait_for("编入党小组：")
    terminal.press("'第一党小组", "C-s")
    terminal.until(lambda: terminal.text.count("第一党小组") >= 3, "three in the group")
    terminal.press("C-z")
    terminal.until(lambda: terminal.text.count("第一党小组") < 3 and "已撤销" in terminal.text, "undone")


def test_anything_is_found_and_opened_from_anywhere(terminal: Terminal, home_dir: Path) -> None:
    _to_the_people(terminal, home_dir)
    terminal.press("1", "C-f")
    terminal.wait_for("查找")
    terminal.type("syh")
    terminal.wait_for("沈一禾")
    terminal.press("Enter")
    terminal.wait_for_room("5 人员")
    terminal.until(lambda: "沈一禾" in terminal.text.splitlines()[terminal.caret[1]], "the cursor on the person found")
