"""Only files are read: never a folder, a pipe or a device."""

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from branchtui.files.incoming import open_zip, read_file
from branchtui.rules.errors import BranchError


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


def test_a_way_of_packing_that_office_does_not_use_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(BranchError, match="压缩方式"):
        open_zip(out.getvalue(), "稿.docx")
