"""The room 对标: the documents that came and went, the honours, an import of either before it is written."""

from collections.abc import Iterator

from branchtui.ui.commands.command import LISTS, Command, Part

_LISTS = {"frameworks": "收发文", "honours": "荣誉成果"}

_ADOPTED = ("adopted", "framework", "gaps", "point")


def _of_both() -> Iterator[Command]:
    for place, name in _LISTS.items():
        yield Command(f"{place}.new", "增加", ("ctrl+n", "n"), f"{name}里增加一条", bar=True)
        yield Command(f"{place}.remove", "删去", ("delete", "x"), "删去光标所在的一条", bar=True)
        yield Command(f"{place}.bring", "导入", ("ctrl+l",), "从 .xlsx .xls .csv 导入，先看有哪些变化", bar=True)
        yield Command(
            f"{place}.attach", "附上文件", (), "给光标所在的一条附上扫描件、照片", more=True, also="扫描件 证书"
        )
        yield Command(f"{place}.detach", "拿掉附件", (), "拿掉光标所在的一条的一个附件", more=True)


def _turn(place: str, what: str) -> Iterator[Command]:
    yield Command(
        f"{place}.turn.previous", f"上一个{what}", ("ctrl+pageup", "left_square_bracket"), f"换到上一个{what}"
    )
    yield Command(f"{place}.turn.next", f"下一个{what}", ("ctrl+pagedown", "right_square_bracket"), f"换到下一个{what}")


