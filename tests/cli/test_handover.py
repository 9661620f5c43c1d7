"""handover: a whole backup and the list that both sign."""

import json
from pathlib import Path

import pytest

from branchtui.cli.exchange import passphrase
from branchtui.files.archive import is_archive
from tests.cli.conftest import Cli
from tests.light_key import light_key  # noqa: F401  # a fixture

pytestmark = pytest.mark.usefixtures("light_key")


def test_it_writes_both_and_says_what_to_wipe_and_wipes_nothing(branch: Cli, home_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "交接"
    done = branch("handover", "-o", str(folder), "--to", "周以宁")
    assert done.code == 0, done
    saved, paper = map(Path, done.out.split())
    assert is_archive(saved) and paper.name.startswith("交接清单_") and {saved.parent, paper.parent} == {folder}
    assert "程序不会替您清除" in done.err and str(home_dir) in done.err
    assert branch("list", "members").code == 0


def test_its_json_has_the_figures(branch: Cli, tmp_path: Path) -> None:
    done = json.loads(branch("handover", "-o", str(tmp_path / "交接"), "--json").out)
    assert done["conflicts"] == 0 and done["meetings"] == []
    assert Path(done["backup"]).is_file() and Path(done["paper"]).is_file()
    assert done["wipe"] and sum(done["roster"].values()) > 0


def test_the_backup_is_a_branch_on_the_new_machine(branch: Cli, tmp_path: Path) -> None:
    saved = branch("handover", "-o", str(tmp_path / "交接")).out.split()[0]
    assert branch("restore", saved, home=tmp_path / "新电脑").code == 0
    assert branch("list", "members", home=tmp_path / "新电脑").out == branch("list", "members").out


def test_with_a_shared_folder_the_change_of_its_passphrase_is_named(
    branch: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "云"
    shared.mkdir()
    monkeypatch.setenv(passphrase.VARIABLE, "春风化雨润物无声")
    assert "--new-passphrase" not in branch("handover", "-o", str(tmp_path / "甲")).err
    assert branch("sync", str(shared)).code == 0
    assert "--new-passphrase" in branch("handover", "-o", str(tmp_path / "乙")).err


def test_a_day_that_is_none_is_refused_before_anything_is_written(branch: Cli, tmp_path: Path) -> None:
    done = branch("handover", "-o", str(tmp_path / "交接"), "--date", "改天")
    assert done.code == 1 and "没有看懂日期" in done.err and not (tmp_path / "交接").exists()
