"""`branchtui demo`, `export` and `import article` on the command line."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Cli
from tests.files.articles.word_maker import note, p, r, t, word

ARTICLE = "样板支部风采 | 办公室党支部:抓实学习 服务师生\n供稿单位:国际商学院 发布日期:2026-03-05\n第一段正文,说明情况。\n配图2\n第二段。\n责编:苏禾\n"


@pytest.mark.slow
def test_demo_writes_every_paper_and_leaves_no_home(cli: Cli, tmp_path: Path) -> None:
    result = cli("demo", "--out", str(tmp_path / "材料"), "--date", "2026-11-23", home=None)
    assert result.code == 0, result.err
    written = [Path(line) for line in result.out.splitlines()]
    assert written == sorted((tmp_path / "材料").iterdir()), "all that stands in the folder, in its order"
    assert {"通知", "决议", "海州大学国际商学院办公室党支部"} <= {path.stem.partition("_")[2] for path in written}


@pytest.mark.slow
def test_demo_with_a_home_stays_there(cli: Cli, tmp_path: Path) -> None:
    result = cli("demo", "--out", str(tmp_path / "材料"), "--json")
    assert json.loads(result.out)["files"] == [str(path) for path in sorted((tmp_path / "材料").iterdir())]
    listed = json.loads(cli("list", "meetings", "--json").out)
    assert len(listed) == 27
    report = json.loads(cli("list", "reports", "--json").out)[0]["id"]
    exported = cli("export", "report", report, "--profile", "gbt9704", "-o", str(tmp_path / "稿.docx"))
    assert exported.out.strip() == str(tmp_path / "稿.docx")
    held = next(row["id"] for row in listed if row["state"] == "recorded")
    assert len(json.loads(cli("export", "meeting", held, "--json").out)["files"]) >= 4
    drafted = cli("draft", "--from", "meeting", held)
    shown = cli("show", "report", drafted.last).out
    assert drafted.code == 0 and "正文" in shown
    known = next(line for line in shown.splitlines() if line.startswith("预填的事实："))
    assert re.search("支部 .*；类型 .*；应到 .*人", known) and not re.search("[a-z]", known), "each by its caption"
    assert cli("export", "report", report, "--profile", "fancy").code == 1


def test_demo_refuses_a_real_branch(branch: Cli, tmp_path: Path) -> None:
    result = branch("demo", "--out", str(tmp_path / "材料"))
    assert result.code == 1 and "真实的支部" in result.err


def test_article_from_stdin(branch: Cli, tmp_path: Path) -> None:
    (tmp_path / "图").mkdir()
    result = branch("import", "article", "-", "--photos", str(tmp_path / "图"), stdin=ARTICLE.encode("gb18030"))
    assert result.code == 0, result.err
    assert "半角标点" in result.err and "还没有图片的配图：图2" in result.err
    shown = json.loads(branch("show", "report", result.last, "--json").out)
    assert (shown["kicker"], shown["subtitle"]) == ("样板支部风采", ["抓实学习", "服务师生"])


def test_what_an_article_was_taken_for_is_told(branch: Cli, tmp_path: Path) -> None:
    picture = tmp_path / "图"
    picture.mkdir()
    Image.new("RGB", (40, 30), "red").save(picture / "a.png")
    (tmp_path / "稿.md").write_text(f"{ARTICLE}\n![合影](图/a.png)\n", encoding="utf-8")
    result = branch("import", "article", str(tmp_path / "稿.md"), "--json")
    assert "认出供稿单位：国际商学院" in result.err and "认出署名：责编：苏禾" in result.err
    assert "还没有图片的配图：图2" in result.err, "the picture beside the file has come in"
    told = json.loads(result.out)["recognised"]
    assert (told["title"], told["unit"], told["dated"]) == ("办公室党支部", "国际商学院", "2026-03-05")
    assert told["figures"] == [{"mark": 1, "caption": "合影"}, {"mark": 2, "caption": ""}]
    assert told["bylines"] == [{"role": "责编", "names": "苏禾"}]
    assert told["headings"] == [] and told["subtitle"] == ["抓实学习", "服务师生"]


def test_an_undated_article_is_told(branch: Cli) -> None:
    undated = branch("import", "article", "-", stdin=ARTICLE.replace(" 发布日期:2026-03-05", "").encode())
    assert undated.code == 0 and "稿件里没有写日期" in undated.err
    assert json.loads(branch("show", "report", undated.last, "--json").out)["dated"] is None
    assert "没有写日期" not in branch("import", "article", "-", stdin=ARTICLE.encode()).err


def test_a_photo_that_is_none(branch: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "图"
    folder.mkdir()
    (folder / "图2.jpg").write_text("不是照片", encoding="utf-8")
    result = branch("import", "article", "-", "--photos", str(folder), stdin=ARTICLE.encode())
    assert result.code == 1 and "图2.jpg" in result.err
    assert json.loads(branch("list", "reports", "--json").out) == []


def test_what_of_a_word_article_did_not_come_in_is_told(branch: Cli, tmp_path: Path) -> None:
    body = p(t("正文") + t("藏", "<w:vanish/>") + r('<w:footnoteReference w:id="1"/>') + t("。"))
    (tmp_path / "稿.docx").write_bytes(word(body, footnotes=note(1, "出处")))
    result = branch("import", "article", str(tmp_path / "稿.docx"))
    assert result.code == 0, result.err
    assert result.err.splitlines() == [
        "认出标题：学院召开教学工作会议",
        "认出供稿单位：（没有）",
        "认出发布日期：（没有）",
        "认出小标题：（没有）",
        "认出配图：（没有）",
        "认出署名：（没有）",
        "稿件里没有写日期：发布日期空着，请在新闻稿里补填。",
        "1 处脚注、尾注放到了正文最后，以“注1：”这样开头；请看看要不要留。",
        "1 个隐藏的字没有带入（在 Word 里设成了“隐藏文字”）。",
    ]
    assert "注1：出处" in branch("show", "report", result.last).out
