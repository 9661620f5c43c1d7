"""Draws the pictures and writes the roster of the demo branch. Everyone in it is invented.

python assets/demo/make_demo.py        (needs the dev extra: Pillow, xlsxwriter)
"""

import random
from datetime import date
from pathlib import Path

import xlsxwriter
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent
HEADER = (
    "序号",
    "姓名",
    "工号",
    "性别",
    "民族",
    "出生年月",
    "学历",
    "人员类别",
    "入党时间",
    "转正时间",
    "工作岗位",
    "党内职务",
    "所属党小组",
)
PEOPLE = (
    ("林知远", "20080012", "男", "汉族", "1979.05", "研究生", "正式党员", date(2001, 6, 8), date(2002, 6, 8), "学院办公室主任", "书记", "第一党小组"),
    ("周以宁", "20110027", "女", "汉族", "1985.11", "研究生", "正式党员", date(2006, 5, 20), date(2007, 5, 20), "教务秘书", "组织委员", "第一党小组"),
    ("沈一禾", "20140033", "女", "汉族", "1988.03", "研究生", "正式党员", date(2009, 6, 15), date(2010, 6, 15), "本科辅导员", "宣传委员", "第二党小组"),
    ("顾清和", "20120045", "男", "回族", "1986.07", "研究生", "正式党员", date(2007, 12, 1), date(2008, 12, 1), "研究生秘书", "纪检委员", "第二党小组"),
    ("沈亦和", "20160051", "男", "汉族", "1990.01", "研究生", "正式党员", date(2011, 6, 10), date(2012, 6, 10), "本科辅导员", "", "第二党小组"),
    ("江映月", "20150062", "女", "汉族", "1989.09", "研究生", "正式党员", date(2010, 5, 28), date(2011, 5, 28), "科研秘书", "", "第一党小组"),
    ("陆明川", "20100073", "男", "汉族", "1984.02", "本科", "正式党员", date(2005, 6, 30), date(2006, 6, 30), "资产管理员", "", "第一党小组"),
    ("苏晚舟", "20180081", "女", "汉族", "1993.04", "研究生", "正式党员", date(2014, 6, 18), date(2015, 6, 18), "国际交流秘书", "", "第一党小组"),
    ("贺兰舟", "20170094", "男", "满族", "1991.12", "研究生", "正式党员", date(2012, 11, 16), date(2013, 11, 16), "实验中心管理员", "", "第二党小组"),
    ("叶知微", "20190102", "女", "汉族", "1994.08", "研究生", "正式党员", date(2015, 5, 22), date(2016, 5, 22), "本科辅导员", "", "第二党小组"),
    ("宋予安", "20130116", "男", "汉族", "1987.06", "研究生", "正式党员", date(2008, 6, 12), date(2009, 6, 12), "党务秘书", "", "第一党小组"),
    ("唐若谷", "20090123", "男", "汉族", "1981.10", "本科", "正式党员", date(2003, 7, 1), date(2004, 7, 1), "财务报账员", "", "第一党小组"),
    ("温如言", "20200137", "女", "壮族", "1995.03", "研究生", "正式党员", date(2016, 6, 24), date(2017, 6, 24), "就业专员", "", "第二党小组"),
    ("阿依努尔·艾山", "20210148", "女", "维吾尔族", "1996.05", "研究生", "正式党员", date(2017, 5, 19), date(2018, 5, 19), "本科辅导员", "", "第二党小组"),
    ("方可久", "20060155", "男", "汉族", "1972.09", "本科", "正式党员", date(1997, 6, 20), date(1998, 6, 20), "图书资料员", "", "第一党小组"),
    ("许青禾", "20230169", "女", "汉族", "1998.07", "研究生", "预备党员", date(2026, 5, 20), None, "教务秘书", "", "第二党小组"),
)  # fmt: skip


