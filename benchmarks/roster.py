"""What importing a roster costs for each person, 500 of them and 5,000. `python benchmarks/roster.py [PEOPLE…]`

The people are made up here, each with a name, a number and days of their own. CPU milliseconds, the least of several
turns: reading the file (.xlsx, in a process of its own, whose time counts), the difference to a branch that has nobody,
writing it, and the difference once everybody is there. Bars, on a machine on which `python -c pass` takes 9 ms, and on
another in proportion: at 5,000 the whole import takes 1.5 s and the same file again 0.5 s; a person costs at most 1.2
times what one of the first number costs.
"""

import io
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from branchtui.files.sheets.roster import RosterSheet, read_roster
from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import apply_roster, compare_roster
from branchtui.workflows.people.roster_diff import RosterDiff

TODAY = date(2026, 11, 23)
TURNS = 3
IMPORT_BAR, AGAIN_BAR, GROWTH_BAR, BARE = 1500.0, 500.0, 1.2, 9.0
HEADER = (
    *("姓名", "工号", "性别", "民族", "出生年月", "学历", "人员类别", "入党日期", "转正日期", "党小组", "党内职务"),
    *("岗位", "手机"),
)
SURNAMES = "林周沈许顾陆程苏叶魏蒋韩杨朱秦尤何吕施张孔曹严华金陶姜戚谢邹喻柏水窦章云潘葛范彭郎鲁韦昌马苗凤花方俞"
GIVEN = "知以亦青清明远宁禾和文思若景承书怀嘉子安"
STEPS = ("read the file", "difference, nobody there", "write", "difference, all there")


def main(sizes: list[int]) -> int:
    costs = {size: _measure(size) for size in sizes}
    first, last = sizes[0], sizes[-1]
    print(f"{'CPU ms':28}" + "".join(f"{size:>12,}" for size in sizes) + f"{'a person, × first':>20}")
    missed = []
    rows = {name: [costs[size][name] for size in sizes] for name in STEPS}
    rows["import"] = [sum(values) for values in zip(*(rows[name] for name in STEPS[:3]), strict=True)]
    rows["the same file again"] = [sum(values) for values in zip(rows[STEPS[0]], rows[STEPS[3]], strict=True)]
    for name, values in rows.items():
        growth = values[-1] / last / (values[0] / first)
        print(f"{name:28}" + "".join(f"{value:12.1f}" for value in values) + f"{growth:20.2f}")
        if name not in STEPS and growth > GROWTH_BAR:
            missed.append(f"{name} grows")
    bare = min(_cpu(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)) for _ in range(TURNS * 3))
    for name, bar in (("import", IMPORT_BAR), ("the same file again", AGAIN_BAR)):
        scaled = rows[name][-1] / last * 5000 / bare * BARE
        print(f"{name}, 5,000 people where `python -c pass` takes {BARE:.0f} ms: {scaled:.0f} ms (bar {bar:.0f})")
        if scaled > bar:
            missed.append(name)
    print(f"missed: {', '.join(missed) or 'none'}")
    return bool(missed)


def _measure(size: int) -> dict[str, float]:
    """The least of each step."""
    data, turns = workbook(_people(size)), []
    for _ in range(TURNS):
        with tempfile.TemporaryDirectory(prefix="branchtui-roster-", ignore_cleanup_errors=True) as folder:
            open_database(Path(folder) / "branch.db")
            create_branch("试验党支部", "试验学院", today=TODAY)
            turns.append(_turn(data, size))
            close_database()
    return {name: min(turn[name] for turn in turns) for name in STEPS}


def _turn(data: bytes, size: int) -> dict[str, float]:
    sheets: list[RosterSheet] = []
    found: list[RosterDiff] = []
    reading, comparing, writing, again = (
        _cpu(work)
        for work in (
            lambda: sheets.append(read_roster(data, "名册.xlsx", TODAY)),
            lambda: found.append(compare_roster(sheets[0], as_of=None, today=TODAY)),
            lambda: apply_roster(found[0]),
            lambda: found.append(compare_roster(sheets[0], as_of=None, today=TODAY)),
        )
    )
    assert (len(found[0].added), len(found[1].unchanged)) == (size, size), found[1].changed[:1]
    return dict(zip(STEPS, (reading, comparing, writing, again), strict=True))


def _cpu(work: Callable[[], object]) -> float:
    """CPU milliseconds of a piece of work and of the processes it starts."""
    before = _used()
    work()
    return (_used() - before) * 1000


def _used() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _people(size: int) -> Iterator[tuple[str, ...]]:
    names = product(SURNAMES, GIVEN, GIVEN)
    for number, (surname, one, two) in zip(range(size), names, strict=False):
        joined = date(1990, 1, 1) + timedelta(days=number * 2 % 12_000)
        born = joined - timedelta(days=8000 + number % 1500)
        full = number % 10 != 0
        yield (
            surname + one + two,
            f"20{number:06d}",
            "男女"[number % 2],
            ("汉族", "回族", "满族", "壮族")[number % 7 % 4],
            f"{born:%Y-%m}",
            ("博士研究生", "硕士研究生", "大学本科")[number % 3],
            "正式党员" if full else "预备党员",
            f"{joined:%Y-%m-%d}",
            f"{joined + timedelta(days=365):%Y-%m-%d}" if full else "",
            f"第{'一二三四五六七八九十'[number % 10]}党小组",
            "宣传委员" if number % 500 == 0 else "",
            ("教师", "辅导员", "行政人员", "实验员")[number % 4],
            f"139{number:08d}",
        )


def workbook(rows: Iterator[tuple[str, ...]]) -> bytes:
    """An .xlsx with these rows under the header."""

    def row(cells: tuple[str, ...]) -> str:
        filled = (f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
        return f"<row>{''.join(filled)}</row>"

    main, relations = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org"
    office = f"{relations}/officeDocument/2006/relationships"
    related = f"{relations}/package/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{relations}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{related}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="名册" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{related}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>'
        f"{''.join(map(row, (HEADER, *rows)))}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or [500, 5000]))
