"""sync: two homes, of which one is a copy of the other, and a folder between them."""

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from branchtui.cli.exchange import passphrase
from branchtui.files.exchange.sealing import PassphraseError
from branchtui.store.file.database import close_database
from tests.cli.conftest import Cli
from tests.light_key import light_key  # noqa: F401  # a fixture

PASSPHRASE = "春风化雨润物无声"
pytestmark = pytest.mark.usefixtures("light_key")


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, PASSPHRASE)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "云"
    folder.mkdir()
    return folder


@pytest.fixture
def recorded(branch: Cli, tmp_path: Path) -> Cli:
    """A branch with a contact, and a meeting whose record has three sentences."""
    assert branch("add", "contact", "王芳", "--unit", "学院党委").code == 0
    words = ["--kind", "主题党日", "--when", "2026-03-04 15:00", "--place", "201", "--title", "学习", "--item", "学习"]
    meeting = branch("add", "meeting", *words).last
    assert branch("hold", meeting).code == 0
    record(branch, "第一句。第二句。第三句。")
    return branch


def record(cli: Cli, text: str, home: Path | None = None) -> None:
    where = {"home": home} if home else {}
    meeting = json.loads(cli("list", "meetings", "--json", **where).out)[0]["id"]
    done = cli("minutes", meeting, "--file", "-", stdin=f"# 学习\n{text}".encode(), **where)
    assert done.code == 0, done


def shown(cli: Cli, home: Path | None = None) -> str:
    where = {"home": home} if home else {}
    meeting = json.loads(cli("list", "meetings", "--json", **where).out)[0]["id"]
    return cli("show", "meeting", meeting, "--json", **where).out


def phone(cli: Cli, text: str, home: Path | None = None) -> None:
    words = ("change", "contact", "王芳", "--phone", text)
    assert (cli(*words, home=home) if home else cli(*words)).code == 0


@pytest.fixture
def other(recorded: Cli, home_dir: Path, tmp_path: Path) -> Path:
    shutil.copytree(home_dir, tmp_path / "另一台")
    (tmp_path / "另一台" / "branch.device.json").unlink(missing_ok=True)
    return tmp_path / "另一台"


