"""handover: a whole backup and the list that both sign; with --renew another key for the shared folder."""

import json
from pathlib import Path

import pytest

from branchtui.cli.exchange import passphrase
from branchtui.files.archive import is_archive
from tests.cli.conftest import Cli
from tests.light_key import light_key  # noqa: F401  # a fixture

OLD, NEW = "春风化雨润物无声", "换届以后的新口令"
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
    assert done["renewed"] is False and done["conflicts"] == 0 and done["meetings"] == []
    assert Path(done["backup"]).is_file() and Path(done["paper"]).is_file()
    assert done["wipe"] and sum(done["roster"].values()) > 0


def test_the_backup_is_a_branch_on_the_new_machine(branch: Cli, tmp_path: Path) -> None:
    saved = branch("handover", "-o", str(tmp_path / "交接")).out.split()[0]
    assert branch("restore", saved, home=tmp_path / "新电脑").code == 0
    assert branch("list", "members", home=tmp_path / "新电脑").out == branch("list", "members").out


def test_with_a_new_key_the_former_passphrase_opens_nothing_any_more(
    branch: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "云"
    shared.mkdir()
    monkeypatch.setenv(passphrase.VARIABLE, OLD)
    assert branch("sync", str(shared)).code == 0
    (former,) = shared.iterdir()
    monkeypatch.setenv(passphrase.VARIABLE, NEW)
    done = branch("handover", "-o", str(tmp_path / "交接"), "--renew", "--json")
    assert done.code == 0 and str(former) in {one["path"] for one in json.loads(done.out)["wipe"]}, done
    assert former.is_dir() and len(list(shared.iterdir())) == 2
    assert branch("sync").code == 0
    monkeypatch.setenv(passphrase.VARIABLE, OLD)
    assert branch("sync").code == 1


def test_a_new_key_needs_a_shared_folder(branch: Cli, tmp_path: Path) -> None:
    done = branch("handover", "-o", str(tmp_path / "交接"), "--renew")
    assert done.code == 1 and "还没有设同步文件夹" in done.err and not (tmp_path / "交接").exists()


def test_a_day_that_is_none_is_refused_before_anything_is_written(branch: Cli, tmp_path: Path) -> None:
    done = branch("handover", "-o", str(tmp_path / "交接"), "--date", "改天")
    assert done.code == 1 and "没有看懂日期" in done.err and not (tmp_path / "交接").exists()
