"""Homes in which two machines have written the same things: this one, and one called 办公室."""

import shutil
from collections.abc import Callable

from branchtui.paths import Home
from branchtui.store.engine import sql
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import AgendaItem, Meeting, Member, Report, Row
from branchtui.store.queries import meetings as facts
from branchtui.store.writes import assign
from branchtui.workflows.safety import merging
from tests.ui.conftest import NOW

TEXT = "会议由书记主持。\n应到六人，实到五人。\n会议强调抓好落实。\n会议于十时结束。"
HERE, THERE = "走进校史馆", "重温初心"


def change(row: Row, **values: object) -> None:
    """Write columns of a row as it stands now."""
    with act("改"):
        assign(type(row).get_by_id(row.id), values)


def held() -> Meeting:
    return Meeting.get(Meeting.kind == "主题党日")


def items() -> list[AgendaItem]:
    return facts.items(held())


def somebody() -> Member:
    return Member.get(Member.name == "周以宁")


def tear(place: Home, here: Callable[[], object], there: Callable[[], object]) -> None:
    """Both write without knowing of each other, and what the other machine wrote is brought here."""
    other = place.data / "那边.db"
    close_database()
    shutil.copyfile(place.database, other)
    open_database(place.database)
    here()
    close_database()
    open_database(other)
    there()
    sql.execute(
        "UPDATE stamp_writer SET home = x'aa', device = '办公室', person = '沈一禾' "
        "WHERE n = (SELECT wn FROM stamp_session)"
    )
    close_database()
    open_database(place.database)
    merging.merge(other, today=NOW.date())


def tear_much(place: Home) -> None:
    """The title of the meeting, the phone of a member, two sentences of one record, one sentence of another."""
    first, second = items()
    for item in (first, second):
        change(item, record=TEXT)
    change(Report.get(), body=TEXT)

    def here() -> None:
        change(held(), title=HERE)
        change(somebody(), phone="13900000001")
        change(first, record=TEXT.replace("书记主持", "副书记主持"))
        change(second, record=TEXT.replace("应到六人", "应到七人"))

    def there() -> None:
        change(held(), title="走进")
        change(held(), title=THERE)  # its number is the greater
        change(somebody(), phone="13900000002")
        change(first, record=TEXT.replace("十时", "十一时"))
        change(second, record=TEXT.replace("应到六人", "应到八人"))

    tear(place, here, there)
