"""The pages shown before export are the pages LibreOffice prints, line by line."""

import difflib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.papers.contents import contents
from branchtui.papers.elections.slips import slips
from branchtui.papers.facts.contents import ContentsFacts, FiledFact
from branchtui.papers.facts.elections import CandidateFact
from branchtui.papers.facts.reports import FigureFact, ReportFacts
from branchtui.papers.reports import news_report
from branchtui.papers.tree import Paper
from branchtui.store.models import Post
from branchtui.store.queries import post_view
from branchtui.store.queries import reports as report_facts
from branchtui.typesetting.bookbinding import bind
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pages import lay
from branchtui.typesetting.profile import ELEMENTS
from branchtui.typesetting.rows import Box, Line
from branchtui.workflows import report_files
from branchtui.workflows.books import handbook
from branchtui.workflows.demo import build_demo
from branchtui.workflows.exporting.meeting_papers import meeting_papers
from branchtui.workflows.posts.papers import papers_of
from branchtui.workflows.preview import Page, preview
from branchtui.workflows.profiles import profile, profiles
from branchtui.workflows.progress import unwatched
from branchtui.workflows.reports import reports
from tests.files.word.helpers import picture
from tests.papers.test_election_papers import election

LEAST = 0.98
Pieces = tuple[str, ...]  # of one line
GRIDLESS = ("inline-songti", "plain", "separate-pictures")
SIZES = ((1600, 1000), (600, 900))  # of two pictures, in pixels
_TIMES = ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes")  # of the same widths
_SONG = ("AR PL UMing", "AR PL UKai", "FangSong", "SimSun")  # Noto CJK and WenQuanYi make higher lines, more pages
ARTICLE = """\
　　“一张表能不能只填一次？”3月12日下午，海州大学信息服务中心党支部把主题党日开到了自助服务大厅。支部书记贺兰舟带着23名党员，从办事师生的一句问话说起，梳理出17个需要重复填报的环节。

# 先走一遍流程 再谈怎么改

党员们两人一组，扮作新生、访客和即将退休的老师，把入校、报修、借用会场的流程各走了一遍。最长的一条要登录4个系统、上传9份附件；其中“校园卡（ID Card）遗失补办”仍须手写申请。苏晚舟在记录本上写道：“系统之间不说话，跑腿的就是人。”

【图1】

讨论时，大家把问题归成三类：一是数据没有打通，同一个手机号要填6遍；二是提示语看不懂，如“HTTP 403 Forbidden”“Token expired”；三是办结没有回音。对能当场改的，支部列出清单，写明责任人和时限，不让问题过夜。

# 把承诺写进代码里

会后一周，技术小组完成了第一批改动：统一身份认证接入OAuth 2.0，附件大小由2MB放宽到20MB，并在每个页面留下值班电话0755-88880000。江映月负责的接口服务（https://api.example.edu.cn/v2/forms）上线后，填表项目从41项减到12项，平均用时由18.5分钟降到6分钟，满意率为97.3%。

【图2】

## 让老教师也用得顺手

七十三岁的退休教师反映字太小、按钮太密。党员志愿者把字号调到20 px，又录了三段不到一分钟的语音说明。方可久说，技术再新，也要让人看得见、点得着、问得到；一位老师留言：“这回不用等孙子放学了……”

支部还与图书馆、后勤处、保卫处的党支部结成“一件事”联办小组，约定每月25日共同会诊；凡涉及两个以上部门的事项，由首问部门牵头，其余部门24小时内回应。截至5月底，联办小组已销号问题14个，正在办理3个。
"""


def _lacking(*, lines_of_windows: bool) -> str:
    """What this machine lacks for the comparison, or nothing."""
    for program in ("soffice", "pdftotext", "fc-list", "fc-match"):
        if shutil.which(program) is None:
            return f"no {program}"
    chinese = _run("fc-match", "-f", "%{family}", "FangSong:lang=zh-cn")
    if lines_of_windows and not chinese.startswith(_SONG):
        return f"no Chinese font with lines as high as those of Windows, only {chinese}"
    if not _run("fc-list", ":lang=zh-cn", "family"):
        return "no Chinese font"
    latin = _run("fc-match", "-f", "%{family}", "Times New Roman")
    return "" if latin.startswith(_TIMES) else f"no font of the widths of Times New Roman, only {latin}"


