"""Learning from the editor: texts that came back, what changed in them, and what is learnt of it."""

from datetime import date
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.store.models import Report
from branchtui.store.queries.registers.wordings import wordings
from branchtui.workflows.proofing.check import check
from branchtui.workflows.reports import learning, reports
from branchtui.workflows.safety import undo
from tests.files.articles.word_maker import p, r, t, word

TODAY = date(2026, 11, 23)
BODY = "办公室队整体素质提高。大家认真学习文件。\n\n【图2】\n\n办公室队整齐划一。"


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "照片", tmp_path / "缓存")


@pytest.fixture
def report(branch: object) -> Report:
    return reports.edit_report(reports.new_report("支部开展学习活动"), body=BODY)


def _load(report: Report, data: bytes | str, name: str, photos: PhotoStore) -> learning.EditedText:
    edited = learning.read_edited(report, data.encode() if isinstance(data, str) else data, name)
    learning.load(report, edited, name, photos=photos)
    return edited


def _returned(report: Report) -> str:
    return f"{report.title}\n\n{report.body.replace('队', '团队')}\n"


def test_what_repeats_is_offered_accepted_and_then_proofread(report: Report, photos: PhotoStore) -> None:
    _load(report, _returned(report), "退回稿.txt", photos)
    (offer,) = learning.offers(photos=photos)
    assert (offer.words, offer.wording.times, offer.source) == ("公室队整 → 公室团队整", 2, "编辑退稿意见")
    learning.accept(offer, today=TODAY)
    assert [(row.text, row.instead, row.source) for row in wordings()] == [("公室队整", "公室团队整", "编辑退稿意见")]
    assert learning.offers(photos=photos) == []
    assert "公室团队整" in {each.instead for each in check(report, today=TODAY)}


def test_what_is_refused_is_offered_no_more_until_that_is_taken_back(report: Report, photos: PhotoStore) -> None:
    _load(report, _returned(report), "退回稿.txt", photos)
    assert "公室队整 → 公室团队整" in learning.refuse(*learning.offers(photos=photos))
    assert learning.offers(photos=photos) == [] and wordings() == []
    undo.undo_last()
    assert len(learning.offers(photos=photos)) == 1


def test_the_difference_is_that_of_the_report_now(report: Report, photos: PhotoStore) -> None:
    _load(report, _returned(report), "退回稿.txt", photos)
    (row,) = learning.loaded(report)
    marks = [piece.mark for piece in learning.difference(report, row, photos=photos)]
    assert "-" in marks and "+" in marks
    assert row.what == "退回稿"


def test_tracked_changes_are_the_editors_and_once_is_enough(report: Report, photos: PhotoStore) -> None:
    changed = f'<w:del w:id="1">{r("<w:delText>学习</w:delText>")}</w:del><w:ins w:id="2">{t("研读")}</w:ins>'
    data = word(p(t("大家认真") + changed + t("文件，收获很大。")))
    edited = _load(report, data, "退回稿.docx", photos)
    assert edited.marked
    assert "大家认真学习文件" in edited.before and "大家认真研读文件" in edited.after
    assert [offer.words for offer in learning.offers(photos=photos)] == ["认真学习文件 → 认真研读文件"]


def test_a_text_is_kept_once(report: Report, photos: PhotoStore) -> None:
    _load(report, _returned(report), "退回稿.txt", photos)
    _load(report, _returned(report), "又一次.txt", photos)
    assert [row.name for row in learning.loaded(report)] == ["退回稿.txt"]


def test_of_a_published_text_the_day_is_told(report: Report, photos: PhotoStore) -> None:
    reports.set_report_state(report, "submitted", today=TODAY)
    reports.date_report(report, date(2026, 3, 5))
    _load(report, _returned(report), "网页.txt", photos)
    assert [offer.source for offer in learning.offers(photos=photos)] == ["刊发稿 2026-03-05"]


def test_only_a_returned_report_takes_the_text(report: Report, photos: PhotoStore) -> None:
    edited = _load(report, _returned(report).replace("【图2】\n", ""), "退回稿.txt", photos)
    with pytest.raises(BranchError, match="没有退回"):
        learning.take(report, edited)
    reports.set_report_state(report, "submitted", today=TODAY)
    reports.set_report_state(report, "returned", reason="用语", today=TODAY)
    assert learning.take(report, edited) == "图2在编辑的文字里没有位置，放到了最后。"
    assert "办公室团队整体" in report.body and report.body.endswith("【图2】")


def test_a_citizen_id_is_not_kept(report: Report, photos: PhotoStore) -> None:
    with pytest.raises(BranchError, match="身份证号"):
        _load(report, f"{report.title}\n\n他的号码是110101199001011237，已登记。\n", "退回稿.txt", photos)
    assert learning.loaded(report) == [] and not photos.stored()


def test_without_its_file_a_text_tells_nothing(report: Report, photos: PhotoStore) -> None:
    _load(report, _returned(report), "退回稿.txt", photos)
    for path in photos.folder.iterdir():
        path.unlink()
    assert learning.offers(photos=photos) == []
