"""The room 人员: the roster, an import before it is written, and the registers."""

from branchtui.ui.commands.command import LISTS, Command, Part

REGISTERS = {
    "contacts": "往来",
    "activities": "共建",
    "helpers": "身边人",
    "growth": "学习与发展",
}

PART = Part(
    places={
        "preview": "人员·导入预览",
        **{place: f"人员·{name}" for place, name in REGISTERS.items()},
        "contacts_preview": "往来·导入预览",
        "hours": "人员·学时",
        "ledger": "学时·来源",
        "hours_preview": "学时·导入预览",
    },
    together=(
        *((near, "marks", "people", "app") for near in LISTS),
        ("paper", "people", "app"),
        *((near, "preview", "app") for near in LISTS),
        *((near, place, "app") for place in REGISTERS for near in (*LISTS, "paper")),
        *((near, place, "app") for place in ("contacts_preview", "ledger", "hours_preview") for near in LISTS),
        *((near, "hours", "app") for near in (*LISTS, "paper")),
    ),
    commands=(
        Command("people.new", "加一人", ("ctrl+n", "n"), "往名册里加一位", bar=True),
        Command("people.bring", "导入名册", ("ctrl+l",), "从 .xlsx .xls .csv 导入，先看有哪些变化", bar=True),
        Command("people.group", "编入小组", (), "把标记的几位，或光标所在的一位，编入一个党小组", more=True),
        Command("people.order", "人员顺序", (), "委员总在前；其余按名册的顺序，或按姓氏笔画", more=True),
        Command("people.branch", "支部信息", (), "改支部和单位的名称、本届选出日期", more=True, also="换届 任期"),
        Command("people.view", "看资料", ("f6",), "整屏看光标所在那一位的资料和经历", bar=True),
        Command("people.day", "看某一天", ("f7",), "看名册在某一天的样子", bar=True),
        Command(
            "people.register.contact",
            "往来",
            (),
            "支部以外的人和单位：列席人员、主讲人、共建单位，写一次到处用",
            more=True,
            also="联系人 通讯录 嘉宾",
        ),
        Command("people.register.activity", "共建", (), "和共建单位一起做的事：带了多少学生、有什么成果", more=True),
        Command(
            "people.register.helper",
            "身边人",
            (),
            "办公室助理、兼职辅导员、学生干部：为他们做了什么，有什么成果",
            more=True,
            also="学生 助理",
        ),
        Command(
            "people.register.growth",
            "学习与发展",
            (),
            "每个人的培训、会议、项目、论文：学时、天数、费用",
            more=True,
            also="培训 学时 论文",
        ),
        Command(
            "people.hours",
            "学时",
            (),
            "每个人这一年的学时：有多少，从哪里来，还差多少",
            more=True,
            also="学习时间 达标",
        ),
        Command("preview.write", "写入名册", ("ctrl+s",), "照上面所列写入名册，要您定的先问；Esc 不写", bar=True),
        *(
            command
            for place, name in REGISTERS.items()
            for command in (
                Command(f"{place}.new", "增加", ("ctrl+n", "n"), f"{name}里增加一条", bar=True),
                Command(f"{place}.remove", "删去", ("delete", "x"), "删去光标所在的一条；以前的材料不变", bar=True),
                Command(f"{place}.view", "看全部", ("f6",), "整屏看光标所在那一条的全部内容", bar=True),
            )
        ),
        Command("contacts.bring", "导入", ("ctrl+l",), "从 .xlsx .xls .csv 导入，先看有哪些变化", bar=True),
        Command("contacts.merge", "合并", (), "两条是同一位或同一个单位：合成一条，列席、共建等都跟过来", more=True),
        Command("contacts_preview.write", "写入往来", ("ctrl+s",), "照上面所列写入往来；Esc 不写", bar=True),
        Command("hours.view", "看学时表", ("f6",), "看学时表印出来的样子", bar=True),
        Command("hours.day", "换一年", ("f7",), "看哪一年的学时", bar=True),
        Command("hours.export", "导出", ("f8",), "写成学时表（Word）和学校要的学时统计（.xlsx）", bar=True),
        Command("hours.bring", "导入", ("ctrl+l",), "从学校的学时表 .xlsx .xls .csv 导入，先看有哪些变化", bar=True),
        Command("hours.rules", "学时怎么计", (), "一小时、半天、全天计多少；没有散会时间的会怎么计", more=True),
        Command("hours.choose", "定散会时间", (), "没有散会时间的会：按会议种类计，或不计", more=True),
        Command("ledger.new", "登记培训", ("ctrl+n", "n"), "给这一位登记一次计入学时的培训", bar=True),
        Command("ledger.correct", "更正学时", ("ctrl+e", "e"), "光标所在的会给这一位计多少，另写，要写原因", bar=True),
        Command("ledger.day", "换一年", ("f7",), "看哪一年的学时", bar=True),
        Command("ledger.bring", "导入", ("ctrl+l",), "从学校的学时表导入，先看有哪些变化", bar=True),
        Command("hours_preview.write", "写入", ("ctrl+s",), "照上面所列写入学习与发展；Esc 不写", bar=True),
        Command("helpers.event", "记培养", ("ctrl+t",), "记下为光标所在的一位做的一件事", bar=True),
        Command("helpers.outcome", "记成果", ("ctrl+k",), "记下光标所在的一位的获奖、项目、升学、就业", bar=True),
        Command("helpers.events", "改培养记录", (), "更改、删去光标所在的一位的一条培养记录", more=True),
        Command("helpers.cohorts", "看届别表", (), "看届别表印出来的样子：各届各类多少人、成果各级多少", more=True),
        Command("helpers.export", "导出", ("f8",), "把届别表写成 Word 文件", bar=True),
    ),
)