def conflicts(cli: Cli, **where: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(cli("list", "conflicts", "--json", **where).out)
    return found


@pytest.mark.slow
def test_two_desks_and_a_folder(recorded: Cli, other: Path, shared: Path) -> None:
    cli = recorded
    record(cli, "第一句改了。第二句。第三句。")
    record(cli, "第一句。第二句。第三句改了。", other)
    phone(cli, "13900000001")
    phone(cli, "13900000002", other)

    first = cli("sync", str(shared), "--json")
    assert first.code == 0, first
    assert {name: json.loads(first.out)[name] for name in ("new", "updated", "conflicts", "packages", "backup")} == {
        "new": 0,
        "updated": 0,
        "conflicts": 0,
        "packages": [],
        "backup": "",
    }
    second = cli("sync", str(shared), "--json", home=other)
    told = json.loads(second.out)
    assert second.code == 4 and told["conflicts"] == 2 and told["published"], second
    assert [one["state"] for one in told["packages"]] == ["merged"] and Path(told["backup"]).exists()
    third = cli("sync")  # the folder is remembered
    assert third.code == 4 and "有 2 处两边写得不一样" in third.out and "resolve" in third.err

    for where in ({}, {"home": other}):
        assert "第一句改了。第二句。第三句改了。" in shown(cli, **where)
        found = {one["field"]: one for one in conflicts(cli, **where)}
        values = found.pop("电话")["values"]
        assert sorted(value["value"] for value in values) == ["13900000001", "13900000002"]  # type: ignore[attr-defined]
        ((_, text),) = found.items()  # merged by itself, to be looked over
        (who,) = [value["who"] for value in text["values"] if value["shown"]]  # type: ignore[attr-defined]
        assert who == "两边的改动已自动合并，请核对"
    for one in conflicts(cli):
        shown_one = [value["shown"] for value in one["values"]].index(True) + 1  # type: ignore[attr-defined]
        assert cli("resolve", str(one["id"]), "--take", str(shown_one)).code == 0
    assert cli("sync").code == 0
    assert cli("sync", home=other).code == 0
    assert "第一句改了。第二句。第三句改了。" in shown(cli, other)
    assert conflicts(cli) == conflicts(cli, home=other) == []
    close_database()


def test_an_export_is_the_same_before_and_after_a_sync_without_changes(
    recorded: Cli, other: Path, shared: Path, tmp_path: Path
) -> None:
    for home in (None, other, None, other):
        assert recorded("sync", str(shared), **({"home": home} if home else {})).code == 0
    meeting = json.loads(recorded("list", "meetings", "--json").out)[0]["id"]

    def exported(name: str) -> dict[str, bytes]:
        assert recorded("export", "meeting", meeting, "-o", str(tmp_path / name)).code == 0
        return {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}

    before = exported("前")
    done = recorded("sync")
    assert done.code == 0 and done.out == "已同步：别的电脑没有新内容，本机没有要发布的改动。\n"
    assert exported("后") == before and before


def test_status_and_auto(recorded: Cli, shared: Path) -> None:
    assert "还没有设同步文件夹" in recorded("sync", "--status").out
    assert recorded("sync").code == 1 and recorded("sync", "--auto", "on").code == 1
    assert recorded("sync", str(shared)).code == 0
    phone(recorded, "13900000001")
    told = json.loads(recorded("sync", "--status", "--json").out)
    assert (told["folder"], told["trouble"], told["auto"], told["unpublished"]) == (str(shared), "", True, 1)
    assert recorded("sync", "--auto", "off").code == 0
    assert recorded("sync", "--publish").out == "已发布：已发布本机的改动。\n"
    shutil.rmtree(shared)
    status = recorded("sync", "--status").out
    assert "不在了" in status and "自动发布：关" in status
    gone = recorded("sync")
    assert gone.code == 1 and "不在了" in gone.err
    assert recorded("list", "contacts").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--publish", "--status"],
        ["--auto", "on", "--publish"],
        ["--new-passphrase", "--publish"],
        ["夹", "--publish"],
        ["夹", "--status"],
        ["夹", "--auto", "off"],
        ["--auto", "maybe"],
    ],
)
def test_words_that_do_not_go_together(recorded: Cli, words: list[str]) -> None:
    assert recorded("sync", *words).code == 2


