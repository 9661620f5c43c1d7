"""The draft buffer keeps what is typed, from any thread."""

import threading
from datetime import datetime

import pytest

from branchtui.store.drafts import drafts, drop_draft, save_draft

pytestmark = pytest.mark.usefixtures("database")


def test_drafts_are_kept_replaced_and_dropped() -> None:
    save_draft("report:1:body", "新闻稿正文", "第一稿 [/", datetime(2026, 3, 1, 9))
    save_draft("report:1:body", "新闻稿正文", "第二稿", datetime(2026, 3, 1, 10))
    worker = threading.Thread(target=save_draft, args=("meeting:2:title", "题目", "学习", datetime(2026, 3, 1, 11)))
    worker.start()
    worker.join()
    assert [(row.place, row.text) for row in drafts()] == [("meeting:2:title", "学习"), ("report:1:body", "第二稿")]
    drop_draft("report:1:body")
    drop_draft("nowhere")
    assert [row.place for row in drafts()] == ["meeting:2:title"]
