"""Heads, by-lines, figures and leftovers line by line: what each shape comes to."""

import pytest

from branchtui.files.articles import Article, read_article

TITLE = "学院召开会议部署工作"
PARA = "支部在会上学习了有关文件，并且讨论了下一步的工作。"


def _read(text: str, name: str = "稿件.txt") -> Article:
    return read_article(text.encode(), name)


@pytest.mark.parametrize(
    ("line", "unit", "day", "bylines"),
    [
        ("发布者:甲学院发布时间:2025-11-06浏览次数:10", "甲学院", "2025-11-06", ()),
        ("日期:2025-11-06来源:宣传部作者:何田编辑:葛文", "宣传部", "2025-11-06", (("作者", "何田"), ("编辑", "葛文"))),
        ("来源:后勤处 【字体:大 中 小】 打印", "后勤处", "None", ()),
        ("发布日期:2025/3/4 作者: 来源: 点击:", "", "2025-03-04", ()),
        ("2022-04-14 06:43:18 发布来源：后勤处", "后勤处", "2022-04-14", ()),
        ("2020-09-08 17:39:43 何田", "", "2020-09-08", (("作者", "何田"),)),
        ("2024-11-20 10:00 综合新闻", "", "2024-11-20", ()),
        ("后勤处　2024年11月5日", "后勤处", "2024-11-05", ()),
        ("后勤处\n二〇二四年十一月五日", "后勤处", "2024-11-05", ()),
        ("发布时间\n2025-03-28\n作者\n何田", "", "2025-03-28", (("作者", "何田"),)),
        ("监 制 : 何田　栏 目：党建　来 源：宣传部", "宣传部", "None", (("监制", "何田"),)),
        ("供稿：何田、葛文", "", "None", (("供稿", "何田、葛文"),)),
        ("发布人：后勤处 发布人：何田", "后勤处", "None", (("发布人", "何田"),)),
        ("供稿单位：（未填写）　发布日期：（未填写）", "", "None", ()),
    ],
)
def test_labels_with_all_kinds_of_neighbours(
    line: str, unit: str, day: str, bylines: tuple[tuple[str, str], ...]
) -> None:
    article = _read(f"{TITLE}\n{line}\n{PARA}")
    assert (article.unit, str(article.dated), article.bylines, article.body) == (unit, day, bylines, PARA)


@pytest.mark.parametrize(
    "line", ["时间：2025年5月20日 地点：逸夫楼", "时间：2025年5月20日\n地点：逸夫楼\n主持人：何田"]
)
def test_when_a_meeting_was_is_not_when_the_article_was_published(line: str) -> None:
    article = _read(f"{TITLE}\n{line}\n{PARA}")
    assert article.dated is None and article.body == f"{line}\n{PARA}"


@pytest.mark.parametrize(
    ("line", "bylines"),
    [
        ("（文学院 何田 葛文/文 柳叶青/图）", (("文", "何田 葛文"), ("图", "柳叶青"))),
        ("（甲 乙/文 丙/图）", (("文", "甲 乙"), ("图", "丙"))),
        ("何田 文/柳叶青 图", (("文", "何田"), ("图", "柳叶青"))),
        ("何田供稿 柳叶青编辑", (("供稿", "何田"), ("编辑", "柳叶青"))),
        ("（何田 摄）", (("摄", "何田"),)),
        ("撰稿人：何田；审核人：葛文", (("撰稿人", "何田"), ("审核人", "葛文"))),
        ("本报通讯员 何田 柳叶青", (("本报通讯员", "何田 柳叶青"),)),
        ("策划、文案：何田 审核|葛文", (("策划、文案", "何田"), ("审核", "葛文"))),
    ],
)
@pytest.mark.parametrize("glued", [False, True], ids=["below", "in the last paragraph"])
def test_bylines_of_all_kinds(line: str, bylines: tuple[tuple[str, str], ...], glued: bool) -> None:
    article = _read(f"{TITLE}\n{PARA}\n{PARA}{'' if glued else chr(10)}{line}")
    assert (article.bylines, article.body) == (bylines, f"{PARA}\n{PARA}")


def test_a_role_that_nobody_knows_is_one_below_another_byline() -> None:
    article = _read(f"{TITLE}\n{PARA}\n文：何田\n灯光：葛文")
    assert article.bylines == (("文", "何田"), ("灯光", "葛文")) and article.body == PARA


