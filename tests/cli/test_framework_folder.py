"""The acceptance folder, the task table, findings and the text of a point on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def adopted(branch: Cli) -> Cli:
    """A framework of the branch with one honour for it, which has neither scan nor issuer."""
    assert branch("framework", "adopt", "yangban-zhibu", "--from", "2025-03-01", "--to", "2026-12-31").code == 0
    assert branch("add", "honour", "先进集体", "--date", "2026-02-01", "--level", "校级").code == 0
    return branch


def test_the_folder_is_written_handed_in_and_written_again(adopted: Cli, tmp_path: Path) -> None:
    done = adopted("framework", "folder", "样板支部", "-o", str(tmp_path / "看"), "--json")
    (folder,) = json.loads(done.out)["files"]
    assert (Path(folder) / "00_缺项清单.docx").exists() and "见 00_缺项清单" in done.err
    sent = adopted("framework", "folder", "样板支部", "--submit", "--unit", "组织部", "-o", str(tmp_path / "送"))
    assert sent.code == 0 and "已登记送交，编号 " in sent.err
    assert not list((tmp_path / "送").rglob("00_*"))
    number = sent.err.partition("编号 ")[2][:8]
    again = adopted("framework", "folder", "样板支部", "--again", number, "-o", str(tmp_path / "再"))
    assert again.code == 0, again.err
    old, new = ({p.name: p.read_bytes() for p in (tmp_path / at).rglob("*") if p.is_file()} for at in ("送", "再"))
    assert old == new


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--kind", "毕业"), 1, "没有“毕业”这种送交"),
        (("--again", "ffff", "--submit"), 2, "--again 照那次送交写"),
        (("--again", "ffff"), 1, "没有编号为 ffff 的送交"),
    ],
)
def test_a_folder_that_can_not_be(adopted: Cli, tmp_path: Path, words: tuple[str, ...], code: int, says: str) -> None:
    done = adopted("framework", "folder", "样板支部", "-o", str(tmp_path / "提交"), *words)
    assert done.code == code and says in done.err and not (tmp_path / "提交").exists()


def test_the_table_alone(adopted: Cli, tmp_path: Path) -> None:
    done = adopted("framework", "table", "样板支部", "-o", str(tmp_path / "提交"))
    assert [path.name.partition("_")[0] for path in (tmp_path / "提交").iterdir()] == ["任务完成情况一览表"]
    assert done.code == 0


def test_findings_as_words_and_as_data(adopted: Cli) -> None:
    assert "荣誉成果“先进集体”没有扫描件、授予单位，请补上。" in adopted("framework", "findings", "样板支部").out
    found = json.loads(adopted("framework", "findings", "样板支部", "--json").out)
    first = found[0]
    assert (first["rule"], first["severity"], first["open"][0]) == ("e6", "错误", "honour")


@pytest.mark.parametrize("limit", ["0", "许多", "-1"])
def test_the_text_of_a_point_wants_something_written_and_a_number(adopted: Cli, limit: str) -> None:
    assert "还没有写完成情况" in adopted("framework", "text", "媒体报道").err
    assert adopted("framework", "text", "媒体报道", f"--limit={limit}").code == 2
