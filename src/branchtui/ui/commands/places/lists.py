"""In each list: the rows, marking them, the line that filters them."""

from branchtui.ui.commands.command import Command, Part

PART = Part(
    places={
        "list": "列表",
        "marks": "列表·标记",
        "filter": "筛选",
    },
    editors=frozenset({"filter"}),
    commands=(
        Command("list.open", "打开", ("enter",), "打开光标所在的一行", bar=True),
        Command("list.filter", "筛选", ("slash",), "只留下含有所输文字的行；人名可用拼音首字母", bar=True),
        Command("list.move.down", "下一行", ("down", "j"), "光标下移一行"),
        Command("list.move.up", "上一行", ("up", "k"), "光标上移一行"),
        Command("list.move.page_down", "下一页", ("pagedown",), "下移一页"),
        Command("list.move.page_up", "上一页", ("pageup",), "上移一页"),
        Command("list.move.half_down", "下半页", ("ctrl+d",), "下移半页"),
        Command("list.move.half_up", "上半页", ("ctrl+u",), "上移半页"),
        Command("list.move.first", "第一行", ("home", "g"), "到第一行"),
        Command("list.move.last", "最后一行", ("end", "G"), "到最后一行"),
        Command("marks.mark.one", "标记", ("space",), "标记光标所在的一行或取消标记，光标下移"),
        Command("marks.mark.range", "标记到此", ("ctrl+t", "v"), "从上一个标记的行到光标所在的行，全部标记"),
        Command("marks.mark.all", "全标记", ("asterisk",), "标记列出的全部；再按一次全取消"),
        Command("marks.clear", "取消标记", ("escape",), "取消所有标记", passes=True),
        Command("filter.keep", "回到列表", ("enter", "down"), "留着筛选，光标回到列表", bar=True),
        Command("filter.clear", "取消筛选", ("escape",), "去掉筛选，显示全部", bar=True),
    ),
)