@pytest.mark.parametrize(
    "line",
    [
        "大家用镜头记录下这一刻。（何田）",
        "支部书记讲了第一课（文件见附件）",
        "记者：您为什么选择这里？",
        "联系人：何田",
        "党员摄影",
        "（现场教学 葛文/摄）\n大家登上退役的引航船，听老引航员讲了一次夜航。",
    ],
)
def test_what_ends_a_text_and_is_no_byline(line: str) -> None:
    article = _read(f"{TITLE}\n{PARA}\n{line}")
    assert (article.bylines, article.body) == ((), f"{PARA}\n{line}")


@pytest.mark.parametrize(
    ("head", "kicker", "title", "subtitle"),
    [
        ("后勤党支部开展“安\n全过冬”主题党日", "", "后勤党支部开展“安全过冬”主题党日", ()),
        ("学院召开会议：\n部署下学期工作", "", "学院召开会议：部署下学期工作", ()),
        ("先锋人物\n灯火可亲\n来源：后勤处", "先锋人物", "灯火可亲", ()),
        ("支部巡礼·第六期\n灯火可亲\n——记夜班小组", "支部巡礼·第六期", "灯火可亲", ("——记夜班小组",)),
        ("积分办法的说明\n（征求意见稿）", "", "积分办法的说明", ("（征求意见稿）",)),
        ("海州大学新闻网\n学院召开会议\n学院召开会议", "", "学院召开会议", ()),
        ("学院召开会议 - 海州大学新闻网", "", "学院召开会议", ()),
        ("校工会\n2025-06-30 12:00 海州\n把课堂搬到田埂上", "", "把课堂搬到田埂上", ()),
        ("学院召开会议——织牢校园安全网", "", "学院召开会议——织牢校园安全网", ()),
        ("织牢校园安全网", "", "织牢校园安全网", ()),
        ("聚焦双创建设\n——构建三级工作格局", "", "聚焦双创建设", ("——构建三级工作格局",)),
        (
            "把支部建在最需要的地方和最小的班组里｜机械学院实录",
            "",
            "把支部建在最需要的地方和最小的班组里｜机械学院实录",
            (),
        ),
    ],
)
def test_titles_of_all_kinds(head: str, kicker: str, title: str, subtitle: tuple[str, ...]) -> None:
    article = _read(f"{head}\n{PARA}\n{PARA}")
    assert (article.kicker, article.title, article.subtitle) == (kicker, title, subtitle)
    assert article.body == f"{PARA}\n{PARA}"


@pytest.mark.parametrize(
    "line",
    [
        "2024年11月5日的早晨",
        "本网讯（通讯员 何田）",
        "——记某党支部的一年",
        "● 一句放在这里的话",
        "这一张图为学习现场留念",
        "（现场的照片还没有）",
        "风从操场那头过来了\n灯在窗子这头亮着的\n你若走得晚一些的话\n我便睡得迟一些好了",
        "1.学习有关文件\n2.讨论工作计划\n3.部署下月工作",
        "值班的规矩只有三条\n1.不离岗位\n2.不推事情",
        "何田：我记得那一天",
        "分享：何田谈体会，柳叶青谈打算",
    ],
)
def test_what_is_never_a_heading(line: str) -> None:
    assert not [each for each in _read(f"{TITLE}\n{PARA}\n{line}\n{PARA}").body.split("\n") if each.startswith("#")]


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (["强组织", PARA, "重实效", PARA], ["强组织", "重实效"]),
        (["建强每一个支部", PARA, "办好每一个中心", PARA], ["建强每一个支部", "办好每一个中心"]),
        (["强组织", PARA], []),
        (["故事一：一盏灯", PARA, "故事二：一壶水", PARA], ["故事一：一盏灯", "故事二：一壶水"]),
        (["第一件：一起读书", PARA], ["第一件：一起读书"]),
        (["附件一：名单", PARA], []),
        (["【做法一】", PARA, "【做法二】", PARA], ["【做法一】", "【做法二】"]),
        (["01", "把话说短一些吧", PARA], ["把话说短一些吧"]),
        (["1.开展清查。", PARA, "2.建立制度。", PARA], ["1.开展清查。", "2.建立制度。"]),
        (["一、把课堂作为第一阵地，推动教师党员把育人要求写进每一门课的教学大纲，落到每一次作业的批改里", PARA], ["一、把课堂作为第一阵地，推动教师党员把育人要求写进每一门课的教学大纲，落到每一次作业的批改里"]),
        (["（一）建好制度（党务）", PARA], ["（一）建好制度（党务）"]),
    ],
)  # fmt: skip
def test_headings_of_all_kinds(lines: list[str], headings: list[str]) -> None:
    body = _read("\n".join((TITLE, PARA, *lines))).body.split("\n")
    assert [each.lstrip("# ") for each in body if each.startswith("#")] == headings


