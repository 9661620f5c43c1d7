from pathlib import Path

import pytest

from branchtui.files.photos import match_figures
from branchtui.files.photos.matching import natural_key


@pytest.mark.parametrize(
    ("marks", "files", "found", "unused"),
    [
        ([1, 3, 5, 8], "配图1.jpg 配图3.jpg 配图5.jpg 配图8.jpg", "配图1.jpg 配图3.jpg 配图5.jpg 配图8.jpg", ""),
        ([1, 3], "现场_03.jpg 现场_01.jpg 现场_02.jpg", "现场_01.jpg 现场_03.jpg", "现场_02.jpg"),
        ([1, 2], "b10.jpg b9.jpg", "b9.jpg b10.jpg", ""),
        ([1, 2], "签到.png 合影.png", "合影.png 签到.png", ""),
        ([5, 1], "x1.jpg 其他.jpg", "其他.jpg x1.jpg", ""),
        ([1], "图１.JPG 图10.jpg", "图１.JPG", "图10.jpg"),
        ([3], "图（3）.webp", "图（3）.webp", ""),
        ([1, 2, 3], "a.jpg", "a.jpg", ""),
        ([2], "a2.jpg b2.jpg", "a2.jpg", "b2.jpg"),
        ([1, 2], "说明1.txt Thumbs.db 照片2.heic", "- 照片2.heic", "Thumbs.db 说明1.txt"),
        ([4, 4], "p4.jpg p5.jpg", "p4.jpg", "p5.jpg"),
        ([], "a.jpg", "", "a.jpg"),
        ([1], "", "", ""),
    ],
)
def test_match_figures(marks: list[int], files: str, found: str, unused: str) -> None:
    got, left = match_figures(marks, [Path("d", name) for name in files.split()])
    wanted = zip(dict.fromkeys(marks), found.split(), strict=False)
    assert got == {mark: Path("d", name) for mark, name in wanted if name != "-"}
    assert left == [Path("d", name) for name in unused.split()]


def test_natural_order() -> None:
    assert natural_key("图2") < natural_key("图10")
    assert natural_key("Ａ3") == natural_key("a3")
