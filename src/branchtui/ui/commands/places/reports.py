"""The room 新闻: the list, and one report with its tabs."""

from collections.abc import Iterator

from branchtui.ui.commands.command import LISTS, Command, Part

_LISTS = {"publications": "刊发", "outlets": "投稿媒体"}


def _handing_in(place: str) -> Iterator[Command]:
    yield Command(
        f"{place}.desk.pack",
        "投稿包",
        ("ctrl+b",),
        "写出交稿的文件夹：Word 稿、照片、投稿单",
        bar=True,
        also="投稿 打包",
    )
    yield Command(
        f"{place}.desk.approvals", "审批", (), "记初审、复审、终审的意见，写出审批表", more=True, also="审核 审批表"
    )
    yield Command(f"{place}.desk.publish", "记刊发", (), "登记稿子在一家媒体刊发了，可以有好几家", more=True)
    yield Command(
        f"{place}.desk.pieces",
        "贴到网页",
        (),
        "标题、导语、正文、图注分栏列出，一栏一键复制",
        more=True,
        also="复制 粘贴",
    )
    yield Command(
        f"{place}.desk.learn",
        "向编辑学",
        (),
        "载入刊发稿、退回稿，看编辑改了哪里；反复的改法记进用语",
        more=True,
        also="修订 退稿 刊发稿 比较",
    )
    yield Command(
        f"{place}.desk.page", "公众号网页", (), "写成可以贴进公众号编辑器的网页文件", more=True, also="微信 html"
    )
    yield Command(f"{place}.desk.plain", "纯文本", (), "写成纯文本文件（.txt）", more=True, also="txt")


def _of_list(place: str, name: str) -> Iterator[Command]:
    yield Command(f"{place}.new", "增加", ("ctrl+n", "n"), f"{name}里增加一条", bar=True)
    yield Command(f"{place}.remove", "删去", ("delete", "x"), "删去光标所在的一条", bar=True)
    yield Command(f"{place}.bring", "导入", ("ctrl+l",), "从 .xlsx .xls .csv 导入，先看有哪些变化", bar=True)
    yield Command(f"{place}.view", "看全部", ("f6",), "整屏看光标所在那一条的全部内容", bar=True)
    yield Command(f"{place}.export_list", "导出", ("f8",), f"把{name}写成 Word 和 .xlsx 的一览表", bar=True)