def _fonts(folder: Path) -> dict[str, str]:
    """An environment in which each Chinese face is there: a machine's own, or any Chinese one under its name."""
    looks = [profile(each.name) for each in profiles()]
    faces = {look.elements[name].font for look in looks for name in ELEMENTS}
    chinese = _run("fc-list", ":lang=zh-cn", "family").splitlines()[0].split(",")[0].strip()
    aliases = "".join(
        f"<match target='pattern'><test name='family'><string>{face}</string></test>"
        f"<edit name='family' mode='assign' binding='strong'><string>{chinese}</string></edit></match>"
        for face in sorted(faces)
        if "zh-cn" not in _run("fc-match", "-f", "%{lang}", face).split("|")
    )
    usual = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    path = folder / "fonts.conf"
    path.write_text(
        f"<?xml version='1.0'?><fontconfig><include>{usual}</include>{aliases}"
        f"<cachedir>{folder / 'fonts'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(path)}


def _run(*command: str, env: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=100, env=env)
    return done.stdout


def _printed(files: list[Path], folder: Path) -> list[list[Pieces]]:
    """The lines of each page of each file, each as what stands apart in it, without white space."""
    settings = f"-env:UserInstallation={(folder / 'soffice').as_uri()}"
    _run(
        "soffice",
        settings,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, files),
        env=_fonts(folder),
    )
    texts = [_run("pdftotext", "-layout", str(folder / f"{file.stem}.pdf"), "-") for file in files]
    return [[_bare(page.splitlines()) for page in text.removesuffix("\f").split("\f")] for text in texts]


def _shown(page: Page) -> list[Pieces]:
    """The lines of a page of the preview, its number last, pictures and the rules of tables left out."""
    pictures = {row for box in page.boxes for row in range(box.row, box.row + box.rows)}
    return _bare([*(text for row, text in enumerate(page.rows) if row not in pictures), page.foot])


def _bare(lines: list[str]) -> list[Pieces]:
    apart = [
        tuple(bare for part in re.split(r"\||\s{2,}", line) if (bare := re.sub(r"\s", "", part))) for line in lines
    ]
    return [pieces for pieces in apart if pieces]


def _same(shown: list[Pieces], printed: list[Pieces]) -> tuple[int, int, list[str]]:
    """How many lines are the same, of how many, and what is not. In print a cell's lines stand in the middle of its row,
    between those of the cell beside it: of a line with no equal, each piece has to be printed on this page."""
    ours, theirs = (["".join(pieces) for pieces in lines] for lines in (shown, printed))
    blocks = difflib.SequenceMatcher(None, ours, theirs, False).get_matching_blocks()
    matched = [{at for block in blocks for at in range(block[side], block[side] + block.size)} for side in (0, 1)]
    left = Counter(piece for at, pieces in enumerate(printed) if at not in matched[1] for piece in pieces)
    others = []
    for at, pieces in enumerate(shown):
        if at not in matched[0]:
            if Counter(pieces) <= left:
                left -= Counter(pieces)
            else:
                others.append("- " + " ".join(pieces))
    same = len(shown) - len(others)
    others += [f"+ {piece}" for piece in left.elements()]
    return same, max(len(shown), same + left.total()), others


def _contents() -> Paper:
    """A page of contents with every kind of line, over two pages."""
    news = "20261106_海州大学国际商学院办公室党支部开展“让数据多跑路”主题党日.docx"
    files = [
        FiledFact("01_通知.docx", "通知", date(2026, 10, 29), "1页"),
        FiledFact("04_会议记录.docx", "会议记录", date(2026, 11, 12), "2页", "补记"),
        FiledFact(news, "新闻稿", date(2026, 11, 6), "3页"),
        FiledFact("扫描件/签到表.pdf", "签到表扫描件", None, "1份"),
        *(FiledFact(f"照片/现场{number}.jpg", "照片", date(2026, 11, 5), "1张") for number in range(1, 20)),
        FiledFact("签字页.pdf", "", None, "1份", "另放的文件"),
    ]
    start, end = datetime(2026, 11, 5, 15), datetime(2026, 11, 5, 16, 30)
    named = ("海州大学国际商学院办公室党支部", "主题党日", "10", "重温入党誓词")
    why, na = ("材料准备：还没有学习材料",), (("新闻报道", "讨论发展党员，不宣传"),)
    return contents(ContentsFacts(*named, start, end, tuple(files), why, na))


