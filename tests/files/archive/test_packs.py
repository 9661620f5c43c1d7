"""A folder that was handed in, as one zip: it comes out as it went in, and leads to no place outside."""

import io
import zipfile

import pytest

from branchtui.errors import BranchError
from branchtui.files.archive import packs

FILES = {
    "01_目录.docx": b"PK\3\4 no real one",
    "1_教育/1.1-01 图.jpg": b"\xff\xd8\xff",
    "说明  (2).txt": "手写".encode(),
}


def made(*names: str, packing: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


def test_it_comes_out_as_it_went_in_and_is_the_same_zip_each_time() -> None:
    assert dict(packs.unzipped(packs.zipped(FILES))) == FILES
    assert packs.zipped(FILES) == packs.zipped(dict(reversed(FILES.items())))


@pytest.mark.parametrize("name", ["../外面.txt", "/etc/外面.txt", "a/../../外面.txt", "C:外面.txt", "a\\..\\外面.txt"])
def test_what_would_lie_outside_is_refused(name: str) -> None:
    with pytest.raises(BranchError, match="不该有的内容"):
        list(packs.unzipped(made("好.txt", name)))


@pytest.mark.parametrize("cut", [0, 5, -10])
def test_what_is_no_whole_zip_is_refused(cut: int) -> None:
    with pytest.raises(BranchError, match="损坏"):
        list(packs.unzipped(packs.zipped(FILES)[:cut]))


def test_another_packing_and_what_is_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BranchError, match="不该有的内容"):
        list(packs.unzipped(made("好.txt", packing=zipfile.ZIP_LZMA)))
    monkeypatch.setattr(packs, "MOST_BYTES", 0)
    with pytest.raises(BranchError, match="不该有的内容"):
        list(packs.unzipped(made("好.txt")))


def test_whether_it_tells_of_somebody() -> None:
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as parts:
        parts.writestr("word/document.xml", "<w:r><w:t>沈</w:t></w:r><w:r><w:t>一禾</w:t></w:r>")
    for files, tells in (
        ({"记录.docx": document.getvalue()}, True),
        ({"沈一禾.jpg": b""}, True),
        ({"说明.txt": "有沈一禾".encode()}, True),
        ({"说明.txt": "没有".encode()}, False),
        ({"坏.docx": b"PK\3\4"}, True),
    ):
        assert packs.tells_of(packs.zipped(files), ["沈一禾"]) is tells, files
    assert packs.tells_of(b"PK", ["沈一禾"])