def roster(path: Path) -> None:
    """A roster as offices keep one: a title above the header, dates as Excel dates, a note below."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": date(2026, 1, 1)})
    sheet = book.add_worksheet("党员名册")
    day = book.add_format({"num_format": "yyyy/m/d"})
    sheet.merge_range(0, 0, 0, len(HEADER) - 1, "海州大学国际商学院办公室党支部党员名册（虚构示例）")
    sheet.write_row(1, 0, HEADER)
    for number, person in enumerate(PEOPLE, 1):
        for column, value in enumerate((number, *person)):
            if isinstance(value, date):
                sheet.write_datetime(number + 1, column, value, day)
            elif value is not None:
                sheet.write(number + 1, column, value)
    sheet.write(len(PEOPLE) + 3, 0, "注：名册中的人员均为虚构。")
    book.close()


def _ground(seed: int, top: tuple[int, int, int], bottom: tuple[int, int, int]) -> tuple[Image.Image, random.Random]:
    picture = Image.new("RGB", (960, 640))
    draw = ImageDraw.Draw(picture)
    for y in range(640):
        share = y / 640
        draw.line((0, y, 960, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    return picture, random.Random(seed)


def _person(draw: ImageDraw.ImageDraw, x: int, y: int, size: int, coat: tuple[int, int, int]) -> None:
    draw.ellipse((x - size // 3, y - size, x + size // 3, y - size // 3), (222, 184, 150))
    draw.rounded_rectangle((x - size // 2, y - size // 3, x + size // 2, y + size), size // 4, coat)


def _coat(dice: random.Random) -> tuple[int, int, int]:
    return dice.choice(((52, 73, 94), (120, 40, 40), (70, 90, 60), (90, 80, 120), (60, 60, 60)))


def meeting_room() -> Image.Image:
    """People round a long table under a red banner."""
    picture, dice = _ground(1, (236, 228, 214), (200, 186, 164))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((180, 60, 780, 130), (178, 34, 34))
    for x in range(220, 760, 60):
        draw.rectangle((x, 84, x + 34, 106), (250, 220, 140))
    for x in range(150, 860, 100):
        _person(draw, x, 320, 46, _coat(dice))
    draw.polygon(((80, 420), (880, 420), (960, 560), (0, 560)), (130, 90, 60))
    for x in range(110, 900, 160):
        _person(draw, x, 560, 60, _coat(dice))
    return picture


def lecture() -> Image.Image:
    """A speaker beside a screen, heads in rows."""
    picture, dice = _ground(2, (210, 220, 228), (170, 180, 190))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((120, 70, 620, 330), (250, 250, 250), (90, 90, 90), 4)
    for y in range(110, 300, 46):
        draw.rectangle((160, y, 160 + dice.randrange(220, 420), y + 18), (178, 34, 34) if y == 110 else (120, 130, 140))
    _person(draw, 740, 260, 60, (52, 73, 94))
    for row, y in enumerate((440, 520, 600)):
        for x in range(60 + row * 30, 940, 110):
            draw.ellipse((x - 30, y - 30, x + 30, y + 30), dice.choice(((40, 34, 30), (66, 54, 44), (30, 30, 34))))
    return picture


def workflow() -> Image.Image:
    """Three boxes with arrows: a service in three steps."""
    picture = Image.new("RGB", (960, 480), "white")
    draw = ImageDraw.Draw(picture)
    for place, colour in enumerate(((178, 34, 34), (190, 120, 40), (60, 100, 70))):
        left = 60 + place * 300
        draw.rounded_rectangle((left, 150, left + 220, 330), 24, None, colour, 8)
        for line in range(3):
            draw.rectangle((left + 40, 190 + line * 40, left + 180 - line * 30, 206 + line * 40), colour)
        if place < 2:
            draw.polygon(((left + 232, 222), (left + 262, 222), (left + 262, 205), (left + 290, 240), (left + 262, 275), (left + 262, 258), (left + 232, 258)), (120, 120, 120))  # fmt: skip
    return picture


def campus() -> Image.Image:
    """Volunteers before a building under trees."""
    picture, dice = _ground(4, (150, 196, 226), (226, 236, 220))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((240, 150, 720, 430), (206, 180, 150))
    for x in range(270, 700, 70):
        for y in range(180, 400, 70):
            draw.rectangle((x, y, x + 40, y + 44), (110, 140, 160))
    draw.rectangle((0, 430, 960, 640), (150, 176, 120))
    for x in (90, 170, 800, 890):
        draw.rectangle((x - 10, 330, x + 10, 450), (110, 80, 50))
        draw.ellipse((x - 70, 200, x + 70, 350), (70, 120 + dice.randrange(30), 60))
    for x in range(200, 800, 90):
        _person(draw, x, 520, 50, (178, 34, 34))
    return picture


PICTURES = {"figure1.jpg": workflow, "figure2.jpg": meeting_room, "figure3.jpg": lecture, "figure4.jpg": campus}

if __name__ == "__main__":
    roster(HERE / "roster.xlsx")
    for name, draw_it in PICTURES.items():
        draw_it().filter(ImageFilter.GaussianBlur(0.6)).save(HERE / name, quality=80)
