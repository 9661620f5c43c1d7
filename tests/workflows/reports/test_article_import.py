"""An import of an article: its own pictures, what it was taken for, and what a person corrects before."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from branchtui.errors import BranchError
from branchtui.files.articles import Article, read_article
from branchtui.files.photos import PhotoStore
from branchtui.store.queries import reports as facts
from branchtui.workflows.reports import article_corrections as corrections
from branchtui.workflows.reports.article_import import ImportedArticle, import_article, recognised
from tests.files.articles.word_maker import p, r, t, word

TODAY = date(2025, 6, 1)
PARA = "支部在会上学习了有关文件，并且讨论了下一步的工作。"
MARKDOWN = f"# 学院召开教学工作会议\n\n来源：图书馆\n\n{PARA}\n\n![学习现场](%E5%9B%BE/a.png)\n\n{PARA}\n"


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


def picture(colour: str = "red") -> bytes:
    """A JPEG that says where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (60, 40), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def with_pictures(*pictures: bytes) -> bytes:
    """A .docx with these pictures, each above a caption of its number."""
    body = "".join(
        p(r(f'<w:drawing><a:blip r:embed="p{at}"/></w:drawing>')) + p(t(f"图{at} 第{at}张")) + p(t(PARA))
        for at, _ in enumerate(pictures, 1)
    )
    relations = "".join(
        f'<Relationship Id="p{at}" Type="image" Target="media/{at}.jpg"/>' for at, _ in enumerate(pictures, 1)
    )
    out = io.BytesIO(word(body))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        )
        for at, data in enumerate(pictures, 1):
            archive.writestr(f"word/media/{at}.jpg", data)
    return out.getvalue()


def _pictured(done: ImportedArticle) -> dict[int, str]:
    return {figure.mark: figure.photo.name for figure in facts.figures(done.report) if figure.photo is not None}


# --- pictures ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("branch")
def test_the_pictures_of_a_word_file_come_in_without_their_place(photos: PhotoStore) -> None:
    done = import_article(with_pictures(picture(), picture("blue")), "稿.docx", photos=photos)
    assert _pictured(done) == {1: "稿中图1", 2: "稿中图2"} and done.missing == ()
    for figure in facts.figures(done.report):
        assert figure.photo is not None and b"Exif" not in photos.whole(figure.photo.sha)


@pytest.mark.usefixtures("branch")
def test_chosen_pictures_go_before_those_of_the_file(photos: PhotoStore, tmp_path: Path) -> None:
    (tmp_path / "现场2.jpg").write_bytes(picture("green"))
    data = with_pictures(picture(), picture("blue"))
    done = import_article(data, "稿.docx", [tmp_path / "现场2.jpg"], photos=photos)
    assert _pictured(done) == {1: "稿中图1", 2: "现场2.jpg"}


@pytest.mark.usefixtures("branch")
def test_a_picture_that_cannot_be_read_is_named(photos: PhotoStore) -> None:
    done = import_article(with_pictures(b"a drawing of long ago", picture()), "稿.docx", photos=photos)
    assert _pictured(done) == {2: "稿中图2"} and done.missing == (1,)
    assert [words for words in done.told if words.startswith("稿件里图1的图片读不出来")]


@pytest.mark.usefixtures("branch")
def test_a_picture_that_a_text_names_is_taken_from_beside_it(photos: PhotoStore, tmp_path: Path) -> None:
    (tmp_path / "图").mkdir()
    (tmp_path / "图" / "a.png").write_bytes(picture())
    done = import_article(MARKDOWN.encode(), "稿.md", photos=photos, beside=tmp_path)
    assert _pictured(done) == {1: "a.png"}
    assert import_article(MARKDOWN.encode(), "稿.md", photos=photos).missing == (1,)


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize("link", ["../外.png", "https://example.invalid/a.png", "%00", "a" * 900, "图"])
def test_nothing_is_taken_from_elsewhere(link: str, photos: PhotoStore, tmp_path: Path) -> None:
    (tmp_path / "里" / "图").mkdir(parents=True)
    (tmp_path / "外.png").write_bytes(picture())
    text = MARKDOWN.replace("%E5%9B%BE/a.png", link)
    assert import_article(text.encode(), "稿.md", photos=photos, beside=tmp_path / "里").missing == (1,)


# --- what is told --------------------------------------------------------------------------------------------------


