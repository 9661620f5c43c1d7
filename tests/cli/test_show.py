"""`show` of every kind of thing."""

import json

import pytest

from branchtui.cli.verbs.reading.show import _SHOWS
from tests.cli.conftest import Cli

_LISTS = {kind: f"{kind}s" for kind in _SHOWS} | {
    "activity": "activities",
    "growth": "growth",
    "development": "development",
}


@pytest.mark.parametrize("kind", _SHOWS)
def test_every_line_of_what_is_shown_has_a_name(demo: Cli, kind: str) -> None:
    if kind == "wording":  # the demo has none
        assert demo("add", "wording", "工作能力", "--instead", "工作本领").code == 0
    rows = json.loads(demo("list", _LISTS[kind], "--json").out)
    assert rows, kind
    shown = demo("show", kind, rows[0]["id"])
    assert shown.code == 0 and "None" not in shown.out and "编号：" in shown.out.splitlines()[0], shown.out + shown.err
