"""Where things live, and the paths that people write."""

from pathlib import Path

import pytest

from branchtui.errors import UsageError
from branchtui.paths import home, user_path


def test_a_path_that_may_not_be_there_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert user_path(str(tmp_path / "还没有" / "稿.docx")) == tmp_path / "还没有" / "稿.docx"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert user_path("~/稿.docx") == tmp_path / "稿.docx"


@pytest.mark.parametrize(
    ("text", "words"),
    [("~没有这个人/x", "~没有这个人"), ("/tmp/" + "长" * 100, "太长"), ("a\0b", "不能用的字符")],
    ids=["no such user", "too long", "NUL"],
)
def test_what_can_be_no_path_is_told_in_a_sentence(text: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        user_path(text)
    assert len(str(caught.value)) < 100 and "\0" not in str(caught.value)
    with pytest.raises(UsageError, match=words):
        home(text)
    if "\0" not in text:
        monkeypatch.setenv("BRANCHTUI_HOME", text)
        with pytest.raises(UsageError, match=words):
            home()
