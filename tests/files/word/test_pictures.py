"""The folder of pictures and what an outlet asks of them."""

import io
import random
from dataclasses import replace
from datetime import date

from branchtui.files.word.pictures import file_stem, folder_name, picture_files, picture_warnings
from branchtui.papers.tree import Paper, Paragraph, Picture
from tests.files.word.helpers import PICTURES, picture, profile


def noisy(width: int = 1600, height: int = 1200) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3)).save(
        out, "JPEG", quality=95
    )
    return out.getvalue()


def paper(*pictures: Picture, title: str = "题") -> Paper:
    return Paper(title, "林海大学", date(2026, 3, 6), "新闻稿", (Paragraph(("文",)), *pictures))


def test_files_are_named_by_figure_and_caption() -> None:
    files = picture_files(
        paper(Picture(1, "one", "参观/交流?"), Picture(2, "small"), Picture(3, "")),
        profile("separate-pictures"),
        PICTURES.__getitem__,
    )
    assert [file.name for file in files] == ["图1_参观／交流？.jpg", "图2.png"]
    assert files[0].data == PICTURES["one"]


def test_inline_profiles_have_no_folder() -> None:
    assert picture_files(paper(Picture(1, "one")), profile("jnu-news"), PICTURES.__getitem__) == []


def test_too_many_kilobytes_are_reduced_without_losing_more_pixels_than_needed() -> None:
    look = profile("separate-pictures")
    look = replace(look, pictures=replace(look.pictures, most_kilobytes=300, least_pixels=1000))
    big = noisy()
    assert len(big) > 300 * 1024
    [file] = picture_files(paper(Picture(1, "big")), look, {"big": big}.__getitem__)
    from PIL import Image

    with Image.open(io.BytesIO(file.data)) as made:
        assert max(made.size) >= 1000
        assert made.format == "JPEG"
    assert len(file.data) < len(big)
    look = replace(look, pictures=replace(look.pictures, least_pixels=0))
    [file] = picture_files(paper(Picture(1, "big")), look, {"big": big}.__getitem__)
    assert len(file.data) <= 300 * 1024


def test_warnings_name_figure_and_limit() -> None:
    look = profile("jnu-news")
    look = replace(look, pictures=replace(look.pictures, most_kilobytes=100))
    blobs = {"one": picture(400, 300), "big": noisy()}
    found = picture_warnings(paper(Picture(1, "one"), Picture(2, ""), Picture(3, "big")), look, blobs.__getitem__)
    assert len(found) == 3
    assert "图1长边只有400像素" in found[0] and "800像素" in found[0]
    assert "图2还没有图片" in found[1] and "图3有" in found[2] and "不超过100 KB" in found[2]


def test_names_of_file_and_folder() -> None:
    one = paper(title="党建/“双创”\n建设")
    assert file_stem(one, profile("jnu-news")) == "20260306_党建／“双创” 建设"
    assert folder_name(one, profile("separate-pictures")) == "20260306_党建／“双创” 建设_配图"
    assert len(file_stem(paper(title="长" * 5000), profile("jnu-news"))) <= 80
