"""What stands on the pages of a .docx comes in, or is named; what is hidden does not come in, and is counted."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.files.articles import Article, read_article
from branchtui.files.articles.docx.symbols import symbol
from tests.files.articles.word_maker import PARA, TITLE, note, p, part, r, style, t, word
from tests.mutations import mutated

HIDE = "<w:vanish/>"


def _read(body: str, **others: str) -> Article:
    return read_article(word(body, **others), "稿件.docx")


def _lines(body: str, **others: str) -> list[str]:
    """The lines of the body below the one that is always there."""
    article = _read(body, **others)
    assert (article.title, article.body.split("\n")[0]) == (TITLE, PARA)
    return article.body.split("\n")[1:]


# --- hidden text ---------------------------------------------------------------------------------------------------

STYLES = (
    style("Hid", "character", HIDE)
    + style("HidToo", "character", "<w:b/>", based="Hid")
    + style("Shown", "character", '<w:vanish w:val="0"/>', based="Hid")
    + style("HidP", "paragraph", HIDE, more=' w:customStyle="1"')
    + style("HidPToo", "paragraph", "", based="HidP")
    + style("Web", "character", "<w:webHidden/>")
    + style("Tab", "table", HIDE)
)


@pytest.mark.parametrize(
    "run",
    [
        t("藏", HIDE),
        t("藏", '<w:vanish w:val="1"/>'),
        t("藏", '<w:vanish w:val="true"/>'),
        t("藏", "<w:webHidden/>"),
        t("藏", "<w:specVanish/>"),
        t("藏", '<w:rStyle w:val="Hid"/>'),
        t("藏", '<w:rStyle w:val="HidToo"/>'),
        t("藏", '<w:rStyle w:val="Web"/>'),
        f"<w:ins>{t('藏', HIDE)}</w:ins>",
        f"<w:hyperlink>{t('藏', HIDE)}</w:hyperlink>",
        r('<w:sym w:font="宋体" w:char="25CF"/>', HIDE),
        r("<w:drawing><a:blip/></w:drawing>", HIDE),
        r(f"<w:pict><v:textbox><w:txbxContent>{p(t('藏'))}</w:txbxContent></v:textbox></w:pict>", HIDE),
        r('<w:pict><v:textpath string="藏"/></w:pict>', HIDE),
    ],
)
def test_hidden_text_is_not_imported_and_its_count_is_told(run: str) -> None:
    article = _read(p(t("看得见的字，") + run + t("都在这里。")), styles=STYLES)
    assert article.body == f"{PARA}\n看得见的字，都在这里。"
    assert article.told == ("1 个隐藏的字没有带入（在 Word 里设成了“隐藏文字”）。",)


@pytest.mark.parametrize(
    ("run", "properties"),
    [
        (t("字", '<w:vanish w:val="0"/>'), ""),
        (t("字", '<w:vanish w:val="false"/>'), ""),
        (t("字", '<w:vanish w:val="off"/>'), '<w:pStyle w:val="HidP"/>'),
        (t("字", '<w:rStyle w:val="Shown"/>'), ""),
        (t("字", '<w:rStyle w:val="Hid"/><w:vanish w:val="0"/>'), ""),
        (t("字", '<w:rStyle w:val="Hid"/>'), '<w:pStyle w:val="HidP"/>'),  # 17.7.3: twice is not at all
        (t("字", '<w:rStyle w:val="没有"/>'), '<w:pStyle w:val="也没有"/>'),
    ],
)
def test_a_toggle_that_is_off_hides_nothing(run: str, properties: str) -> None:
    article = _read(p(run, properties), styles=STYLES)
    assert (article.body, article.told) == (f"{PARA}\n字", ())


@pytest.mark.parametrize("key", ["HidP", "HidPToo"])
def test_a_hidden_paragraph_style(key: str) -> None:
    article = _read(p(t("藏着的"), f'<w:pStyle w:val="{key}"/>') + p(t("看得见。")), styles=STYLES)
    assert article.body == f"{PARA}\n看得见。" and "3 个隐藏的字" in article.told[0]


def test_hidden_by_default_styles_tables_and_rows() -> None:
    everything = style("Def", "paragraph", HIDE, more=' w:default="1"')
    with pytest.raises(BranchError, match="没有稿件的文字"):
        _read("", styles=everything)
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="Tab"/></w:tblPr><w:tr><w:tc>{p(t("藏"))}</w:tc></w:tr></w:tbl>'
    row = f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(t('也藏'))}</w:tc></w:tr></w:tbl>"
    article = _read(table + row, styles=STYLES)
    assert article.body == PARA and "3 个隐藏的字" in article.told[0]


def test_a_hidden_paragraph_mark_runs_on_but_a_style_separator_does_not() -> None:
    assert _lines(p(t("前一半，"), f"<w:rPr>{HIDE}</w:rPr>") + p(t("后一半。"))) == ["前一半，后一半。"]
    assert _lines(p(t("小标题。"), f"<w:rPr>{HIDE}<w:specVanish/></w:rPr>") + p(t("正文。"))) == ["小标题。", "正文。"]


# --- tracked changes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["del", "moveFrom"])
def test_a_deleted_paragraph_mark_joins_two_paragraphs(gone: str) -> None:
    assert _lines(p(t("前一半，"), f"<w:rPr><w:{gone}/></w:rPr>") + p(t("后一半。")) + p(t("另一段。"))) == [
        "前一半，后一半。",
        "另一段。",
    ]


def test_a_deleted_mark_joins_nothing_over_the_end_of_a_cell() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    cells = "".join(f"<w:tc>{p(t(words), gone)}</w:tc>" for words in "甲乙")
    assert _lines(p(t("表前，"), gone) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + p(t("表后。"))) == [
        *("表前，", "甲", "乙", "表后。"),
    ]


def test_moved_and_deleted_text_is_there_once_or_not_at_all() -> None:
    moved = f"<w:moveFrom>{t('搬走的。')}</w:moveFrom>"
    body = p(t("开头，") + moved, "<w:rPr><w:moveFrom/></w:rPr>") + p(t("中间。"))
    body += p(f"<w:moveTo>{t('搬走的。')}</w:moveTo><w:del><w:r><w:delText>删掉的</w:delText></w:r></w:del>")
    rows = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(t('删掉的行'))}</w:tc></w:tr>"
    rows += f"<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p(t('删掉的格'))}</w:tc><w:tc>{p(t('留下的格'))}</w:tc></w:tr>"
    article = _read(body + f"<w:tbl>{rows}</w:tbl>")
    assert article.body.split("\n")[1:] == ["开头，中间。", "搬走的。", "留下的格"]
    assert article.told == ()


# --- kept, or named ------------------------------------------------------------------------------------------------


def test_notes_stand_after_the_text() -> None:
    body = p(t("学习了文件") + r('<w:footnoteReference w:id="2"/>') + t("。"))
    body += p(t("又讨论了") + r('<w:endnoteReference w:id="2"/>') + r('<w:footnoteReference w:id="9"/>') + t("。"))
    body += p(t("责编:顾怀章"))
    article = _read(
        body,
        footnotes=note(-1, "分隔线") + note(2, "见校报第3版"),
        endnotes=note(2, "数据截至5月", "endnote"),
    )
    assert article.body.split("\n")[1:] == ["学习了文件。", "又讨论了。", "注1：见校报第3版", "注2：数据截至5月"]
    assert article.bylines == (("责编", "顾怀章"),)
    assert [words[:8] for words in article.told] == ["2 处脚注、尾注", "1 处脚注、尾注"]


def test_a_note_of_a_note_ends_nothing() -> None:
    inner = p(t("注") + r('<w:footnoteReference w:id="1"/>'))
    article = _read(
        p(t("正文") + r('<w:footnoteReference w:id="1"/>')), footnotes=f'<w:footnote w:id="1">{inner}</w:footnote>'
    )
    assert article.body.endswith("正文\n注1：注")


def test_the_words_of_a_text_box_are_there_once_and_not_glued() -> None:
    inside = f"<w:txbxContent>{p(t('框里第一段。'))}{p(t('框里第二段。'))}</w:txbxContent>"
    both = f"<mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice><mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback>"
    article = _read(p(t("框前的字，") + r(f"<mc:AlternateContent>{both}</mc:AlternateContent>") + t("框后的字。")))
    assert article.body.split("\n")[1:] == ["框前的字，框后的字。", "框里第一段。", "框里第二段。"]
    assert article.told == ("1 个文本框里的字放在了它所在段落的后面，请看看位置对不对。",)


@pytest.mark.parametrize(
    "run",
    [
        "<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:t>字</w:t></mc:Fallback></mc:AlternateContent>",
        "<mc:AlternateContent><mc:Choice/><mc:Choice><w:t>字</w:t></mc:Choice><mc:Fallback><w:t>别</w:t></mc:Fallback></mc:AlternateContent>",
        '<mc:AlternateContent><mc:Choice><w16se:symEx w16se:font="x" w16se:char="5B57"/></mc:Choice><mc:Fallback><w:t>别</w:t></mc:Fallback></mc:AlternateContent>',
        "<w:ruby><w:rt><w:r><w:t/></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby>",
        '<w:sym w:font="宋体" w:char="5B57"/>',
        "<w:softHyphen/><w:t>字</w:t>",
        "<w:t>字</w:t><w:instrText>PAGE</w:instrText><w:delText>删</w:delText>",
    ],
)
def test_one_character_whatever_it_is_made_of(run: str) -> None:
    article = _read(p(t("前") + r(run) + t("后。")))
    assert (article.body, article.told) == (f"{PARA}\n前字后。", ())


def test_drawn_words_are_kept() -> None:
    art = r('<w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict>')
    drawn = r("<w:drawing><a:txBody><a:p><a:r><a:t>画</a:t></a:r><a:r><a:t>布</a:t></a:r></a:p></a:txBody></w:drawing>")
    assert _lines(p(art + drawn + t("正文。"))) == ["正文。", "艺术字", "画布"]


def test_words_without_a_paragraph_are_words() -> None:
    hidden = _read(t("甲") + f"<w:hyperlink>{t('乙')}</w:hyperlink><w:t>丙</w:t>" + t("丁", HIDE) + p(t("戊")))
    assert hidden.body.split("\n")[1:] == [*"甲乙丙戊"] and "1 个隐藏的字" in hidden.told[0]


def test_marks_within_a_line() -> None:
    line = r(
        "<w:t>前</w:t><w:tab/><w:t>后</w:t><w:noBreakHyphen/><w:t>末。</w:t><w:cr/><w:t>新行</w:t><w:ptab/><w:t>右。</w:t>"
    )
    assert _lines(p(line)) == ["前 后-末。", "新行 右。"]


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (
            "<w:ruby><w:rt><w:r><w:t>shì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>视</w:t></w:r></w:rubyBase></w:ruby>",
            "注音",
        ),
        ('<w:sym w:font="Webdings" w:char="F061"/>', "符号"),
        ('<w:sym w:font="Wingdings" w:char="²"/>', "符号"),
        ("<w:sym/>", "符号"),
        ("<w:object><v:shape><v:imagedata/></v:shape></w:object>", "嵌入的对象"),
        ('<w:commentReference w:id="1"/>', "批注"),
        ('<w:footnoteReference w:id="1"/>', "找不到内容"),
        ("<w:drawing><c:chart/></w:drawing>", "图表"),
        ("<w:pgNum/>", "自动生成"),
        (r"<w:instrText> eq \o\ac(○,</w:instrText><w:instrText>学)</w:instrText>", "带圈字符"),
        ("<w:instrText>SYMBOL 252 \\f Wingdings</w:instrText>", "域"),
        ('<w:fldSimple w:instr="AUTONUM"/>', "域"),
    ],
)
def test_what_cannot_come_in_is_named(inside: str, told: str) -> None:
    article = _read(p(t("正文") + r(inside) + t("后。")))
    assert article.body in (f"{PARA}\n正文后。", f"{PARA}\n正文视后。")
    assert len(article.told) == 1 and told in article.told[0] and article.told[0].startswith("1 ")


def test_formulas_other_documents_and_numbers_are_named() -> None:
    formula = "<m:oMathPara><m:oMath><m:r><m:t>12</m:t></m:r></m:oMath></m:oMathPara>"
    numbered = p(t("有编号的段落。"), '<w:numPr><w:numId w:val="3"/></w:numPr>') + p(
        t("没有编号。"), '<w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    article = _read(p(t("正文。") + formula) + "<w:altChunk/>" + numbered, numbering="")
    assert article.body.split("\n")[1:] == ["正文。", "有编号的段落。", "没有编号。"]
    assert [words.split("没有带入")[0] for words in article.told] == [
        "1 段前面的自动编号",
        "1 处公式",
        "1 处嵌入的另一份文档",
    ]


@pytest.mark.parametrize(
    ("font", "place", "told"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "FC", "✓"),
        ("Symbol", "F0B7", "•"),
        ("Symbol", "2022", "•"),
        ("", "4E2D", "中"),
        ("Segoe UI Emoji", "1F60A", "😊"),
        *[
            (font, place, "")
            for font in ("Symbol", "")
            for place in ("", "F0FF", "D800", "E000", "110000", "x", "-1", "FFFC")
        ],
    ],
)
def test_signs_of_symbol_fonts(font: str, place: str, told: str) -> None:
    assert symbol(font, place) == told


# --- every character -----------------------------------------------------------------------------------------------


class _Maker:
    """Makes runs of one character each and remembers what becomes of it."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.gone: list[str] = []  # not seen on the page, or named
        self.named: set[str] = set()
        self.notes = ""
        self.next = 0x5000

    def letter(self, kept: bool) -> str:
        self.next += 1
        (self.kept if kept else self.gone).append(chr(self.next))
        return chr(self.next)

    def run(self, kind: str) -> str:
        match kind:
            case "text":
                return t(self.letter(True))
            case "link":
                return f"<w:hyperlink>{t(self.letter(True))}</w:hyperlink>"
            case "ins" | "moveTo" | "smartTag":
                return f"<w:{kind}>{t(self.letter(True))}</w:{kind}>"
            case "del":
                return f"<w:del><w:r><w:delText>{self.letter(False)}</w:delText></w:r></w:del>"
            case "moveFrom":
                return f"<w:moveFrom>{t(self.letter(False))}</w:moveFrom>"
            case "hidden":
                self.named.add("隐藏的字")
                return t(self.letter(False), HIDE)
            case "hidden style":
                self.named.add("隐藏的字")
                return t(self.letter(False), '<w:rStyle w:val="HidToo"/>')
            case "sym":
                return r(f'<w:sym w:font="仿宋" w:char="{ord(self.letter(True)):X}"/>')
            case "ruby":
                self.named.add("注音")
                base = f"<w:rubyBase>{t(self.letter(True))}</w:rubyBase>"
                return r(f"<w:ruby><w:rt>{t(self.letter(False))}</w:rt>{base}</w:ruby>")
            case "math":
                self.named.add("公式")
                return f"<m:oMath><m:r><m:t>{self.letter(False)}</m:t></m:r></m:oMath>"
            case "note":
                self.named.add("脚注")
                key = self.next
                self.notes += note(key, self.letter(True))
                return r(f'<w:footnoteReference w:id="{key}"/>')
            case "box":
                self.named.add("文本框")
                inside = f"<w:txbxContent>{p(t(self.letter(True)))}</w:txbxContent>"
                return r(
                    f"<mc:AlternateContent><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice>"
                    f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent>"
                )
        raise AssertionError(kind)