def _papers(photos: PhotoStore) -> list[tuple[str, Paper, str]]:
    """(name, paper, profile): some of the demo's, and an article of every kind of line."""
    build_demo(now=datetime(2026, 11, 23, 9, 0), photos=photos)
    post = post_view.view(Post.get(Post.number == "03").id)
    of_post = {name.partition("_")[0]: paper for name, paper in papers_of(post, date(2026, 11, 23))}
    demo = report_facts.first_with_meeting()
    assert demo is not None and demo.meeting is not None
    of_meeting = dict(meeting_papers(demo.meeting))
    article = reports.new_report("让数据多跑路　让师生少跑腿——海州大学信息服务中心党支部的一次主题党日")
    reports.date_report(article, date(2026, 3, 13))
    pictures = [figure.photo for figure in report_facts.figures(demo)]
    for photo, caption in zip(pictures, ("党员在自助服务大厅走流程", "改版后的“一张表”页面"), strict=False):
        assert photo is not None
        reports.add_figure(article, caption=caption, photo=photos.path(photo.sha), photos=photos)
    reports.edit_report(article, body=ARTICLE, editors_note="从2026年起，本栏目介绍各支部解决师生急难愁盼问题的做法。")
    book = handbook.prepare(2026, Path(), today=date(2026, 11, 23), photos=photos).book
    people = [CandidateFact(name) for name in ("江映月", "沈一禾", "林知远", "周以宁", "欧阳景行", "顾清和")]
    return [
        ("slips", slips(election(*people, seats=5)), "gbt9704"),
        ("handbook", bind(book, profile("gbt9704"), lambda sha: (1, 1), unwatched), "gbt9704"),
        ("notice", of_meeting["notice"], "gbt9704"),
        ("minutes", of_meeting["minutes"], "gbt9704"),
        ("contents", _contents(), "gbt9704"),
        ("log", of_post["服务台账"], "gbt9704"),
        ("plate", of_post["亮岗牌"], "gbt9704"),
        ("report", report_files.report_paper(demo), demo.profile),
        ("article", report_files.report_paper(article), "jnu-news"),
    ]


@pytest.mark.slow
def test_the_preview_is_what_libreoffice_prints(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if lacking := _lacking(lines_of_windows=True):
        pytest.skip(f"pages not compared: {lacking}")
    from branchtui.files.word.writer import write

    photos = PhotoStore(tmp_path / "photos", tmp_path / "cache")
    papers = _papers(photos)
    files = []
    for name, paper, look in papers:
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(write(paper, profile(look), lambda sha: photos.path(sha).read_bytes()))
    same = whole = 0
    others: list[str] = []
    for (name, paper, look), printed in zip(papers, _printed(files, tmp_path), strict=True):
        shown = [_shown(page) for page in preview(paper, look, photos=photos).pages]
        assert len(shown) == len(printed), f"{name}: {len(shown)} pages shown, {len(printed)} printed"
        for ours, theirs in zip(shown, printed, strict=True):
            alike, of, unlike = _same(ours, theirs)
            same, whole = same + alike, whole + of
            others += [f"{name} {line}" for line in unlike]
    with capsys.disabled():
        sys.stdout.write(f"\npreview = LibreOffice: {same} of {whole} lines ({same / whole:.1%})\n")
    assert same / whole >= LEAST, "\n".join(others)


@pytest.mark.slow
def test_pages_without_a_grid_begin_where_libreoffice_begins_them(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if lacking := _lacking(lines_of_windows=False):
        pytest.skip(f"pages not compared: {lacking}")
    from branchtui.files.word.writer import write

    table = "| 年度 | 门数 | 说明 |\n| 2022 | 3 | 第一年试办，学生选课踊跃，教师评价也很好，还要继续 |\n| 2023 | 4 |"
    body = "\n".join(
        f"{ARTICLE}\n{table}".replace("【图1】", f"【图{2 * n + 1}】").replace("【图2】", f"【图{2 * n + 2}】")
        for n in range(6)
    )
    figures = {mark: FigureFact(str(mark % 2), "合影", pixels=SIZES[mark % 2]) for mark in range(1, 13)}
    paper = news_report(
        ReportFacts("让数据多跑路", body, "党支部", unit="信息中心", figures=figures, bylines=(("文", "甲"),))
    )
    same = whole = 0
    files = [tmp_path / f"{name}.docx" for name in GRIDLESS]
    for name, file in zip(GRIDLESS, files, strict=True):
        file.write_bytes(write(paper, profile(name), lambda sha: picture(*SIZES[int(sha)])))
    for name, printed in zip(GRIDLESS, _printed(files, tmp_path), strict=True):
        look = profile(name)
        layout = lay(compose(paper, look), look, lambda sha: SIZES[int(sha)])
        assert len(layout.pages) == len(printed), name
        for page, theirs in zip(layout.pages, printed, strict=True):
            first = next(row for row in page.rows if not isinstance(row, Box))
            said = first.text if isinstance(first, Line) else "".join(lines[0] for lines in first.cells)
            same += "".join(_bare([said])[0]) == "".join(theirs[0])
            whole += 1
    with capsys.disabled():
        sys.stdout.write(f"\npages without a grid that begin alike: {same} of {whole}\n")
    assert whole >= 15 and same / whole >= 0.95  # Latin beside marks breaks otherwise now and then
