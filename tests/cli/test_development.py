"""发展党员 on the command line: steps, the list, one person, the register as a paper; and a new term's roster."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Cli


def _json(cli: Cli, *words: str) -> Any:
    return json.loads(cli(*words, "--json").out)


def test_an_activist_from_the_roster_to_the_paper(branch: Cli, tmp_path: Path) -> None:
    assert branch("add", "member", "许南乔", "--standing", "applicant", "--from", "2024-09-01").code == 0
    assert branch("change", "member", "许南乔", "--standing", "activist", "--from", "2025-03-01").code == 0
    (row,) = [row for row in _json(branch, "list", "development") if row["name"] == "许南乔"]
    assert (row["standing"], row["since"], row["next"], row["due"]) == (
        "activist",
        "2025-03-01",
        "培养考察",
        "2025-09-01",
    )
    made = branch("add", "development", "许南乔", "--step", "培养考察", "--date", "2025-08-20", "--by", "林知远")
    shown = _json(branch, "show", "development", "许南乔")
    assert [stage["standing"] for stage in shown["stages"]] == ["applicant", "activist"]
    assert shown["dues"] == [{"day": "2026-02-20", "what": "培养考察"}]
    assert [(step["id"], step["step"], step["by"]) for step in shown["taken"]] == [(made.last, "培养考察", "林知远")]
    assert _json(branch, "show", "development", made.last) == shown == _json(branch, "show", "development", row["id"])
    assert "2025-08-20  培养考察  林知远" in branch("show", "development", "许南乔").out
    changed = branch("change", "development", made.last, "--date", "2025-08-21")
    assert changed.code == 0 and changed.last != made.last, "another day is another row"
    assert "更改发展环节：许南乔" in branch("history", "development", changed.last).out
    written = branch("export", "development", "许南乔", "-o", str(tmp_path / "out"))
    assert written.code == 0 and len(list((tmp_path / "out").glob("培养考察登记表_许南乔_*.docx"))) == 1
    assert branch("change", "development", changed.last, "--remove").code == 0
    assert _json(branch, "show", "development", "许南乔")["taken"] == []
    assert branch("show", "development", "谁也不是").code == 1


def _sheet(tmp_path: Path) -> str:
    sheet = tmp_path / "新学期名册.csv"
    sheet.write_text("姓名,人员类别\n丁四,正式党员\n", encoding="utf-8")
    return str(sheet)


def test_who_is_missing_from_a_new_roster_leaves_only_when_named(branch: Cli, tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    before = {row["name"] for row in _json(branch, "list", "members")}
    first = min(before)
    seen = _json(branch, "import", "roster", sheet, "--dry-run", "--leaving", first, "--on", "2026-03-01")
    assert {row["name"]: row["leaves"] for row in seen["missing"]} == {name: name == first for name in before}
    assert "丁四" not in {row["name"] for row in _json(branch, "list", "members")}
    done = branch("import", "roster", sheet, "--leaving", first, "--on", "2026-03-01")
    assert done.code == 0 and "转出 1 人" in done.err and f"转出  {first}" in done.out
    assert {row["name"] for row in _json(branch, "list", "members")} == before - {first} | {"丁四"}
    assert branch("undo").code == 0
    assert {row["name"] for row in _json(branch, "list", "members")} == before


def test_a_name_that_is_not_missing_is_refused(branch: Cli, tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    before = _json(branch, "list", "members")
    for words in (["--leaving", "丁四"], ["--leaving", "谁也不是"], ["--on", "2026-03-01"]):
        assert branch("import", "roster", sheet, *words).code == 2
    assert "表里没有的人都留在名册上" in branch("import", "roster", sheet, "--dry-run").err
    assert _json(branch, "list", "members") == before
