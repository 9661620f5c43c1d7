"""Only files are read: never a folder, a pipe or a device."""

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.incoming import decode, kind_of, open_zip
from branchtui.plain_file import read_file, read_stream


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(b"1234")
    assert read_file(path) == b"1234"
    with pytest.raises(BranchError, match=r"名册.csv 超过 0 MB"):
        read_file(path, 3)


def test_a_folder_and_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    for missing in (tmp_path / "没有", tmp_path / "文件" / "里面"):
        with pytest.raises(BranchError, match=f"没有这个文件：{missing}"):
            read_file(missing)
    with pytest.raises(BranchError, match="是文件夹"):
        read_file(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes with a name in a folder")
@pytest.mark.timeout(10)
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.xlsx"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        with pytest.raises(BranchError, match="管道或设备"):
            read_file(path)


def test_a_stream_has_the_limit_of_a_file() -> None:
    assert read_stream(io.BytesIO(b"1234"), "标准输入", 4) == b"1234"
    with pytest.raises(BranchError, match="标准输入 超过 0 MB"):
        read_stream(io.BytesIO(b"12345"), "标准输入", 4)


SIMPLIFIED = (
    "姓名,学工号,人员类别,入党日期\n林知远,0012,正式党员,2019-02-03\n周以宁,0013,预备党员,2020年3月\n䶮远,1,一,一\n"
)
TRADITIONAL = "姓名,學號,入黨日期,備註\n林知遠,0012,2019-02-03,黨務祕書\n周以寧,0013,2020年3月,圖書館\n"
ARTICLE = "支部开展主题党日活动\n\n九月三日下午，大家走进校史馆，听讲解员讲建校的故事。\n一位老党员讲了自己的经历。\n"


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (SIMPLIFIED, ["utf-8", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]),
        (TRADITIONAL, ["utf-8", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "cp950"]),
        (ARTICLE, ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]),
        ("name,no\nAnna Li,7\n", ["utf-8", "utf-16-le", "utf-16-be"]),
    ],
    ids=["simplified", "traditional", "article", "plain"],
)
def test_text_is_told_by_what_it_is_made_of(text: str, encodings: list[str]) -> None:
    for encoding in encodings:
        data = text.encode(encoding, "ignore")
        assert decode(data) == data.decode(encoding), encoding
        assert kind_of(data) == "text"


@pytest.mark.parametrize(
    "data",
    [
        b"abc\0def,ghi\n" * 50,
        b"ab\0" * 99,
        b"SQLite format 3\0" + bytes(4000),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8,
        b"\x7fELF\2\1\1" + bytes(9) + b"\3\0>\0\1\0\0\0" * 99,
        bytes(range(128, 256)) * 9,
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_a_way_of_packing_that_office_does_not_use_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(BranchError, match="压缩方式"):
        open_zip(out.getvalue(), "稿.docx")
