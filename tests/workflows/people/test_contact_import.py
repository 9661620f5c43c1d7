"""Contacts from a sheet: the difference first, citizen ids dropped, nothing written where a row can't be."""

import pytest

from branchtui.errors import BranchError
from branchtui.store.models import Contact
from branchtui.store.queries import contacts as known
from branchtui.workflows.difference import Difference
from branchtui.workflows.people import contacts
from branchtui.workflows.people.contact_import import preview_contacts
from branchtui.workflows.safety import undo

pytestmark = pytest.mark.usefixtures("branch")


def preview(*lines: str) -> Difference:
    return preview_contacts("\n".join(lines).encode(), "通讯录.csv")


def told(found: Difference) -> list[tuple[str, str, str]]:
    return [(verdict.sort, verdict.called, verdict.words) for verdict in found.verdicts]


@pytest.mark.parametrize(
    "header",
    [
        "姓名,单位,职务,电话,分组",
        "联系人,工作单位,职务/职称,手机号码,类别",
        "通讯录\n序号,姓名 ,所在单位,职位,联系方式,分组",
    ],
)
def test_headers_have_other_names(header: str) -> None:
    numbered = "1," if "序号" in header else ""
    found = preview(header, f"{numbered}王芳,学院党委,副书记,5550123,主讲人")
    assert (told(found), found.unread) == ([("新增", "王芳", "学院党委，副书记，5550123，主讲人")], [])


def test_the_difference_and_what_is_written() -> None:
    contacts.add_contact("王芳", unit="学院党委", phone="5550123")
    contacts.add_contact("李强")
    contacts.add_contact(unit="海州中学")
    found = preview(
        "姓名,单位,电话,微信",
        "王芳,学院党委,5550199,w",
        "李强,滨海公司,,",
        ",海州中学,,",
        "何老师,海州中学,5550100,",
        "合计,4,,",
    )
    assert told(found) == [
        ("更改", "王芳", "电话 5550123 → 5550199"),
        ("更改", "李强", "单位 滨海公司"),
        ("不变", "海州中学", ""),
        ("新增", "何老师", "海州中学，5550100"),
    ]
    assert found.unread == ["微信"]
    assert Contact.select().count() == 3
    assert found.write() == "已写入：新增 1 位，更改 2 位。"
    assert [(row.name, row.unit, row.phone) for row in known.contacts()] == [
        ("何老师", "海州中学", "5550100"),
        ("李强", "滨海公司", ""),
        ("王芳", "学院党委", "5550199"),
        ("", "海州中学", ""),
    ]
    undo.undo_last()
    assert {(row.name, row.unit, row.phone) for row in known.contacts()} == {
        ("王芳", "学院党委", "5550123"),
        ("李强", "", ""),
        ("", "海州中学", ""),
    }


def test_what_is_there_is_never_emptied() -> None:
    contacts.add_contact("王芳", unit="学院党委", phone="5550123")
    assert told(preview("姓名,单位,电话", "王芳,学院党委,")) == [("不变", "王芳", "")]


def test_a_citizen_id_is_dropped_and_told() -> None:
    found = preview("姓名,单位,职务,身份证号", "王芳,学院党委,110101199001011237,110101199001011237")
    assert told(found) == [("新增", "王芳", "学院党委，职务里像是有身份证号，没有保留")]
    found.write()
    assert known.contacts()[0].position == ""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["王芳,学院党委,", "王芳,学院党委,1"], "和第 2 行是同一位"),
        (["王芳,学院党委,", ",,5550123"], "至少写一样"),
        (["王芳,学院党委,", f"{'长' * 70},,"], "太长了"),
        (["王芳,学院党委,1.38E+10"], "科学记数"),
        (["李强,,1"], "有 2 位“李强”"),
    ],
)
def test_nothing_is_written_where_a_row_is_refused(lines: list[str], said: str) -> None:
    contacts.add_contact("李强", unit="甲")
    contacts.add_contact("李强", unit="乙")
    found = preview("姓名,单位,电话", *lines)
    with pytest.raises(BranchError, match=f"什么都没有写入.*{said}"):
        found.write()
    assert len(known.contacts()) == 2


@pytest.mark.parametrize(
    ("data", "said"), [("一,二\n1,2", "没有认出表头"), ("", "是空的"), ("姓名\n王芳", "没有认出表头")]
)
def test_what_is_no_sheet_of_contacts(data: str, said: str) -> None:
    with pytest.raises(BranchError, match=said):
        preview(data)


def test_far_too_many_rows_are_refused() -> None:
    with pytest.raises(BranchError, match="超过 5000 行"):
        preview("姓名,单位", *(f"人{number},单位" for number in range(5001)))