def test_what_was_recognised_is_told_with_what_was_not() -> None:
    text = f"支部风采 | 图书馆:守好一扇门\n来源：图书馆\n{PARA}\n一、抓好学习\n{PARA}\n图1 学习现场\n| 甲 | 乙 |\n| 1 | 2 |\n文：何田 图：柳叶青"
    assert recognised(read_article(text.encode(), "稿.txt")) == [
        ("标题", "图书馆"),
        ("栏目", "支部风采"),
        ("副标题", "守好一扇门"),
        ("供稿单位", "图书馆"),
        ("发布日期", "（没有）"),
        ("小标题", "1 个：一、抓好学习"),
        ("配图", "1 个：图1学习现场"),
        ("表格", "1 个"),
        ("署名", "文：何田；图：柳叶青"),
    ]


# --- what is corrected ---------------------------------------------------------------------------------------------


@pytest.fixture
def article() -> Article:
    text = f"学院召开教学工作会议\n来源：图书馆\n{PARA}\n抓好学习的三个环节\n{PARA}\n图1 现场\n何田写于六月"
    return read_article(text.encode(), "稿.txt")


def test_a_line_is_made_a_heading_and_back(article: Article) -> None:
    once = corrections.toggled(article, 1)
    assert once.body.split("\n")[1] == "抓好学习的三个环节"
    assert corrections.toggled(once, 1).body == article.body
    assert corrections.toggled(article, 3) == article, "a figure's place is no text"


@pytest.mark.parametrize(
    ("part", "typed", "expected"),
    [
        ("title", "另一个标题", "另一个标题"),
        ("kicker", "风采", "风采"),
        ("subtitle", "前半；后半", ("前半", "后半")),
        ("unit", "", ""),
        ("dated", "2025年5月20日", date(2025, 5, 20)),
        ("dated", "", None),
        ("editors_note", "编者说", "编者说"),
        ("bylines", "文:何田；图：柳叶青、葛文", (("文", "何田"), ("图", "柳叶青、葛文"))),
    ],
)
def test_a_part_as_it_was_typed(article: Article, part: str, typed: str, expected: object) -> None:
    changed = corrections.with_part(article, part, typed, TODAY)
    assert getattr(changed, part) == expected
    again = corrections.with_part(changed, part, corrections.words_of(changed, part), TODAY)
    assert again == changed, "what is shown can be handed in again"


@pytest.mark.parametrize(
    ("part", "typed", "why"),
    [("title", " ", "标题不能为空"), ("dated", "那天", "没有看懂日期"), ("bylines", "何田", "没有类别")],
)
def test_a_part_that_is_none(article: Article, part: str, typed: str, why: str) -> None:
    with pytest.raises(BranchError, match=why):
        corrections.with_part(article, part, typed, TODAY)


def test_a_line_becomes_a_part_and_nothing_is_lost(article: Article) -> None:
    titled = corrections.moved(article, 1, "title", TODAY)
    assert titled.title == "抓好学习的三个环节"
    assert titled.body.split("\n")[0] == "学院召开教学工作会议" and "三个环节" not in titled.body
    unit = corrections.moved(article, 1, "subtitle", TODAY)
    assert unit.subtitle == ("抓好学习的三个环节",)
    with pytest.raises(BranchError, match="没有看懂日期"):
        corrections.moved(article, 0, "dated", TODAY)


def test_a_line_is_left_out_and_told(article: Article) -> None:
    less = corrections.without(article, 1)
    assert less.dropped[-1] == "抓好学习的三个环节" and less.body.count("\n") == article.body.count("\n") - 1
    only = read_article(f"学院召开教学工作会议\n{PARA}".encode(), "稿.txt")
    with pytest.raises(BranchError, match="正文只有这一行"):
        corrections.without(only, 0)
    with pytest.raises(BranchError, match="正文只有这一行"):
        corrections.moved(only, 0, "unit", TODAY)


@pytest.mark.usefixtures("branch")
def test_pictures_that_went_meanwhile_keep_no_article_out(photos: PhotoStore, tmp_path: Path) -> None:
    there, gone = tmp_path / "照片1.jpg", tmp_path / "照片2.jpg"
    there.write_bytes(picture())
    data = f"学院召开教学工作会议\n\n{PARA}\n【图1】\n【图2】\n".encode()
    done = import_article(data, "稿.txt", [there, gone], photos=photos)
    assert done.missing == (2,) and any("1 张照片已不在原来的文件夹里" in words for words in done.told)
