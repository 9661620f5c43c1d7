"""`service`: one service of the log, by its id; and a draft from a post."""

import json

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_log import LINE, services, with_post


@pytest.fixture
def logged(branch: Cli, home_dir: object) -> tuple[Cli, str]:
    with_post(home_dir)  # type: ignore[arg-type]
    result = branch("log", "教务服务岗", LINE)
    return branch, result.last


def test_it_is_changed_verified_and_removed(logged: tuple[Cli, str]) -> None:
    cli, key = logged
    assert cli("service", key, "--what", "窗口值班", "--result", "").code == 0
    assert cli("service", key, "--verify", "林知远").out.startswith("已核实：2026-03-04 窗口值班，编号")
    [row] = services(cli)
    assert (row["what"], row["result"], row["verified_by"]) == ("窗口值班", "", "林知远")
    assert cli("service", key, "--unverify").code == 0
    assert cli("service", key, "--state", "cancelled").code == 0
    assert [(row["state"], row["verified_by"]) for row in services(cli)] == [("cancelled", "")]
    result = cli("service", key, "--remove", "--json")
    assert json.loads(result.out) == {"id": key} and services(cli) == []
    assert cli("undo").code == 0 and len(services(cli)) == 1


def test_it_is_copied_and_repeated(logged: tuple[Cli, str]) -> None:
    cli, key = logged
    assert cli("service", key, "--copy", "2026-03-05").code == 0
    seen = cli("service", key, "--weekly", "2026-03-25", "--dry-run")
    assert seen.code == 0 and seen.out.count("新增") == 3 and len(services(cli)) == 2
    assert json.loads(cli("service", key, "--weekly", "2026-03-25", "--json").out)["written"] == 3
    assert len(services(cli)) == 5


def test_who_took_part(logged: tuple[Cli, str]) -> None:
    cli, key = logged
    assert cli("service", key, "--sign-up", "周以宁", "--hours", "1").code == 0
    assert services(cli)[0]["sign_ups"] == 1
    assert cli("service", key, "--absent", "周以宁").out.startswith("未参加 1 人")
    assert cli("service", key, "--came", "周以宁").code == 0
    assert cli("service", key, "--withdraw", "周以宁").code == 0
    result = cli("service", key, "--came", "周以宁")
    assert result.code == 1 and "没有报名" in result.err


@pytest.mark.parametrize(
    "words", [(), ("--what", "甲", "--remove"), ("--hours", "1"), ("--verify", "林知远", "--dry-run")]
)
def test_one_thing_is_done_at_a_time(logged: tuple[Cli, str], words: tuple[str, ...]) -> None:
    cli, key = logged
    assert cli("service", key, *words).code == 2


def test_a_draft_from_a_post(logged: tuple[Cli, str]) -> None:
    cli, _ = logged
    result = cli("draft", "--from", "post", "教务服务岗", "--stretch", "all")
    assert result.code == 0, result.err
    shown = cli("show", "report", result.last).out
    assert "服务30人次" in shown and "服务时长2小时" in shown
    assert cli("draft", "--from", "meeting", "x", "--stretch", "all").code == 2
