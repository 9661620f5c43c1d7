"""One line of the service log, as people type it."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.rules.text.service_line import Entry, parse_length, parse_line, parse_result, parse_served

NOW = datetime(2026, 3, 10, 9)  # a Tuesday
WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        (
            "zs 周三下午2点到4点 窗口咨询 30人次",
            Entry(WEDNESDAY, 4, "窗口咨询", "zs", "14:00", "16:00", served=30),
        ),
        (
            "zs 周三下午2点到4点 窗口咨询 服务学生30人次 发放材料50份",
            Entry(WEDNESDAY, 4, "窗口咨询，发放材料", "zs", "14:00", "16:00", "学生", 30, 50, "份"),
        ),
        ("周一上午9点到11点半 张三 值班", Entry(date(2026, 3, 9), 5, "值班", "张三", "09:00", "11:30")),
        (
            "张三#0012，3月4日，2小时，谈心谈话，对象：新生，12人",
            Entry(WEDNESDAY, 4, "谈心谈话", "张三#0012", whom="新生", served=12),
        ),
        (
            "zs 昨天 14:00-16:30 6号楼值班 走访宿舍12间",
            Entry(date(2026, 3, 9), 5, "6号楼值班，走访宿舍", "zs", "14:00", "16:30", result=12, unit="间"),
        ),
        ("zs 昨天 下午2-4点 值班 30名学生", Entry(date(2026, 3, 9), 4, "值班", "zs", "14:00", "16:00", "学生", 30)),
        ("zs 3月4日下午2:00-4:00 值班", Entry(WEDNESDAY, 4, "值班", "zs", "14:00", "16:00")),
        ("zs 昨晚7点到9点 查寝", Entry(date(2026, 3, 9), 4, "查寝", "zs", "19:00", "21:00")),
        ("zs 上周五 中午12点到下午1点 值班", Entry(date(2026, 3, 6), 2, "值班", "zs", "12:00", "13:00")),
        ("zs 3月4日 下午2点半到四点 帮扶 5人", Entry(WEDNESDAY, 3, "帮扶", "zs", "14:30", "16:00", served=5)),
        ("zs 周三下午2点到5点 2.5小时 值班", Entry(WEDNESDAY, 5, "值班", "zs", "14:00", "17:00")),
        ("zs 周三下午2点到3点45 1.5小时 值班", Entry(WEDNESDAY, 3, "值班", "zs", "14:00", "15:45")),
        ("zs 周三 两个半小时 值班", Entry(WEDNESDAY, 5, "值班", "zs")),
        ("zs 周三 半小时 值班", Entry(WEDNESDAY, 1, "值班", "zs")),
        ("zs 11-28 14-16点 值班", Entry(date(2025, 11, 28), 4, "值班", "zs", "14:00", "16:00")),
        ("zs 20260304 1.5 小时 值班", Entry(WEDNESDAY, 3, "值班", "zs")),
        (
            "zs 周三下午2点 2小时 值班 https://a.cn/x?y=1",
            Entry(WEDNESDAY, 4, "值班", "zs", "14:00", link="https://a.cn/x?y=1"),
        ),
        (
            "zs 前天上午11点到12点 值班 成效：材料50份",
            Entry(date(2026, 3, 8), 2, "值班，材料", "zs", "11:00", "12:00", result=50, unit="份"),
        ),
        (
            "zs 2026-03-04 14:00~16:00 开展第5次 行政楼201 值班",
            Entry(WEDNESDAY, 4, "开展第5次，行政楼201，值班", "zs", "14:00", "16:00"),
        ),
        (
            "zs 周三 2小时 整理教学楼302 A-1栋12间",
            Entry(WEDNESDAY, 4, "整理教学楼302，A-1栋", "zs", result=12, unit="间"),
        ),
    ],
)
def test_lines(line: str, entry: Entry) -> None:
    assert parse_line(line, NOW) == entry


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "没有写时间或时长"),
        ("zs 周三 值班", "没有写时间或时长"),
        ("zs 周三下午2点 值班", "只写了开始时间 14:00"),
        ("zs 周三下午4点到2点 值班", "结束时间 14:00 不晚于开始时间 16:00"),
        ("zs 周三 9小时 值班", "一天最多记 8 小时"),
        ("zs 周三上午8点到下午5点 值班", "一天最多记 8 小时"),
        ("zs 周三2点到4点 值班", "上午还是下午"),
        ("zs 周三下午2点到3点45 值班", "1 小时 45 分钟"),
        ("zs 周三 1小时20分钟 值班", "1 小时 20 分钟"),
        ("zs 周三下午2点到3点 2小时 值班", "14:00—15:00 没有 2 小时"),
        ("zs 周三晚上11点 2小时 值班", "过了零点"),
        ("zs 周三下午2点到4点 值班 50", "“50”没有写单位"),
        ("zs 周三下午2点到4点 值班 成效：50", "“50”没有写单位"),
        ("zs 周三下午2点到4点 值班 200余人次", "不是确数"),
        ("zs 周三下午2点到4点 值班 约30人", "不是确数"),
        ("zs 周三 2小时 接待30", "“接待30”没有写单位，请写成“30人次”"),
        ("zs 周三 2小时 值班 发放材料50", "“发放材料50”没有写单位"),
        ("zs 周三 2小时 值班 -5人次", "不是一个整数"),
        ("zs 周三 2小时 值班 3.5人次", "不是一个整数"),
        ("zs 周三 2小时 值班 10-20份", "不是一个整数"),
        ("zs 周三 2小时 值班 材料10到20份", "不是一个整数"),
        ("zs 周三上午9点到8点 值班", "这一条09:00—20:00 有 11 小时"),
        ("zs 周三 2小时 值班 材料50份 走访3次", "写了两个成效"),
        ("zs 周三 2小时 值班 9999999人次", "太大了"),
        ("zs 2小时 值班", "没有写是哪一天"),
        ("zs 周三 2小时", "没有写服务内容"),
        ("周三 2小时 30人次", "没有写是谁服务"),
        ("zs、lh 周三 2小时 值班", "一行只记一个人"),
        ("zs 2月30日 2小时 值班", "没有30日"),
        ("zs 周三 2小时 值班 https://a.cn https://b.cn", "只放一个证明链接"),
    ],
)
def test_what_a_line_can_not_say(line: str, says: str) -> None:
    with pytest.raises(BranchError, match=says):
        parse_line(line, NOW)


def test_who_it_is_may_be_told_elsewhere() -> None:
    entry = parse_line("周三下午2点到4点 窗口咨询", NOW, named=True)
    assert (entry.who, entry.what) == ("", "窗口咨询")


@pytest.mark.parametrize(("text", "minutes"), [("2", 120), ("1.5", 90), ("90分钟", 90), ("一个半小时", 90)])
def test_lengths(text: str, minutes: int) -> None:
    assert parse_length(text) == minutes


def test_figures_with_their_unit() -> None:
    assert parse_result("50份") == (50, "份")
    assert parse_served("30人次") == parse_served("30") == 30
    for wrong in ("50", "材料", "50余份", "约50份"):
        with pytest.raises(BranchError):
            parse_result(wrong)
    for wrong in ("约30", "三十", "-3", "30份"):
        with pytest.raises(BranchError):
            parse_served(wrong)
