"""The room 今天."""

from branchtui.ui.commands.command import LISTS, Command, Part

PART = Part(
    together=(*((near, "today", "app") for near in LISTS),),
    commands=(
        Command("today.silence", "不再提醒", (), "这件事不再提醒：写一句原因，或关掉这项期限", more=True),
        Command("today.silenced", "不再提醒的", (), "列出关掉了哪些提醒，选一件恢复", more=True),
        Command(
            "today.handbook",
            "工作手册",
            (),
            "把一年的概况、名册、计划、会议记录等导成一本《党支部工作手册》",
            more=True,
            also="导出 年度 归档 打印",
        ),
        Command(
            "today.handbook_parts",
            "工作手册的内容",
            (),
            "《党支部工作手册》有哪些部分、什么次序",
            more=True,
            also="设置 次序",
        ),
        Command(
            "today.state", "办成", ("f5",), "光标所在的议定事项、整改事项办成了：写一句完成情况，不写也行", bar=True
        ),
        Command(
            "today.drop",
            "丢弃草稿",
            ("delete", "x"),
            "丢弃光标所在的未存完文字；光标在要办的事上，就不再提醒它",
            bar=True,
        ),
    ),
)
