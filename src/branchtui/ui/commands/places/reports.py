"""The room 新闻: the list, and one report with its tabs."""

from branchtui.ui.commands.command import LISTS, Command, Part

PART = Part(
    places={
        "report": "新闻稿",
        "parts": "新闻稿·栏目标题",
        "figures": "新闻稿·配图",
    },
    editors=frozenset({"parts"}),
    together=(
        *((near, "reports", "app") for near in LISTS),
        *(("paper", place, "app") for place in ("reports", "report")),
        ("parts", "report", "app"),
        ("text", "parts", "report", "app"),
        ("text", "report", "app"),
        *((near, "figures", "report", "app") for near in LISTS),
    ),
    commands=(
        Command("reports.new", "新建", ("ctrl+n", "n"), "从空白起一篇新闻稿", bar=True),
        Command("reports.view", "看纸面", ("f6",), "整屏看稿子印出来的样子", bar=True, also="打印 预览"),
        Command("reports.export", "导出", ("f8",), "写成 Word 文件", bar=True, also="打印"),
        Command("reports.bring", "导入文章", ("ctrl+l",), "把 .txt .md .docx 文章连同照片变成新闻稿", bar=True),
        Command("reports.state", "状态", ("f5",), "草稿、送审、已投稿、已刊发、退回", bar=True),
        Command("report.tab.parts", "栏目标题", ("f2",), "栏目、标题、供稿单位、编者按、署名"),
        Command("report.tab.body", "正文", ("f3",), "写正文；“# ”起头是小标题，【图1】是配图的位置"),
        Command("report.tab.figures", "配图", ("f4",), "配图的文件和图注"),
        Command("report.turn.previous", "上一栏", ("ctrl+pageup", "left_square_bracket"), "换到左边一栏"),
        Command("report.turn.next", "下一栏", ("ctrl+pagedown", "right_square_bracket"), "换到右边一栏"),
        Command("report.state", "状态", ("f5",), "草稿、送审、已投稿、已刊发、退回", bar=True),
        Command("report.view", "看纸面", ("f6",), "整屏看稿子印出来的样子", bar=True, also="打印 预览"),
        Command("report.export", "导出", ("f8",), "写成 Word 文件", bar=True, also="打印"),
        Command(
            "report.rows", "看台账", ("ctrl+t",), "稿子里从服务记录来的数字，看是哪几条的和", bar=True, also="数字"
        ),
        Command("report.save", "存", ("ctrl+s",), "把改动存进稿子；离开时也会自动存", bar=True),
        Command("parts.next", "取这一行", ("enter",), "取下面列出的选中的一个，到下一格", first=True),
        Command("parts.row.down", "下一行", ("down",), "下面有可选的，光标后移；没有就到下一格", first=True),
        Command("parts.row.up", "上一行", ("up",), "下面有可选的，光标前移；在最前面就回到上一格", first=True),
        Command("parts.step.next", "下一格", ("tab",), "到下一格，多行的格子里也行", bar=True, first=True),
        Command("parts.step.previous", "上一格", ("shift+tab",), "回到上一格，多行的格子里也行", first=True),
        Command("figures.add", "加配图", ("ctrl+n", "n"), "加一张配图", bar=True),
        Command("figures.remove", "删去", ("delete", "x"), "删去光标所在的配图"),
    ),
)
