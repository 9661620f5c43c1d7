"""Where a text is being typed: the form it is kept in stays, so that what an older version left is taken up."""

import pytest

from branchtui.ui.editing.draft_key import DraftKey


@pytest.mark.parametrize(
    ("kept", "key"),
    [
        ("report:00ff:body", DraftKey.cell("report", b"\x00\xff", "body")),
        ("meeting:0a:0b/record", DraftKey.cell("meeting", b"\x0a", "0b/record")),
        ("form:member:name", DraftKey.field("member", "name")),
        ("form:plan-主题党日:title", DraftKey.field("plan-主题党日", "title")),
        ("report:00:byline-文:图", DraftKey.cell("report", b"\x00", "byline-文:图")),
    ],
)
def test_it_is_kept_as_ever(kept: str, key: DraftKey) -> None:
    assert str(key) == kept
    assert DraftKey.parse(kept) == key


def test_the_fields_of_a_form_belong_together_and_a_cell_stands_alone() -> None:
    name, office = DraftKey.field("member", "name"), DraftKey.field("member", "office")
    assert name.form == "member" and name.whole == office.whole != name
    body = DraftKey.cell("report", b"\x01", "body")
    assert body.form == "" and body.whole == body != DraftKey.cell("report", b"\x01", "title").whole