KINDS = [
    *("text", "link", "ins", "moveTo", "smartTag", "del", "moveFrom", "hidden", "hidden style", "sym", "ruby", "math"),
    *("note", "box"),
]
MARKS = st.sampled_from(["", "", "<w:rPr><w:del/></w:rPr>", f"<w:rPr>{HIDE}</w:rPr>", "<w:numPr/>"])
PARAGRAPHS = st.lists(st.tuples(MARKS, st.lists(st.sampled_from(KINDS), max_size=6)), max_size=6)
AROUND = st.sampled_from(
    ["{}", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"]
)


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(st.tuples(AROUND, PARAGRAPHS), max_size=3))
def test_every_visible_character_is_in_the_import_or_named(plan: list[tuple[str, list[tuple[str, list[str]]]]]) -> None:
    maker, body = _Maker(), ""
    for around, paragraphs in plan:
        body += around.format("".join(p("".join(map(maker.run, kinds)), mark) for mark, kinds in paragraphs))
    article = _read(body, styles=STYLES, footnotes=maker.notes)
    said = "".join((article.title, *article.subtitle, article.unit, article.editors_note, article.body))
    said += "".join((*article.captions.values(), *(f"{role}{names}" for role, names in article.bylines)))
    for letter in maker.kept:
        assert said.count(letter) == 1, f"{letter} of {body}"
    assert not set(maker.gone) & set(said)
    told = "".join(article.told)
    assert all(word in told for word in maker.named)


