"""Papers of a year and of posts, as trees."""

from datetime import date

from branchtui.papers.facts.posts import (
    HolderFact,
    PledgeFact,
    PostFacts,
    ReviewFacts,
    ScoreFact,
    StepFact,
)
from branchtui.papers.facts.year import ArchiveEntry, ArchiveFacts, HoursFacts, HoursRow, PlanFacts, PlanItemFact
from branchtui.papers.posts import post_register, public_notice, review
from branchtui.papers.tree import Heading, Paragraph, Table
from branchtui.papers.year import archive_contents, study_hours, study_plan
from tests.papers.samples import BRANCH
from tests.papers.test_meeting_papers import texts

DAY = date(2026, 4, 10)
POST = PostFacts(
    BRANCH,
    "教学服务示范岗",
    DAY,
    "03",
    duties=("接待来访", "整理清单"),
    pledges=(PledgeFact("当日答复。"), PledgeFact("每周值班两次。", date(2026, 4, 8), "值班登记簿")),
    steps=(
        StepFact("评议", date(2026, 3, 6), basis="2026年3月6日支部委员会会议“设岗”"),
        StepFact("公示", date(2026, 3, 9), date(2026, 3, 13)),
        StepFact("授牌", date(2026, 3, 16), reason="学院统一授牌"),
    ),
    holders=(HolderFact("周以宁", date(2026, 4, 1)),),
    public_from=date(2026, 3, 9),
    public_to=date(2026, 3, 13),
)


def test_study_plan_lists_items_with_materials() -> None:
    item = PlanItemFact("3月第1周", "党课", "学习条例", ("《条例》", "公报"), "周以宁")
    plan = study_plan(
        PlanFacts(BRANCH, "春季学期学习计划", date(2026, 2, 20), date(2026, 7, 10), DAY, (item, PlanItemFact()))
    )
    assert "3月第1周|党课|学习条例|《条例》、公报|周以宁" in texts(plan)
    assert "||（未填写）||" in texts(plan)


def test_study_hours_add_up_and_say_what_is_missing() -> None:
    rows = (HoursRow("林知远", (40, 16.5), 56), HoursRow("周以宁", (10, 2.5), 32))
    said = texts(study_hours(HoursFacts(BRANCH, 2026, DAY, ("三会一课", "培训"), rows)))
    assert "1. 林知远|40|16.5|56.5|56|是" in said
    assert "2. 周以宁|10|2.5|12.5|32|差19.5" in said
    assert "共2人，达到年度学时要求1人。" in said


def test_archive_contents() -> None:
    entries = (ArchiveEntry("会议通知", date(2026, 3, 2), 1), ArchiveEntry("会议记录", note="手写"))
    said = texts(archive_contents(ArchiveFacts(BRANCH, "支部党员大会", DAY, entries)))
    assert "1|会议通知|2026年3月2日|1|" in said and "2|会议记录|（未填写）||手写" in said and "共2件。" in said


def test_register_shows_every_field_and_blanks() -> None:
    said = texts(post_register(POST))
    assert "上岗党员|1.周以宁（2026年4月1日至今）" in said
    assert "岗位职责|1.接待来访\n2.整理清单" in said
    assert "公示时间|2026年3月9日至2026年3月13日" in said
    assert "授牌日期|（未填写）" in said and "岗位类别|（未填写）" in said
    assert "岗位承诺|1.当日答复。\n2.每周值班两次。（2026年4月8日兑现：值班登记簿）" in said
    assert (
        "办理经过|评议：2026年3月6日（2026年3月6日支部委员会会议“设岗”）\n"
        "公示：2026年3月9日至2026年3月13日\n授牌：2026年3月16日（学院统一授牌）" in said
    )


def test_review_leaves_missing_scores_blank() -> None:
    scores = (ScoreFact("自评", 20, 92.5), ScoreFact("互评", 50, 90, 12, "沈一禾"), ScoreFact("支部评议", 30))
    said = texts(review(ReviewFacts(POST, date(2026, 4, 1), date(2026, 6, 30), scores, name="周以宁")))
    assert "自评|20%|92.5||" in said and "互评|50%|90|12|沈一禾" in said
    assert "支部评议|30%|（未填写）||" in said and "等次||（未填写）||" in said


def test_public_notice_numbers_its_parts() -> None:
    paper = public_notice(POST)
    assert [b.text for b in paper.blocks if isinstance(b, Heading) and b.numbered] == [
        "拟上岗党员：",
        "岗位职责",
        "岗位承诺",
    ]
    assert "公示时间：2026年3月9日至2026年3月13日" in texts(paper)
    assert "1.当日答复。" in texts(paper) and "2.每周值班两次。" in texts(paper)
    bare = public_notice(PostFacts(BRANCH, "示范岗", DAY))
    assert any(isinstance(b, Paragraph) and b.text == "（未填写）" for b in bare.blocks)


def test_tables_give_a_width_to_each_column() -> None:
    papers = (
        study_plan(PlanFacts(BRANCH, "计划", DAY, DAY, DAY, (PlanItemFact(),))),
        study_hours(
            HoursFacts(BRANCH, 2026, DAY, ("三会一课", "主题党日", "培训"), (HoursRow("林知远", (1, 2, 3), 32),))
        ),
        archive_contents(ArchiveFacts(BRANCH, "会", DAY, (ArchiveEntry("通知"),))),
        post_register(POST),
        review(ReviewFacts(POST, DAY, DAY, (ScoreFact("自评", 100),))),
    )
    for paper in papers:
        for table in (block for block in paper.blocks if isinstance(block, Table)):
            assert {len(row) for row in (table.header, *table.rows)} == {len(table.widths)}
            assert sum(table.widths) <= 156
