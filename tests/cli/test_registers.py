"""The registers on the command line: added, listed, shown, changed, removed; students' names masked."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def _json(cli: Cli, *words: str) -> list[dict[str, object]]:
    return json.loads(cli(*words, "--json").out)  # type: ignore[no-any-return]


@pytest.fixture
def helped(branch: Cli) -> Cli:
    assert branch("add", "helper", "王小明", "--kind", "学生干部", "--cohort", "2023级", "--mentor", "林知远").code == 0
    return branch


def test_a_helper_is_masked_until_they_agree(helped: Cli) -> None:
    assert helped("add", "event", "王小明", "--date", "2026-03-01", "--what", "指导公文", "--by", "林知远").code == 0
    honour = helped("add", "honour", "优秀论文", "--of", "王小明", "--level", "校级")
    assert honour.code == 0, honour.err
    (row,) = _json(helped, "list", "helpers")
    assert (row["name"], row["event_count"], row["honour_count"]) == ("王某某", 1, 1)
    assert "王小明" not in helped("list", "honours").out + helped("show", "helper", "王小明").out
    assert helped("change", "helper", "王小明", "--consent", "有").code == 0
    shown = helped("show", "helper", "王小明").out
    assert "姓名：王小明" in shown and "指导公文" in shown and "优秀论文" in shown and "同意署名" in shown
    assert _json(helped, "list", "honours")[0]["of"] == "身边人：王小明"


def test_a_certificate_is_attached_to_an_honour(branch: Cli, tmp_path: Path) -> None:
    made = branch("add", "honour", "先进党支部", "--level", "校级")
    scan = tmp_path / "证书.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert branch("attach", "honour", made.last, str(scan), "--what", "证书扫描件").code == 0
    assert "证书.pdf  证书扫描件  扫描件" in branch("show", "honour", made.last).out
    again = branch("attach", "honour", made.last, str(scan))
    assert again.code == 1 and "都已经附在这里" in again.err
    gone = branch("attach", "honour", made.last, str(tmp_path / "没有.jpg"))
    assert gone.code == 1 and "没有这个文件" in gone.err
    assert branch("attach", "honour", "00000000", str(scan)).code == 1
    assert [each["name"] for each in json.loads(branch("show", "honour", made.last, "--json").out)["attachments"]] == [
        "证书.pdf"
    ]


def test_a_member_is_shown_with_what_they_served_this_year(branch: Cli) -> None:
    assert branch("add", "post", "教务服务岗").code == 0
    assert branch("holder", "教务服务岗", "周以宁", "--from", "2026-01-05").code == 0
    assert "今年服务" not in branch("show", "member", "周以宁").out, "nothing was done"
    assert branch("log", "教务服务岗", "周以宁 2026-03-04 1.5小时 窗口咨询 服务学生30人次 12份").code == 0
    assert "今年服务：小时 1.5；人次 30；成效 12份" in branch("show", "member", "周以宁").out
    words = ("--title", "培训", "--from", "2026-03-02", "--hours", "4", "--counted", "计")
    assert branch("add", "growth", "周以宁", *words).code == 0
    assert "今年学习发展：项数 1；学时 4；天数 1\n" in branch("show", "member", "周以宁").out, "no cost was told"


def test_a_photo_proves_a_service(branch: Cli, tmp_path: Path) -> None:
    assert branch("add", "post", "教务服务岗").code == 0
    assert branch("holder", "教务服务岗", "周以宁", "--from", "2026-01-05").code == 0
    made = branch("log", "教务服务岗", "周以宁 2026-03-04 1.5小时 窗口咨询")
    scan = tmp_path / "登记簿.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert branch("attach", "service", made.last, str(scan), "--what", "登记簿").code == 0
    gone = branch("attach", "service", made.last, str(tmp_path / "没有.jpg"))
    assert gone.code == 1 and "没有这个文件" in gone.err


def test_an_event_is_changed_and_removed(helped: Cli) -> None:
    made = helped("add", "event", "王小明", "--date", "2026-03-01", "--what", "指导公文")
    assert helped("change", "event", made.last, "--what", "指导写作").code == 0
    assert "指导写作" in helped("show", "helper", "王小明").out
    assert helped("change", "event", made.last, "--remove").code == 0
    assert "指导写作" not in helped("show", "helper", "王小明").out
    assert helped("history", "helper", "王小明").code == 0


def test_activities_and_growth(branch: Cli) -> None:
    words = ("add", "activity", "开放日", "--partner", "海州中学", "--date", "2026-03-15")
    refused = branch(*words, "--majors", "软件工程 12人、会计 3人", "--students", "16")
    assert (refused.code, refused.out) == (1, "") and "各专业加起来是 15" in refused.err
    made = branch(*words, "--majors", "软件工程 12人、会计 3人")
    assert _json(branch, "list", "activities")[0]["students"] == 15
    assert json.loads(branch("show", "activity", made.last, "--json").out)["majors"] == [
        {"major": "软件工程", "students": 12},
        {"major": "会计", "students": 3},
    ]
    assert json.loads(branch("show", "contact", "海州中学", "--json").out)["part_of"][0]["role"] == "共建"
    year = "2026-03-02"
    made = branch("add", "growth", "林知远", "--title", "培训", "--from", year, "--hours", "8.5", "--cost", "1,200.50")
    row = json.loads(branch("show", "growth", made.last, "--json").out)
    assert (row["hours"], row["cost"], row["counted"], row["days"]) == (8.5, 1200.5, False, 1)
    assert "培训" in branch("show", "member", "林知远").out
    assert branch("change", "growth", made.last).code == 2
    assert branch("change", "growth", made.last, "--cost", "1", "--remove").code == 2
    assert branch("change", "growth", made.last, "--remove").code == 0
    assert _json(branch, "list", "growth") == []
    assert branch("undo").code == 0 and len(_json(branch, "list", "growth")) == 1
    assert "开放日" in branch("search", "开放日").out


def test_the_cohort_table_is_written(helped: Cli, tmp_path: Path) -> None:
    written = helped("export", "helpers", "-o", str(tmp_path / "提交"))
    assert written.code == 0, written.err
    assert Path(written.out.strip()).name.startswith("身边人届别表")


def test_contacts_are_imported_and_merged(branch: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "通讯录.csv"
    sheet.write_text("姓名,单位,手机,微信\n王芳,学院党委,5550123,w\n王方,学院,,\n", encoding="utf-8")
    looked = branch("import", "contacts", str(sheet), "--dry-run")
    assert looked.out.count("新增") == 2 and "没有读的栏目：微信" in looked.err and "什么都没有写入" in looked.err
    assert _json(branch, "list", "contacts") == []
    assert "新增 2 位" in branch("import", "contacts", str(sheet)).err
    refused = branch("change", "contact", "王芳", "--merge", "王方")
    assert refused.code == 1 and "单位一边是“学院党委”，一边是“学院”" in refused.err
    merged = branch("change", "contact", "王芳", "--merge", "王方", "--name", "王芳", "--unit", "学院党委")
    assert merged.code == 0, merged.err
    assert len(_json(branch, "list", "contacts")) == 1
    assert branch("undo").code == 0 and len(_json(branch, "list", "contacts")) == 2
    sheet.write_text("姓名,单位\n王芳,学院党委\n,\n李强,\n李强,\n", encoding="utf-8")
    wrong = branch("import", "contacts", str(sheet))
    assert wrong.code == 1 and "什么都没有写入" in wrong.err and len(_json(branch, "list", "contacts")) == 2


def test_an_agreement_is_told_before_its_end(branch: Cli) -> None:
    assert branch("add", "contact", "--unit", "海州中学", "--agreed-until", "2020-01-01").code == 0
    assert "续签共建协议，或记下不再续签：海州中学" in branch("board").out
    refused = branch("change", "contact", "海州中学", "--agreed-on", "2021-01-01")
    assert refused.code == 1 and "之前" in refused.err
    assert branch("change", "contact", "海州中学", "--agreed-until", "").code == 0
    assert "续签" not in branch("board").out
