"""profiles and template on the command line."""

import json
from pathlib import Path

import docx
import pytest

from branchtui.cli.verbs.setup.template import ELEMENTS
from branchtui.files.word.styles import STYLES
from tests.cli.conftest import Cli


def test_profiles_new_and_add(branch: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "jnu-news" in branch("profiles").out
    made = branch("profiles", "new", "校报", "--from", "jnu-news")
    assert made.code == 0 and Path("校报.toml").is_file()
    assert branch("profiles", "new", "校报").code == 1
    text = Path("校报.toml").read_text(encoding="utf-8")
    Path("校报.toml").write_text(text.replace("label = ", 'label = "校报" # ', 1), encoding="utf-8")
    assert branch("profiles", "add", "校报.toml").last == "校报"
    listed = {row["id"]: row for row in json.loads(branch("profiles", "--json").out)}
    assert listed["校报"] == {"id": "校报", "title": "校报", "own": True, "problem": ""}
    Path("校报.toml").write_text(text.replace("[page]", "[pgae]", 1), encoding="utf-8")
    broken = branch("profiles", "add", "校报.toml")
    assert broken.code == 1 and "page" in broken.err
    assert branch("profiles", "new").code == 2


def test_template_inspect(branch: Cli, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    template = docx.Document()
    template.add_paragraph("{{标题}}")
    template.add_paragraph("{{正文}}")
    template.save(str(path))
    told = branch("template", "inspect", str(path)).out
    assert "{{正文}}" in told and "一级小标题（heading1）" in told and "图注（caption）" in told
    assert set(json.loads(branch("template", "inspect", str(path), "--json").out)) == {
        "tokens",
        "mapped",
        "following",
        "own",
        "remarks",
    }
    template.add_paragraph("{{标提}}")
    template.save(str(path))
    wrong = branch("template", "inspect", str(path))
    assert wrong.code == 1 and "标题" in wrong.err
    path.write_bytes(b"PK\x03\x04 not a document")
    assert branch("template", "inspect", str(path)).code == 1


def test_every_element_of_a_page_has_a_chinese_name() -> None:
    unnamed = STYLES.keys() - ELEMENTS.keys()
    assert not unnamed, f"say in ELEMENTS of cli/verbs/setup/template.py what {sorted(unnamed)} are called"


def test_a_template_that_cannot_be_used_is_told_everywhere(branch: Cli, tmp_path: Path) -> None:
    profile = tmp_path / "学校.toml"
    path = tmp_path / "模板.docx"
    profile.write_text(
        f'based_on = "gbt9704"\nlabel = "学校"\n[template]\nfile = {json.dumps(str(path))}\n', encoding="utf-8"
    )
    added = branch("profiles", "add", str(profile))
    assert added.code == 0 and "现在还不能用它导出" in added.err
    template = docx.Document()
    template.add_paragraph("{{正文}}")
    section = template.sections[0]._sectPr
    section.getparent().remove(section)
    template.save(str(path))
    report = branch("import", "article", "-", stdin="标题在这里\n正文在这里。\n".encode()).last
    for words in (
        ("template", "inspect", str(path)),
        ("export", "report", report, "--profile", "学校", "-o", str(tmp_path / "稿.docx")),
    ):
        result = branch(*words)
        assert result.code == 1 and "没有页面设置" in result.err and "Traceback" not in result.err
    listed = branch("profiles")
    assert listed.code == 1 and "没有页面设置" in listed.out
    assert not (tmp_path / "稿.docx").exists()
