"""Pasted pledges become sentences, and a vague one gets a hint."""

import pytest

from branchtui.rules.posts.pledges import HINT, hint, pledge_lines

GOOD = (
    "来访咨询当日答复。",
    "每周二下午在学院 201 室值班两小时。",
    "选课期间每天答疑不少于 2 小时。",
    "每学期走访学生宿舍四次以上。",
    "每月联系困难学生五名。",
    "三个工作日内办结成绩复核。",
    "24小时内回复邮件。",
    "公开办事流程和联系方式。",
    "毕业论文逐篇提出书面意见。",
    "课前十分钟到教室。",
    "为每位新教师配一份办事清单。",
    "教务系统零差错。",
    "全年开设实验室安全培训6场。",
    "开学第一周完成教材发放。",
    "学生来信两日内回复。",
    "期末整理试卷归档。",
    "工作日午休时间窗口不关门。",
    "节假日安排值班。",
)
VAGUE = (
    "全心全意为师生服务。",
    "热情周到，耐心细致。",
    "爱岗敬业，无私奉献。",
    "及时解决学生的困难。",
    "第一时间回应群众关切。",
    "一心一意谋发展。",
    "百分之百让师生满意。",
    "发挥先锋模范作用。",
    "做好本职工作，争当一名党员先锋。",
    "关心学生的成长成才。",
    "严格要求自己，一言一行作表率。",
    "树立一面旗帜。",
    "不断提高工作水平。",
    "坚定理想信念，加强内部团结。",
    "工作十分认真。",
)


@pytest.mark.parametrize("words", GOOD)
def test_a_pledge_that_can_be_checked_gets_no_hint(words: str) -> None:
    assert hint(words) == ""


@pytest.mark.parametrize("words", VAGUE)
def test_a_vague_pledge_gets_a_hint(words: str) -> None:
    assert hint(words) == HINT


@pytest.mark.parametrize(
    ("text", "pledges"),
    [
        ("", []),
        (" \n\n ", []),
        ("来访当日答复", ["来访当日答复"]),
        ("1.来访当日答复\n2．每周值班两次\n\n", ["来访当日答复", "每周值班两次"]),
        ("一、来访当日答复；\n（二）每周值班两次。", ["来访当日答复；", "每周值班两次。"]),
        ("- 来访当日答复\n· 每周值班两次", ["来访当日答复", "每周值班两次"]),
        ("来访当日答复。每周值班两次。", ["来访当日答复。", "每周值班两次。"]),
        ("来访当日答复；每周值班两次", ["来访当日答复；", "每周值班两次"]),
        ("来访当日答复。每周值班两次。\n公开电话。", ["来访当日答复。每周值班两次。", "公开电话。"]),
        ("3天内回复邮件", ["3天内回复邮件"]),
        ("24小时内答复\r\n2次走访", ["24小时内答复", "2次走访"]),
    ],
)
def test_a_text_becomes_pledges(text: str, pledges: list[str]) -> None:
    assert pledge_lines(text) == pledges