# --- hostile ones --------------------------------------------------------------------------------------------------


def test_a_level_that_is_no_number_is_none() -> None:
    for told in ("²", "①", "九", "-1", "9" * 5000, ""):
        assert _lines(p(t("第一节的题目"), f'<w:outlineLvl w:val="{told}"/>') + p(t(PARA)), styles=part("x", "")) == [
            "# 第一节的题目",  # told by its shape
            PARA,
        ]
    odd = '<w:style w:styleId="o"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="²"/></w:pPr></w:style>'
    assert _lines(p(t("字"), '<w:pStyle w:val="o"/>'), styles=odd) == ["字"]


def chained(count: int, *, ring: bool) -> bytes:
    """An article with fifty paragraphs in so many styles, each based on the next; in a ring all are hidden."""
    styles = "".join(style(f"s{n}", "paragraph", based=f"s{n + 1}") for n in range(count))
    if ring:
        styles += style(f"s{count}", "paragraph", HIDE, based="s0")
    return word("".join(p(t("字"), f'<w:pStyle w:val="s{n}"/>') for n in range(0, count, count // 50)), styles=styles)


@pytest.mark.parametrize("ring", [False, True])
def test_a_long_chain_of_styles_is_walked_once(ring: bool) -> None:  # benchmarks/linear.py tells what it costs
    article = read_article(chained(20_000, ring=ring), "稿件.docx")
    assert article.body.count("字") == (0 if ring else 50)


def _elements() -> str:
    return " ".join(f'<w:r x{n}=""/>' for n in range(600_000))


def _depth() -> str:
    return "<mc:AlternateContent><mc:Choice>" * 120 + t("字") + "</mc:Choice></mc:AlternateContent>" * 120


def _bytes() -> str:
    digits = random.Random(1).randbytes(3_000_000).hex()
    return t(digits.translate(str.maketrans("0123456789abcdef", "党支部学习讨论工作会议记录要点心")))


@pytest.mark.slow
@pytest.mark.parametrize("much", [_elements, _depth, _bytes])
def test_too_much_of_anything_is_refused(much: Callable[[], str]) -> None:
    with pytest.raises(BranchError, match="格式多得不正常"):
        _read(p(much()))


def test_depth_within_the_limit_is_read() -> None:
    deep = "<mc:AlternateContent><mc:Choice>" * 95 + t("字") + "</mc:Choice></mc:AlternateContent>" * 95
    assert _lines(p(deep)) == ["字"]


@pytest.mark.parametrize(
    "prolog", ["\ufeff<?xml version='1.0' encoding='cp037'?>", "<?xml version='1.0' encoding='NaN'?>"]
)
def test_another_encoding_is_refused(prolog: str) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", prolog + part("document", p(t(TITLE)) + p(t(PARA))))
    with pytest.raises(BranchError, match="不该有的成分"):
        read_article(out.getvalue(), "稿件.docx")


# --- damaged ones --------------------------------------------------------------------------------------------------


def _whole() -> bytes:
    """An article with one of everything."""
    maker = _Maker()
    body = "".join(p(maker.run(kind), "<w:outlineLvl w:val='1'/><w:rPr><w:del/></w:rPr>") for kind in KINDS)
    body += f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(t('格'))}</w:tc></w:tr></w:tbl>" + p(t(PARA))
    chain = "".join(style(f"s{n}", "paragraph", based=f"s{n + 1}") for n in range(5))
    return word(body, styles=STYLES + chain, footnotes=maker.notes, numbering="")


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_a_damaged_article_is_refused_or_read(first: int, seeds: Callable[[range], range]) -> None:
    whole = _whole()
    for seed in seeds(range(first, first + 50)):
        try:
            article = read_article(mutated(whole, seed, most=6), "稿件.docx")
        except BranchError as error:
            assert str(error).endswith("。"), seed
        else:
            assert article.title and article.body, seed


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_a_damaged_zip_is_refused_or_read(first: int, seeds: Callable[[range], range]) -> None:
    whole = _whole()
    for seed in seeds(range(first, first + 100)):
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_article(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]), "稿件.docx")
        except BranchError as error:
            assert str(error).endswith("。"), seed