PART = Part(
    places={
        "sheet": "对标·填报表",
        "honours": "对标·荣誉成果",
        "adopted": "对标·已采用",
        "framework": "对标·矩阵",
        "gaps": "对标·缺项",
        "point": "对标·观测点",
        "outline_preview": "对标·通知和任务书预览",
        "newer_file": "对标·新版文件",
    },
    together=(
        *((near, place, "app") for place in (*_LISTS, *_ADOPTED) for near in (*LISTS, "paper")),
        *((near, place, "app") for place in ("sheet", "outline_preview", "newer_file") for near in LISTS),
    ),
    commands=(
        Command("frameworks.tab.honours", "荣誉成果", ("f3",), "看荣誉成果", bar=True, also="获奖"),
        Command(
            "frameworks.tab.adopted", "对标", ("f4",), "看采用了的对标：双创、述职、考核、专题教育、品牌", bar=True
        ),
        Command("honours.tab.documents", "收发文", ("f2",), "回到收发文", bar=True),
        Command("honours.tab.adopted", "对标", ("f4",), "看采用了的对标：双创、述职、考核、专题教育、品牌", bar=True),
        Command("frameworks.finish", "办结", ("f5",), "记下光标所在的文件办结了", bar=True),
        Command("frameworks.view", "看纸面", ("f6",), "发文看印出来的样子，收文整屏看全部内容", bar=True),
        Command("frameworks.export", "导出", ("f8",), "把光标所在的发文写成 Word 文件", bar=True, also="打印"),
        Command("frameworks.answer", "登记批复", ("ctrl+t",), "登记光标所在的文件的批复或答复", bar=True),
        Command("sheet.finish", "报送", ("f5",), "把这张表报送给学院；改了可以再报，报过的留着", bar=True, also="上报"),
        Command("sheet.same", "其余照填", ("ctrl+t",), "别的行空着的栏目，照光标所在的这一行填；填了的不动", bar=True),
        Command("sheet.new", "加一行", ("ctrl+n", "n"), "在最后加一行", bar=True),
        Command("sheet.remove", "删去", ("delete", "x"), "删去光标所在的一行", bar=True),
        Command("sheet.bring", "导入", ("ctrl+l",), "导入在 .xlsx .xls .csv 里填好的这张表；先按 F8 导出", bar=True),
        Command("sheet.export", "导出", ("f8",), "把现在填的写成 .xlsx", bar=True, also="打印"),
        Command("sheet.anew", "重新预填", (), "名册和学时变了：自动填的几栏重填，手填的留着", more=True),
        Command("honours.view", "看全部", ("f6",), "整屏看光标所在那一条的全部内容", bar=True),
        Command("honours.export_list", "导出", ("f8",), "把荣誉成果写成 Word 和 .xlsx 的一览表", bar=True),
        Command("adopted.tab.documents", "收发文", ("f2",), "看收发文", bar=True),
        Command("adopted.tab.honours", "荣誉成果", ("f3",), "看荣誉成果", bar=True),
        Command("adopted.new", "采用对标", ("ctrl+n", "n"), "采用一个对标：只问是哪一个、什么级别、从哪天起", bar=True),
        Command("adopted.view", "看全部", ("f6",), "整屏看光标所在的对标的全部内容", bar=True),
        Command("adopted.edit", "改名称、状态", ("ctrl+e",), "改名称、主办单位、依据、编号形式和状态", bar=True),
        Command("adopted.remove", "删去", ("delete", "x"), "删去光标所在的对标，连同它的观测点和佐证"),
        Command("adopted.bring", "导入", ("ctrl+l",), "从任务书 .xlsx 或通知 .txt 导入；通知也可直接粘贴", bar=True),
        Command("adopted.own", "自己新建", (), "新建一个空的对标，观测点自己写", more=True, also="品牌 三心 通知"),
        Command("framework.tab.gaps", "缺项", ("f4",), "只看缺什么；回车就去补", bar=True),
        Command("framework.period", "换时段", ("ctrl+t", "t"), "按季度、按月、按学期轮换", bar=True),
        Command("framework.view", "看全部", ("f6",), "整屏看光标所在的观测点", bar=True),
        Command("framework.export", "导出", ("f8",), "写出验收、中期等的文件夹，或只要任务完成情况一览表", bar=True),
        Command("framework.edit", "改观测点", ("ctrl+e",), "改要求、承诺目标、责任人、时限、分值、自评", bar=True),
        Command("framework.new", "加观测点", ("ctrl+n", "n"), "在光标所在的后面加一个观测点", bar=True),
        Command("framework.remove", "删去", ("delete", "x"), "删去光标所在的观测点，连同它下面的"),
        Command("framework.shift.up", "上移", ("ctrl+up", "K"), "把观测点往前移一位"),
        Command("framework.shift.down", "下移", ("ctrl+down", "J"), "把观测点往后移一位"),
        *_turn("framework", "对标"),
        Command("framework.below", "加下一级", (), "在光标所在的观测点下面加一个", more=True),
        Command("framework.shift.in", "降一级", (), "把观测点放到上面那一个的下面", more=True),
        Command("framework.shift.out", "升一级", (), "把观测点升到上一级", more=True),
        Command("framework.submit", "送交", (), "写出送交的文件夹，记下送交了哪些材料", more=True, also="验收 上报"),
        Command("framework.milestones", "节点", (), "改节点的时限，或记下哪天完成了", more=True, also="中期 验收"),
        Command("framework.newer", "看新版文件", (), "新版文件改了什么，逐项选取不取", more=True, also="版本 更新"),
        Command("framework.head", "改名称、状态", (), "改这个对标的名称、主办单位、依据、编号形式和状态", more=True),
        Command("gaps.tab.matrix", "矩阵", ("f2",), "回到矩阵", bar=True),
        *_turn("gaps", "对标"),
        Command(
            "point.evidence", "剔除/放回", ("ctrl+a", "m"), "剔除自动归入的一项，须写原因；或取消标记、剔除", bar=True
        ),
        Command("point.account", "写完成情况", ("ctrl+t",), "写这个观测点的完成情况", bar=True),
        Command("point.edit", "改观测点", ("ctrl+e",), "改要求、承诺目标、责任人、时限、分值、自评", bar=True),
        Command("point.view", "看全部", ("f6",), "整屏看这个观测点", bar=True),
        *_turn("point", "观测点"),
        Command("point.rules", "改需要", (), "改要求几次、每期多少、哪些自动归入", more=True, also="自动 次数"),
        *_of_both(),
        Command(
            "frameworks.export_list",
            "导出登记簿",
            (),
            "把全部收发文写成 Word 和 .xlsx 的登记簿",
            more=True,
            also="台账",
        ),
        Command("newer_file.write", "写入", ("ctrl+s",), "写入要取用的变化；Esc 不写", bar=True),
        Command("outline_preview.write", "写入", ("ctrl+s",), "选写进哪个对标，照上面的分级写入；Esc 不写", bar=True),
        Command("outline_preview.shift.out", "升一级", ("left",), "光标所在的一项连同下面的升一级", bar=True),
        Command("outline_preview.shift.in", "降一级", ("right",), "光标所在的一项连同下面的降一级", bar=True),
    ),
)
