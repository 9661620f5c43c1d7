"""Papers with tables of many columns, and those that are one page to hang up."""

from dataclasses import replace

import pytest

from branchtui import assets
from branchtui.papers.tree import Heading, Kicker, Meta, Paper, Paragraph, Table, Title
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pages import lay
from branchtui.typesetting.profile import Profile, Template
from branchtui.typesetting.profile_reading import profile_from
from branchtui.typesetting.sheets import look_of

NAMES = ("gbt9704", "inline-songti", "jnu-news", "plain", "separate-pictures")


def look(name: str = "gbt9704") -> Profile:
    return profile_from(assets.toml("profiles", f"{name}.toml"), name)


def dense(rows: int) -> Paper:
    table = Table(("序号", "内容"), tuple((str(number), "窗口咨询\n学生30人次") for number in range(rows)), (25, 130))
    return Paper("台账", "支部", None, "台账", (Title("台账"), table), "dense")


def hung(name: str, pledges: list[str]) -> Paper:
    promised = [Paragraph((f"{number}.{words}",)) for number, words in enumerate(pledges, 1)]
    head = (Kicker("党员先锋示范岗"), Title(name), Meta((("上岗党员", "周以宁"),)), Heading("岗位承诺"))
    return Paper(name, "支部", None, "亮岗牌", (*head, *promised), "hung")


def pages(paper: Paper, profile: Profile) -> int:
    set_by = look_of(paper, profile)
    return len(lay(compose(paper, set_by), set_by, lambda sha: (1, 1)).pages)


def test_a_usual_paper_is_set_as_the_profile_says() -> None:
    profile = look()
    assert look_of(replace(dense(1), sheet="usual"), profile) is profile


@pytest.mark.parametrize("name", NAMES)
def test_a_dense_table_has_smaller_type_on_the_same_page(name: str) -> None:
    profile = look(name)
    set_by = look_of(dense(1), profile)
    assert set_by.page == profile.page and set_by.elements.body == profile.elements.body
    assert set_by.elements.table_text.size <= min(12.0, profile.elements.table_text.size)
    assert set_by.elements.table_head.size <= min(12.0, profile.elements.table_head.size)
    assert look_of(dense(1), set_by) == set_by, "made smaller once"


def test_a_long_table_goes_on_over_pages_with_its_header() -> None:
    profile = look_of(dense(40), look())
    laid = lay(compose(dense(40), profile), profile, lambda sha: (1, 1))
    assert len(laid.pages) > 2
    assert all(any(getattr(row, "head", False) for row in page.rows) for page in laid.pages)


def test_a_template_keeps_its_types() -> None:
    profile = replace(look(), template=Template("模板.docx", ()))
    assert look_of(dense(1), profile) is profile
    assert look_of(hung("岗", ["一句。"]), profile).template is None


@pytest.mark.parametrize("profile", NAMES)
@pytest.mark.parametrize(
    ("name", "pledges"),
    [
        ("岗", ["一句。"]),
        ("教务管理工作示范岗", ["来访当日答复", "每周三上午值班2小时", "办事指南每学期更新1次"]),
        ("国际商学院本科教育教学与学生综合事务服务党员先锋示范岗暨新生引航服务岗", ["每周三下午在行政楼201值班2小时，为师生答疑、代办。"] * 18),
        ("教务管理工作示范岗", ["每月走访学生宿舍4次，收集的意见10个工作日内反馈。" * 3] * 20),
    ],
    ids=["short", "usual", "long name", "many pledges"],
)  # fmt: skip
def test_a_sheet_to_hang_up_is_one_page(profile: str, name: str, pledges: list[str]) -> None:
    paper = hung(name, pledges)
    page = look_of(paper, look(profile)).page
    assert (page.width, page.height, page.number_place) == (297, 210, "none")
    assert pages(paper, look(profile)) == 1


def test_the_type_is_as_large_as_the_text_allows() -> None:
    sizes = [
        look_of(hung("教务管理工作示范岗", ["每周三上午在办事大厅值班2小时"] * count), look()).elements.body.size
        for count in (1, 4, 8, 16)
    ]
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) >= 3
    usual = look_of(hung("教务管理工作示范岗", ["来访当日答复"]), look()).elements
    assert usual.title.size > 2 * usual.body.size


def test_the_name_of_a_post_stays_on_one_line_if_it_can() -> None:
    paper = hung("教务管理工作示范岗", ["来访当日答复"])
    head = compose(paper, look_of(paper, look()))[1]
    assert head.element == "title" and "\n" not in head.text  # type: ignore[union-attr]


@pytest.mark.slow
def test_what_no_type_can_hold_runs_on() -> None:
    assert pages(hung("岗", ["很长的承诺。" * 60] * 40), look()) > 1


def test_two_lines_of_the_finest_type_take_one_of_the_page() -> None:
    profile = look()
    set_by = look_of(replace(dense(1), sheet="fine"), profile)
    face = set_by.elements.table_text
    assert (set_by.page, face.size) == (profile.page, 10.5)
    assert 2 * face.line.value <= profile.page.pitch / 20 < 3 * face.line.value