def test_a_script_hands_the_passphrase_over_by_stdin(
    recorded: Cli, other: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(passphrase.VARIABLE)
    missing = recorded("sync", str(shared))
    assert missing.code == 2 and passphrase.VARIABLE in missing.err
    assert recorded("sync", str(shared), stdin="短\n".encode()).code == 1
    assert "不是 UTF-8" in recorded("sync", str(shared), stdin=PASSPHRASE.encode("gb18030")).err
    assert recorded("sync", str(shared), stdin=f"{PASSPHRASE}\n".encode()).code == 0
    wrong = recorded("sync", str(shared), stdin="别的口令也很长\n".encode(), home=other)
    assert wrong.code == 1 and "口令不对" in wrong.err
    assert recorded("sync", str(shared), stdin=PASSPHRASE.encode(), home=other).code == 0


def test_the_passphrase_is_changed_for_whoever_comes_after(
    recorded: Cli, other: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recorded("sync", str(shared)).code == recorded("sync", str(shared), home=other).code == 0
    monkeypatch.setenv(passphrase.NEW_VARIABLE, "短")
    assert "至少 8 个字" in recorded("sync", "--new-passphrase").err
    monkeypatch.setenv(passphrase.NEW_VARIABLE, "换届以后的新口令")
    changed = recorded("sync", "--new-passphrase")
    assert changed.code == 0 and "口令已换" in changed.err, changed
    assert "口令不对" in recorded("sync", home=other).err
    phone(recorded, "13900000002", other)
    assert "口令换过了" in recorded("sync", "--publish", home=other).err
    monkeypatch.setenv(passphrase.VARIABLE, "换届以后的新口令")
    assert recorded("sync", home=other).code == 0
    assert recorded("sync").out.startswith("已同步：合并了 1 份数据")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person types at a terminal, in turn."""
    answers: list[str] = []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv(passphrase.VARIABLE)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda question: answers.pop(0))
    return answers


def _right(text: str) -> str:
    if text != PASSPHRASE:
        raise PassphraseError("口令不对。")
    return "key"


def test_three_wrong_tries_are_told_kindly(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += ["一", "二", PASSPHRASE]
    assert passphrase.known(_right) == "key"
    assert "还可以试 2 次" in capsys.readouterr().err
    typed += ["一", "二", "三", PASSPHRASE]
    with pytest.raises(PassphraseError, match="数据都还在"):
        passphrase.known(_right)
    assert typed == [PASSPHRASE]


def test_a_new_passphrase_is_typed_twice(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += [PASSPHRASE, "二", PASSPHRASE, PASSPHRASE]
    assert passphrase.new(_right) == "key"
    assert "两遍不一样" in capsys.readouterr().err
    typed += [PASSPHRASE, "二", PASSPHRASE, "四", PASSPHRASE, "六"]
    with pytest.raises(Exception, match="什么都没有改"):
        passphrase.new(_right)


def test_a_new_passphrase_that_is_too_short_is_told_before_it_is_typed_again(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["一二三", PASSPHRASE, PASSPHRASE]
    assert passphrase.new(_right) == "key"
    assert "口令太短" in capsys.readouterr().err


@pytest.fixture
def platform_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the platform would put a home."""
    monkeypatch.delenv("BRANCHTUI_HOME", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "平台"))
    return tmp_path / "平台" / "branchtui"


@pytest.mark.skipif(sys.platform != "linux", reason="folders as Linux has them")
def test_a_live_file_in_a_synced_folder_is_not_opened_but_moved(
    recorded: Cli, home_dir: Path, tmp_path: Path, platform_home: Path
) -> None:
    cloud = tmp_path / "OneDrive - 海州大学" / "家"
    shutil.copytree(home_dir, cloud)
    (cloud / "photos").mkdir()
    (cloud / "photos" / f"{'a' * 64}.jpg").write_bytes(b"x")
    before = (cloud / "branch.db").read_bytes()
    for words in (["list", "contacts"], ["init", "--name", "甲", "--unit", "乙"], ["sync", "--status"], []):
        refused = recorded(*words, home=cloud)
        assert refused.code in (1, 2), words
        assert refused.code == 2 or ("OneDrive的同步文件夹里" in refused.err and "where --move" in refused.err), words
    assert (cloud / "branch.db").read_bytes() == before
    assert recorded("doctor", home=cloud).code in (0, 1)
    assert "不用移" in recorded("where", "--move").err

    moved = recorded("where", "--move", home=cloud)
    assert moved.code == 0 and f'branchtui sync "{cloud}"' in moved.out, moved
    assert not (cloud / "branch.db").exists() and not list(cloud.rglob("*.jpg"))
    assert (platform_home / "photos" / f"{'a' * 64}.jpg").read_bytes() == b"x"
    assert "王芳" in recorded("list", "contacts", home=None).out
    assert "还没有支部数据" in recorded("where", "--move", home=cloud).err
    assert recorded("sync", str(cloud), home=None).code == 0
    shutil.copy(platform_home / "branch.db", cloud / "branch.db")
    assert "branchtui merge" in recorded("where", "--move", home=cloud).err


@pytest.mark.skipif(sys.platform != "linux", reason="folders as Linux has them")
def test_what_cannot_be_copied_stays(
    recorded: Cli, home_dir: Path, tmp_path: Path, platform_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = tmp_path / "Dropbox"
    shutil.copytree(home_dir, cloud)
    platform_home.parent.mkdir()
    platform_home.mkdir()
    (platform_home / "backups").touch()  # no folder
    refused = recorded("where", "--move", home=cloud)
    assert refused.code == 1 and ("没有移成" in refused.err or not list((cloud / "backups").glob("*")))
    assert (cloud / "branch.db").exists()
