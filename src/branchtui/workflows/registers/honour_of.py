"""Whose an honour is, as it is typed: 人员：林知远, 身边人：王小明, 往来：何老师, 示范岗：教务服务岗, or the branch's."""

from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted
from branchtui.store.models import BY_TABLE, Contact, Helper, Member, Post, Row
from branchtui.store.models.columns import pointing
from branchtui.store.queries import contacts, people, posts
from branchtui.store.queries.registers import helpers
from branchtui.store.queries.registers.helpers import HelperRow
from branchtui.store.queries.registers.honours import OF
from branchtui.store.short_ids import short_id
from branchtui.workflows.registers.reading import contact_words, meant, member_words

_BRANCH = (OF[""], "支部", "")
_TABLES = {word: table for table, word in OF.items() if table} | {"党员": "member", "岗位": "post"}


def columns(typed: str, today: date) -> dict[str, Any]:
    """The two columns of whose it is. Raises BranchError where nobody and nothing is called so, or several are."""
    said, mark, rest = typed.strip().replace(":", "：").partition("：")
    table = _TABLES.get(said.strip()) if mark else None
    name = rest.strip() if table else typed.strip()
    if table is None and name in _BRANCH:
        return {"of_table": "", "of_id": None}
    found = [thing for each in OF if each and table in (None, each) for thing in _called(each, name, today)]
    if table is None:  # who helps is meant as that, not once more as the contact
        helping = {thing.contact_id for thing in found if isinstance(thing, Helper)}
        found = [thing for thing in found if thing.id not in helping]
    if len(found) > 1:
        told = "、".join(f"“{of_words(thing)}”" for thing in found)
        raise BranchError(f"叫“{quoted(name, 20)}”的不止一个，请写明是哪一个：{told}。")
    if not found:
        raise BranchError(f"没有叫“{quoted(name, 20)}”的人员、身边人、往来或示范岗；本支部的请空着。")
    return pointing("of", found[0])


def typed(table: str, thing: bytes | None) -> str:
    """How that is typed; empty for the branch."""
    return of_words(BY_TABLE[table].get_by_id(thing)) if table else ""


def of_words(thing: Row) -> str:
    """The same of a member, a helper, a contact or a post."""
    if isinstance(thing, Member):
        return f"{OF['member']}：{member_words(thing)}"
    if isinstance(thing, Helper):
        row = next((row for row in helpers.helpers() if row.id == thing.id), None)
        return f"{OF['helper']}：{_helper_words(row)}" if row else ""
    if isinstance(thing, Contact):
        return f"{OF['contact']}：{contact_words(thing)}"
    return f"{OF['post']}：{thing.name}" if isinstance(thing, Post) else ""


def _called(table: str, name: str, today: date) -> list[Row]:
    if table == "member":
        found = people.person_if_any(name, today, among=list(people.members()))
        return [found] if found is not None else []
    if table == "post":
        return list(posts.named(name))
    if table == "contact":
        return [contacts.contact(row.id)] if (row := meant(name)) is not None else []
    return [helpers.helper(row.id) for row in helpers.helpers() if name in (row.name, _told(row), _numbered(row))]


def _helper_words(row: HelperRow) -> str:
    """The name of a helper, with as much as tells them from others of the name."""
    same = helpers.named(row.name)
    if len(same) == 1:
        return row.name
    return _told(row) if sum(_told(each) == _told(row) for each in same) == 1 else _numbered(row)


def _numbered(row: HelperRow) -> str:
    more = " ".join(filter(None, (row.cohort, row.kind, short_id(row.id))))
    return f"{row.name}（{more}）"


def _told(row: HelperRow) -> str:
    """A helper with what tells them from others of the name."""
    more = " ".join(filter(None, (row.cohort, row.kind)))
    return f"{row.name}（{more}）" if more else row.name
