"""list duplicates and join: what was entered twice, at one desk or at two."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from branchtui.store.engine import sql
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import SYNCED, Document, Meeting
from branchtui.workflows.joining import joining
from branchtui.workflows.meetings import meetings
from tests.cli.conftest import Cli
from tests.cli.test_merge import carried


def duplicates(cli: Cli, **where: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cli("list", "duplicates", "--json", **where).out)
    return found


def ids(one: dict[str, Any]) -> list[str]:
    return [row["id"] for row in one["rows"]]


def rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    open_database(home / "branch.db")
    found = {}
    for model in SYNCED:
        listed = ", ".join(f'"{field.column_name}"' for field in model._meta.sorted_fields)
        found[model._meta.table_name] = sql.rows(f'SELECT {listed} FROM "{model._meta.table_name}" ORDER BY id')
    assert joining.left() == []
    close_database()
    return found


@pytest.fixture
def twice(branch: Cli) -> Cli:
    for job in ("教务岗", "辅导员岗"):
        assert branch("add", "member", "白一", "--phone", "13900000001", "--job", job, "--namesake").code == 0
    return branch


def test_two_are_listed_compared_and_joined(twice: Cli) -> None:
    (one,) = duplicates(twice)
    assert (one["thing"], one["speaks"], one["strong"]) == ("member", ["姓名相同", "电话相同"], True)
    first, second = ids(one)
    assert twice("list", "duplicates").out == f"member {first} {second}  人员“白一”：姓名相同，电话相同\n"
    asked = json.loads(twice("join", "member", first, second, "--dry-run", "--json").out)
    assert asked == [{"name": "job", "label": "工作岗位", "1": "教务岗", "2": "辅导员岗"}]
    assert twice("join", "member", first, second, "--dry-run").out == "工作岗位：1 教务岗；2 辅导员岗\n"
    refused = twice("join", "member", first, second)
    assert (refused.code, refused.out) == (1, "工作岗位：1 教务岗；2 辅导员岗\n")
    assert "--take" in refused.err
    assert twice("join", "member", first, second, "--take", "工作岗位=3").code == 2
    assert twice("join", "member", first, second, "--take", "电话=1").code == 2
    joined = twice("join", "member", first, second, "--take", "工作岗位=2")
    assert (joined.code, joined.last) == (0, first)
    assert duplicates(twice) == []
    assert twice("list", "members").out.count("白一") == 1
    assert "辅导员岗" in twice("show", "member", first).out
    assert twice("undo").code == 0
    assert len(duplicates(twice)) == 1


def test_two_that_are_not_one_are_told_apart_for_good(twice: Cli) -> None:
    (one,) = duplicates(twice)
    assert twice("join", "member", *ids(one), "--apart", "").code == 1
    said = twice("join", "member", *ids(one), "--apart", "同名的两个人，合用办公室电话")
    assert (said.code, duplicates(twice)) == (0, [])
    assert "不是同一个：人员“白一”" in twice("silence").out
    again = twice("silence", "--again", twice("silence").out.split()[0])
    assert (again.code, len(duplicates(twice))) == (0, 1)


def test_meetings_of_one_day_and_ordinals(branch: Cli, home_dir: Path) -> None:
    given = ("--kind", "主题党日", "--place", "201", "--title", "全会精神")
    made = [
        branch("add", "meeting", *given, "--when", when).last
        for when in ("2026年3月4日下午3点", "2026年3月4日下午4点", "2026年3月5日下午3点")
    ]
    open_database(home_dir / "branch.db")
    for row in Meeting.select():
        meetings.edit_meeting(row, ordinal="3")
    close_database()
    found = duplicates(branch)
    assert [(one["thing"], ids(one)) for one in found] == [
        ("meeting", sorted(made[:2], key=made.index)),
        ("ordinal", made),
    ]
    joined = branch("join", "meeting", *made[:2], "--take", "1")
    assert (joined.code, joined.last) == (0, made[0])
    assert [ids(one) for one in duplicates(branch)] == [[made[0], made[2]]]


def test_two_papers_of_one_number(branch: Cli, home_dir: Path) -> None:
    open_database(home_dir / "branch.db")
    for title, direction in (("请示", "out"), ("报告", "out"), ("通知", "in")):
        Document.create(title=title, kind=title, direction=direction, number="〔2026〕3号")
    close_database()
    (one,) = duplicates(branch)
    assert (one["thing"], one["speaks"]) == ("number", ["有 2 份发文都编了〔2026〕3号"])
    assert branch("list", "duplicates").out.startswith("文号重复 ")


@pytest.mark.slow
def test_two_homes_that_purge_and_join_are_equal_in_the_end(branch: Cli, home_dir: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一台"
    shutil.copytree(home_dir, other)
    (other / "branch.device.json").unlink(missing_ok=True)
    meeting = (
        "add",
        "meeting",
        "--kind",
        "主题党日",
        "--when",
        "2026年3月4日下午3点",
        "--place",
        "201",
        "--title",
        "全会精神",
    )
    for number, home in enumerate((home_dir, other)):
        assert branch("add", "contact", "王芳", "--unit", "学院党委", home=home).code == 0
        assert (
            branch("add", "member", "白一", "--staff-no", "2026", "--phone", f"1390000000{number}", home=home).code == 0
        )
        planned = branch(*meeting, "--item", f"议程{number}", home=home).last
        assert branch("hold", planned, home=home).code == 0
        assert branch("attend", planned, "--absent", "白一:有课", "--guest", "王芳", home=home).code == 0
    assert branch("purge", "member", "许青禾", "--yes").code == 0
    assert branch("merge", carried(home_dir, tmp_path), home=other).code == 0
    found = duplicates(branch, home=other)
    assert [one["thing"] for one in found] == ["member", "contact", "meeting"]
    for one in found:
        done = branch("join", one["thing"], *ids(one), "--take", "1", home=other)
        assert done.code == 0, done.err
    for _ in range(2):
        for source, to in ((other, home_dir), (home_dir, other)):
            assert branch("merge", carried(source, tmp_path), home=to).code == 0
    assert duplicates(branch) == duplicates(branch, home=other) == []
    here, there = rows(home_dir), rows(other)
    assert here == there
    for home in (home_dir, other):
        assert "许青禾".encode() not in (home / "branch.db").read_bytes()
        assert branch("list", "members", home=home).out.count("白一") == 1
        shown = json.loads(branch("list", "meetings", "--json", home=home).out)
        assert [each["title"] for each in shown] == ["全会精神"]
