"""The room 示范岗: the list, and one post with its tabs."""

from branchtui.ui.commands.command import LISTS, Command, Part
from branchtui.ui.commands.places import posts_log

PART = Part(
    places={
        "post": "一个岗位",
        "facts": "岗位·岗位",
        "log": "岗位·记录",
        "totals": "岗位·数字",
        "reviews": "岗位·考核",
        **posts_log.PLACES,
    },
    editors=posts_log.EDITORS,
    together=(
        *((near, "posts", "app") for near in LISTS),
        *(("paper", place, "app") for place in ("posts", "post")),
        *((near, tab, "post", "app") for tab in ("facts", "totals", "reviews") for near in LISTS),
        *posts_log.TOGETHER,
    ),
    commands=(
        Command("posts.new", "新设岗位", ("ctrl+n", "n"), "新设一个示范岗", bar=True, also="新建 增加"),
        Command("posts.state", "办下一步", ("f5",), "登记光标所在岗位的下一个环节", bar=True, also="登记环节"),
        Command("posts.view", "看纸面", ("f6",), "整屏看登记表、公示、考核表", bar=True, also="打印 预览"),
        Command("posts.export", "导出", ("f8",), "把这个岗位的材料全部写成 Word 文件", bar=True, also="打印"),
        Command("posts.remove", "删除岗位", (), "误建的岗位移入回收；有服务记录的不能删", more=True),
        Command("post.tab.facts", "岗位", ("f2",), "岗位的信息、环节、上岗党员和承诺"),
        Command("post.tab.log", "记录", ("f3",), "服务记录"),
        Command("post.tab.totals", "数字", ("f4",), "服务的合计，每个数都能打开看是哪几条"),
        Command("post.tab.reviews", "考核", (), "各次考核的评分、等次和意见", more=True, also="评分 述职"),
        Command("post.turn.previous", "上一栏", ("ctrl+pageup", "left_square_bracket"), "换到左边一栏"),
        Command("post.turn.next", "下一栏", ("ctrl+pagedown", "right_square_bracket"), "换到右边一栏"),
        Command("post.state", "办下一步", ("f5",), "登记下一个环节：哪天、依据哪次会", bar=True, also="登记环节"),
        Command("post.view", "看纸面", ("f6",), "看登记表、公示、考核表印出来的样子", bar=True, also="打印 预览"),
        Command("post.export", "导出", ("f8",), "把这个岗位的材料全部写成 Word 文件", bar=True, also="打印"),
        Command("post.edit", "改岗位信息", ("ctrl+e",), "改名称、编号、类别、职责、服务对象", bar=True, first=True),
        Command(
            "post.step",
            "其他环节",
            (),
            "登记暂停、恢复、撤牌、再次申报、结束，或补记别的环节",
            more=True,
            also="撤牌 退出",
        ),
        Command("facts.add", "增加", ("ctrl+n", "n"), "加一位上岗党员、几条承诺或一个环节", bar=True),
        Command("facts.remove", "删去", ("delete", "x"), "删去光标所在的环节、上岗党员或承诺"),
        Command("reviews.add", "写考核", ("ctrl+n", "n"), "考核一位上岗党员：评分、等次和意见", bar=True),
        Command("reviews.remove", "删去", ("delete", "x"), "删去光标所在的考核"),
        *posts_log.COMMANDS,
    ),
)