PART = Part(
    places={
        "article": "新闻·导入前先看",
        "report": "新闻稿",
        "parts": "新闻稿·栏目标题",
        "figures": "新闻稿·配图",
        "photos": "新闻稿·选照片",
        **{place: f"新闻·{name}" for place, name in _LISTS.items()},
        "approvals": "新闻稿·审批",
        "pieces": "新闻稿·贴到网页",
        "wordings": "新闻·用语",
        "learning": "新闻稿·向编辑学",
    },
    editors=frozenset({"parts"}),
    together=(
        *((near, "reports", "app") for near in LISTS),
        *((near, "article", "app") for near in LISTS),
        *(("paper", place, "app") for place in ("reports", "report")),
        ("parts", "report", "app"),
        ("text", "parts", "report", "app"),
        ("text", "report", "app"),
        *((near, "report", "app") for near in LISTS),
        *((near, "figures", "report", "app") for near in LISTS),
        *((near, "marks", "photos", "app") for near in LISTS),
        *((near, place, "app") for place in (*_LISTS, "approvals", "pieces", "learning") for near in (*LISTS, "paper")),
        *((near, "wordings", "app") for near in (*LISTS, "paper")),
    ),
    commands=(
        Command("reports.new", "新建", ("ctrl+n", "n"), "从空白起一篇新闻稿", bar=True),
        Command(
            "reports.report",
            "起草",
            ("f9",),
            "选体裁和一件事，把记录里的事实写成草稿",
            bar=True,
            also="体裁 总结 述职 简报 通讯 案例",
        ),
        Command("reports.view", "看纸面", ("f6",), "整屏看稿子印出来的样子", bar=True, also="打印 预览"),
        Command("reports.export", "导出", ("f8",), "写成 Word 文件", bar=True, also="打印"),
        Command("reports.bring", "导入文章", ("ctrl+l",), "把 .txt .md .docx 文章连同照片变成新闻稿", bar=True),
        Command("reports.state", "状态", ("f5",), "草稿、送审、已投稿、已刊发、退回", bar=True),
        Command("reports.tab.publications", "刊发", ("f3",), "看哪些稿子在哪里刊发了", bar=True, also="刊登 发表"),
        Command("reports.tab.outlets", "投稿媒体", ("f4",), "看投稿媒体：版式、时限、投到哪里", bar=True, also="平台"),
        Command("publications.tab.reports", "新闻稿", ("f2",), "回到新闻稿", bar=True),
        Command("publications.tab.outlets", "投稿媒体", ("f4",), "看投稿媒体", bar=True),
        Command("outlets.tab.reports", "新闻稿", ("f2",), "回到新闻稿", bar=True),
        Command("outlets.tab.publications", "刊发", ("f3",), "看哪些稿子在哪里刊发了", bar=True),
        *(command for place, name in _LISTS.items() for command in _of_list(place, name)),
        *_handing_in("reports"),
        Command("approvals.new", "增加", ("ctrl+n", "n"), "增加一个审核环节", bar=True),
        Command("approvals.remove", "删去", ("delete", "x"), "删去光标所在的环节", bar=True),
        Command("approvals.view", "看纸面", ("f6",), "看审批表印出来的样子", bar=True),
        Command("approvals.export", "导出", ("f8",), "把审批表写成 Word 文件", bar=True, also="打印 审批表"),
        Command("learning.bring", "载入", ("ctrl+l",), "载入刊发稿或退回稿（.docx .txt .md）", bar=True),
        Command("learning.remove", "不采用", ("delete", "x"), "光标所在的改法以后不再提", bar=True),
        Command("learning.view", "看改动", ("f6",), "整屏看这篇稿子的改动", bar=True, also="比较 差异"),
        Command("learning.take", "换成退回稿", (), "退回的稿子换成编辑改过的文字，可以撤销", more=True),
        Command("pieces.copy", "复制", ("ctrl+k", "y"), "复制光标所在的一栏，光标到下一栏"),
        Command("pieces.export", "写成文本", ("f8",), "把全文写成纯文本文件，从那里复制", bar=True),
        Command("pieces.limit", "每栏字数", (), "改这家媒体的网页表单每栏最多几字", more=True),
        Command("article.write", "导入", ("ctrl+s",), "照上面认出的做成新闻稿；Esc 不导入", bar=True),
        Command("article.part", "另作", ("ctrl+t",), "光标所在的一行其实是标题、单位、日期、署名，或该略去", bar=True),
        Command(
            "reports.wordings", "用语", (), "校对用的本支部用语：改为什么、什么不算错", more=True, also="校对 错字 词表"
        ),
        Command("wordings.new", "增加", ("ctrl+n", "n"), "用语里增加一条", bar=True),
        Command("wordings.remove", "删去", ("delete", "x"), "删去光标所在的一条", bar=True),
        Command("wordings.view", "看全部", ("f6",), "整屏看光标所在那一条的全部内容", bar=True),
        Command("report.tab.parts", "栏目标题", ("f2",), "栏目、标题、供稿单位、编者按、署名"),
        Command("report.tab.body", "正文", ("f3",), "写正文；“# ”起头是小标题，【图1】是配图的位置"),
        Command("report.tab.figures", "配图", ("f4",), "配图的照片、图注、图宽和顺序"),
        Command("report.turn.previous", "上一栏", ("ctrl+pageup", "left_square_bracket"), "换到左边一栏"),
        Command("report.turn.next", "下一栏", ("ctrl+pagedown", "right_square_bracket"), "换到右边一栏"),
        Command("report.state", "状态", ("f5",), "草稿、送审、已投稿、已刊发、退回", bar=True),
        Command(
            "report.finding.next",
            "下一处",
            ("ctrl+down",),
            "到校对发现的下一处，那几个字就选中",
            bar=True,
            also="校对 错",
        ),
        Command("report.finding.previous", "上一处", ("ctrl+up",), "到校对发现的上一处", also="校对 错"),
        Command(
            "report.fix",
            "照改",
            ("ctrl+l",),
            "照校对的建议改光标所在的一处，到下一处；撤回按 Ctrl+Z",
            bar=True,
            also="校对 采用",
        ),
        Command(
            "report.silence",
            "略过",
            ("ctrl+n",),
            "这一处不再提：这篇稿子里，以后都不提，或记进支部用语",
            bar=True,
            also="校对 忽略",
        ),
        *_handing_in("report"),
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
        Command(
            "photos.take", "加为配图", ("ctrl+s",), "把标记的照片按标记的先后加为配图；没有标记就是光标所在的", bar=True
        ),
        Command("figures.shift.up", "上移", ("ctrl+up", "K"), "配图往前移一位，正文里的图号一起改"),
        Command("figures.shift.down", "下移", ("ctrl+down", "J"), "配图往后移一位，正文里的图号一起改"),
        Command("figures.remove", "删去", ("delete", "x"), "删去光标所在的配图"),
    ),
)
