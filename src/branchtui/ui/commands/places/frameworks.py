"""The room 对标: the documents that came and went, the honours, an import of either before it is written."""

from collections.abc import Iterator

from branchtui.ui.commands.command import LISTS, Command, Part

_LISTS = {"frameworks": "收发文", "honours": "荣誉成果"}


def _of_both() -> Iterator[Command]:
    for place, name in _LISTS.items():
        yield Command(f"{place}.new", "增加", ("ctrl+n", "n"), f"{name}里增加一条", bar=True)
        yield Command(f"{place}.remove", "删去", ("delete", "x"), "删去光标所在的一条", bar=True)
        yield Command(f"{place}.bring", "导入", ("ctrl+l",), "从 .xlsx .xls .csv 导入，先看有哪些变化", bar=True)
        yield Command(
            f"{place}.attach", "附上文件", (), "给光标所在的一条附上扫描件、照片", more=True, also="扫描件 证书"
        )
        yield Command(f"{place}.detach", "拿掉附件", (), "拿掉光标所在的一条的一个附件", more=True)


PART = Part(
    places={"honours": "对标·荣誉成果", "register_preview": "对标·导入预览"},
    together=(
        *((near, place, "app") for place in _LISTS for near in (*LISTS, "paper")),
        *((near, "register_preview", "app") for near in LISTS),
    ),
    commands=(
        Command("frameworks.tab.honours", "荣誉成果", ("f3",), "看荣誉成果", bar=True, also="获奖"),
        Command("honours.tab.documents", "收发文", ("f2",), "回到收发文", bar=True),
        Command("frameworks.finish", "办结", ("f5",), "记下光标所在的文件办结了", bar=True),
        Command("frameworks.view", "看纸面", ("f6",), "发文看印出来的样子，收文整屏看全部内容", bar=True),
        Command("frameworks.export", "导出", ("f8",), "把光标所在的发文写成 Word 文件", bar=True, also="打印"),
        Command("frameworks.answer", "登记批复", ("ctrl+t",), "登记光标所在的文件的批复或答复", bar=True),
        Command("honours.view", "看全部", ("f6",), "整屏看光标所在那一条的全部内容", bar=True),
        Command("honours.export_list", "导出", ("f8",), "把荣誉成果写成 Word 和 .xlsx 的一览表", bar=True),
        *_of_both(),
        Command(
            "frameworks.export_list",
            "导出登记簿",
            (),
            "把全部收发文写成 Word 和 .xlsx 的登记簿",
            more=True,
            also="台账",
        ),
        Command("register_preview.write", "写入", ("ctrl+s",), "照上面所列写入；Esc 不写", bar=True),
    ),
)
