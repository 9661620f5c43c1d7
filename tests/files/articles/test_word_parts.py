"""What a .docx says of its paragraphs besides their words: numbers set by Word, tables, type, pictures."""

import io
import zipfile

import pytest

from branchtui.files.articles import Article, read_article
from branchtui.files.word.writer import write
from branchtui.papers.facts.reports import FigureFact, ReportFacts
from branchtui.papers.reports import news_report
from tests.files.articles.word_maker import PARA, p, r, t, word
from tests.files.word.helpers import PICTURES, profile
from tests.papers.samples import report

BOLD, HEI = "<w:b/>", '<w:rFonts w:eastAsia="黑体"/>'
PICTURE = r('<w:drawing><a:blip r:embed="p1"/></w:drawing>')


def _read(body: str, **others: str) -> Article:
    return read_article(word(body, **others), "稿件.docx")


def _lines(body: str, **others: str) -> list[str]:
    return _read(body, **others).body.split("\n")[1:]


# --- numbers -------------------------------------------------------------------------------------------------------


def _numbering(kind: str, pattern: str, start: str = "") -> str:
    level = f'<w:lvl w:ilvl="0">{start}<w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    return (
        f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def _item(words: str, number: int = 1) -> str:
    return p(t(words), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("kind", "pattern", "second"),
    [
        ("chineseCounting", "%1、", "二、乙事要办好。"),
        ("chineseCountingThousand", "（%1）", "（二）乙事要办好。"),
        ("decimal", "%1.", "2.乙事要办好。"),
        ("decimal", "第%1条", "第2条 乙事要办好。"),
        ("decimalZero", "%1", "02 乙事要办好。"),
        ("decimalEnclosedCircle", "%1", "② 乙事要办好。"),
        ("upperLetter", "%1）", "B）乙事要办好。"),
        ("lowerRoman", "%1.", "ii.乙事要办好。"),
    ],
)
def test_the_numbers_of_word_are_written_out(kind: str, pattern: str, second: str) -> None:
    article = _read(_item("甲事要办好。") + _item("乙事要办好。"), numbering=_numbering(kind, pattern))
    assert article.body.split("\n")[2] == second and article.told == ()


def test_a_list_goes_on_or_begins_anew() -> None:
    items = _item("甲事。") + p(t("别的。")) + _item("乙事。") + _item("丙事。", 2)
    numbering = _numbering("decimal", "%1.", '<w:start w:val="4"/>')
    assert _lines(items, numbering=numbering) == ["4.甲事。", "别的。", "5.乙事。", "1.丙事。"]


def test_a_bullet_is_left_out_and_counted() -> None:
    article = _read(_item("甲事。"), numbering=_numbering("bullet", "·"))
    assert article.body.endswith("\n甲事。") and article.told == ("1 段前面的项目符号（如“•”）没有带入。",)


# --- tables --------------------------------------------------------------------------------------------------------


