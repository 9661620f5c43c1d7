"""Services are found by what was done, and for whom."""

from branchtui.store.models import Post, Service
from branchtui.store.queries.finding.search import Finder, search
from branchtui.workflows.posts import log
from tests.conftest import NOW


def served(post: Post, line: str) -> Service:
    return log.log_line(post, line, now=NOW)


def test_a_service_is_found_the_latest_first(post: Post) -> None:
    first = served(post, "lzy 3月3日 1小时 核对选课名单")
    last = served(post, "lzy 3月4日 1小时 选课答疑 服务对象:大一新生")
    assert [(hit.kind, hit.id, hit.day) for hit in search("选课")] == [
        ("service", last.id, "2026-03-04"),
        ("service", first.id, "2026-03-03"),
    ]
    [hit] = search("选课 新生")
    assert (hit.title, hit.words) == ("选课答疑", "林知远 教务服务岗 大一新生")
    assert [hit.id for hit in search("选课", limit=1)] == [last.id]


def test_what_was_removed_is_not_found_and_letters_narrow_it(post: Post) -> None:
    row = served(post, "lzy 3月3日 1小时 核对选课名单")
    finder = Finder()
    assert finder.search("选") and finder.search("选课名") and not finder.search("选课名录")
    log.remove([row])
    assert not finder.search("选课名")
    assert not search("100%"), "signs of patterns are letters"