@pytest.mark.parametrize(
    ("lines", "captions"),
    [
        (["照片1：现场"], {1: "现场"}),
        (["照片一"], {1: ""}),
        (["（图为现场）"], {1: "图为现场"}),
        (["▲ 现场"], {1: "现场"}),
        (["<图1>"], {1: ""}),
        (["2.jpg"], {2: ""}),
        (["配图1 配图2"], {1: "", 2: ""}),
        (["图1 现场　　图2 合影"], {1: "现场", 2: "合影"}),
        (["图3 现场照。"], {3: "现场照。"}),
        (["组图：现场"], {1: "现场"}),
        (["图片说明：现场"], {1: "现场"}),
        (["左图：现场 右图：合影"], {1: "左图：现场 右图：合影"}),
        (["配图1", "▲现场", "配图2", "▲合影"], {1: "现场", 2: "合影"}),
        (["图1显示，人数逐年上升。"], {}),
        (["图1、图2见附件。"], {}),
        (["IMG_3446.JPG"], {}),
    ],
)
def test_figures_of_all_kinds(lines: list[str], captions: dict[int, str]) -> None:
    article = _read("\n".join((TITLE, PARA, *lines, PARA)))
    marks = [int(line[2:-1]) for line in article.body.split("\n") if line.startswith("【图")]
    assert {mark: article.captions.get(mark, "") for mark in marks} == captions


@pytest.mark.parametrize(
    "line",
    [
        "点击上方蓝字 关注我们",
        "评论：",
        "【打印本页】【关闭窗口】",
        "预览时标签不可点",
        "关注该公众号",
        "点个“在看”，让更多人看到",
        "- END -",
        "阅读原文",
        "首页 | 学校要闻 | 综合新闻 | 专题",
        "以下文章来源于学院青年 ，作者何田",
        "相关阅读：\n· 学院召开另一次会议",
        "IMG_3446.JPG",
        "![]()",
        "海州大学党委 版权所有",
    ],
)
def test_leftovers_are_dropped_and_told(line: str) -> None:
    article = _read(f"{TITLE}\n{PARA}\n{line}")
    assert article.body == PARA and article.dropped == line.split("\n")


def test_markup_is_taken_off_and_counted() -> None:
    text = f"<p>{TITLE}</p>\n<p>前半&nbsp;后半，&ldquo;引&rdquo;。<br>{PARA}</p><p><img src='a.jpg'></p>1 < 2，&lt;应到&gt;在此。"
    article = _read(text)
    assert article.body.split("\n") == ["前半 后半，“引”。", PARA, "【图1】", "1 < 2，<应到>在此。"]
    assert article.links == {1: "a.jpg"} and article.told == ("去掉网页标记 13 处。",)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("稿.md", ["| 年度 | 场次 |", "|---|---:|", "| 2024 | 12 |"]),
        ("稿.md", ["年度 | 场次", "--- | ---", "2024 | 12"]),
        ("稿.txt", ["| 年度 | 场次 |", "| 2024 | 12 |"]),
        ("稿.txt", ["年度\t场次", "2024\t12"]),
        ("稿.txt", ["<table><tr><td>年度</td><td>场次</td></tr>", "<tr><td>2024</td><td>12</td></tr></table>"]),
    ],
)
def test_tables_are_kept_as_rows(name: str, lines: list[str]) -> None:
    article = _read("\n".join((TITLE, PARA, *lines, PARA)), name)
    assert article.body.split("\n") == [PARA, "| 年度 | 场次 |", "| 2024 | 12 |", PARA]


def test_front_matter_of_markdown() -> None:
    text = f"---\ntitle: {TITLE}\nauthor: 何田\ndate: 2023-08-15\ntags: [a]\n---\n\n{PARA}\n"
    article = _read(text, "稿.md")
    assert (article.title, str(article.dated), article.bylines) == (TITLE, "2023-08-15", (("作者", "何田"),))
    assert article.body == PARA and article.told == ("文件头里的tags没有带入。",)