def _table(*rows: tuple[str, ...]) -> str:
    lines = ("".join(f"<w:tc>{p(t(words))}</w:tc>" for words in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{cells}</w:tr>' for cells in lines)}</w:tbl>"


def test_a_table_is_a_block_of_rows() -> None:
    table = _table(("年度", "场次"), ("2024", "12|13"), ("2025", ""))
    assert _lines(table + p(t("表后。"))) == ["| 年度 | 场次 |", "| 2024 | 12\\|13 |", "| 2025 |  |", "表后。"]


def test_a_cell_over_two_columns_keeps_the_others_in_their_places() -> None:
    both, last = p(t("合计")), p(t("3"))
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{both}</w:tc><w:tc>{last}</w:tc>'
    table = _table(("甲", "乙", "丙"), ("1", "2", "3")).replace("</w:tbl>", f"<w:tr>{wide}</w:tr></w:tbl>")
    assert _lines(table)[-1] == "| 合计 |  | 3 |"


def test_one_row_of_many_cells_does_not_make_every_row_so_long() -> None:
    rows = [("甲", "乙")] * 2000 + [("丙",) * 2000]  # padded it would be four million cells
    assert len(_lines(_table(*rows))) == 6000


@pytest.mark.parametrize("rows", [(("甲", "乙"),), (("甲",), ("乙",)), (("甲" * 301, "乙"), ("丙", "丁"))])
def test_a_table_that_lays_out_a_page_is_text(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not [line for line in _lines(_table(*rows)) if line.startswith("|")]


# --- type ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("run", [BOLD, HEI, '<w:sz w:val="32"/>'])
def test_a_short_line_that_stands_out_is_a_heading(run: str) -> None:
    assert _lines(p(t("抓学习", run)) + p(t(PARA)) + p(t("抓服务", run)) + p(t(PARA))) == [
        *("# 抓学习", PARA, "# 抓服务", PARA),
    ]


def test_headings_of_two_looks_are_of_two_levels() -> None:
    body = p(t("抓学习", HEI + '<w:sz w:val="32"/>')) + p(t("学原文", BOLD)) + p(t(PARA))
    assert _lines(body)[:2] == ["# 抓学习", "## 学原文"]


@pytest.mark.parametrize(
    "body",
    [
        p(t("抓学习。", BOLD) + t("支部每月集体学习两次，每次有主讲、有讨论。")),
        p(t("2025年5月20日，晴", BOLD)),
        p(t("图为学习现场", BOLD)),
        p(t(PARA * 2, BOLD)),
    ],
)
def test_what_stands_out_and_is_no_heading(body: str) -> None:
    assert not [line for line in _lines(body + p(t(PARA)) + p(t(PARA))) if line.startswith("#")]


# --- pictures ------------------------------------------------------------------------------------------------------


def _with_media(body: str, target: str = "media/a.png", mode: str = "") -> bytes:
    relation = f'<Relationship Id="p1" Type="image" Target="{target}"{mode}/>'
    out = io.BytesIO(word(body))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/media/a.png", b"bytes of a picture")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>',
        )
    return out.getvalue()


@pytest.mark.parametrize("target", ["media/a.png", "/word/media/a.png", "./media/../media/a.png"])
def test_a_picture_of_the_file_comes_with_its_figure(target: str) -> None:
    article = read_article(_with_media(p(PICTURE) + p(t("图3 学习现场")) + p(t(PARA)), target), "稿件.docx")
    assert (article.pictures, article.captions) == ({3: b"bytes of a picture"}, {3: "学习现场"})


@pytest.mark.parametrize(
    ("target", "mode"), [("../../etc/passwd", ""), ("media/b.png", ""), ("media/a.png", ' TargetMode="External"')]
)
def test_a_picture_that_is_not_in_the_file_is_a_place(target: str, mode: str) -> None:
    article = read_article(_with_media(p(PICTURE) + p(t(PARA)), target, mode), "稿件.docx")
    assert not article.pictures and "【图1】" in article.body


# --- our own -------------------------------------------------------------------------------------------------------

TABLED = "今年办了三件实事。\n# 一、办了什么\n| 年度 | 场次 |\n| 2024 | 12 |\n| 2025 |  |\n## （一）最难的一件\n说到底是一件小事。"


@pytest.mark.parametrize("name", ["jnu-news", "gbt9704", "inline-songti", "plain"])
def test_the_text_of_our_own_export_comes_back_with_its_table(name: str) -> None:
    facts = report(body=TABLED, figures={})
    assert read_article(write(news_report(facts), profile(name), PICTURES.__getitem__), "稿件.docx").body == TABLED


OWN = [
    report(dated=None, bylines=()),
    report(
        title="材料学院教工党支部：以“三亮三比”推动课题组建设，把支部建在实验台边",
        kicker="支部风采",
        subtitles=("——记材料学院教工党支部",),
        figures={
            1: FigureFact("one", "工作机制"),
            3: FigureFact("two", "走廊里的承诺墙"),
            8: FigureFact("one", "学习"),
        },
    ),
    report(kicker="", subtitles=(), editors_note="", title="关于做好新学期开学前后各项准备工作的几点体会与下一步打算"),
]


@pytest.mark.parametrize("name", ["jnu-news", "gbt9704", "inline-songti", "plain"])
@pytest.mark.parametrize("facts", OWN, ids=["undated", "dash", "long title"])
def test_our_own_export_comes_back_whole(facts: ReportFacts, name: str) -> None:
    article = read_article(write(news_report(facts), profile(name), PICTURES.__getitem__), "稿件.docx")
    for part_name in ("kicker", "title", "unit", "dated", "editors_note", "bylines"):
        assert getattr(article, part_name) == getattr(facts, part_name), part_name
    assert article.subtitle == facts.subtitles
