"""Finding a thing by the words a person typed for it."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from branchtui.cli.session import Session
from branchtui.errors import BranchError
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.names import same_name, split_tail
from branchtui.store.models import (
    ActionItem,
    Appraisal,
    Branch,
    Contact,
    DevelopmentStep,
    Document,
    Growth,
    Helper,
    Honour,
    LexiconEntry,
    Meeting,
    Member,
    Outlet,
    PartnerActivity,
    Plan,
    Post,
    Publication,
    Rectification,
    Report,
    Row,
    Service,
    Silenced,
    Talk,
)
from branchtui.store.queries import contacts, people, posts
from branchtui.store.queries.registers import helpers, outlets
from branchtui.store.short_ids import by_id, short_id

RowT = TypeVar("RowT", bound=Row)


def find_meeting(text: str, *, trashed: bool = False) -> Meeting:
    """A meeting by its shown id."""
    return by_id(Meeting, text, "会议", trashed=trashed)


def find_action(text: str) -> ActionItem:
    """What a meeting agreed, by its shown id."""
    return by_id(ActionItem, text, ActionItem.noun)


def find_report(text: str, *, trashed: bool = False) -> Report:
    """A report by its shown id."""
    return by_id(Report, text, "新闻稿", trashed=trashed)


def find_member(text: str, day: date, *, trashed: bool = False) -> Member:
    """A member by name (with `#` and the end of the staff number) or id; people who left are found too."""
    everyone = people.members()
    named = [key for key, row in everyone.items() if same_name(row.name, split_tail(text)[0])]
    if not named and text and all(char in "0123456789abcdef" for char in text.lower()):
        return by_id(Member, text, "人员", trashed=trashed)
    return people.person(text, day, among=list(everyone))


def find_post(text: str, *, trashed: bool = False) -> Post:
    """A post by its name, its number or id. Raises BranchError where none or several are called so."""
    wanted = clean(text).strip()
    named = posts.named(wanted) if wanted else []
    if len(named) > 1:
        told = "、".join(f"{post.name}（{short_id(post)}）" for post in named)
        raise BranchError(f"有 {len(named)} 个岗位叫“{wanted}”：{told}。请写编号。")
    if not named and any(char not in "0123456789abcdef" for char in wanted.lower()):
        raise BranchError(f"没有叫“{wanted}”的示范岗。名称和编号可用 branchtui list posts 查看。")
    return named[0] if named else by_id(Post, wanted, Post.noun, trashed=trashed)


def find_contact(text: str, *, trashed: bool = False) -> Contact:
    """A contact by name, or by the name of a unit, or by its shown id. Raises BranchError where several bear it."""
    wanted = text.strip()
    found = contacts.named(wanted) or [row for row in contacts.contacts() if not row.name and row.unit == wanted]
    if len(found) > 1:
        choices = "、".join(f"{row.called}（{row.of_what}）{short_id(row.id)}" for row in found)
        raise BranchError(f"往来里有 {len(found)} 位“{wanted}”，请写编号：{choices}。")
    return contacts.contact(found[0].id) if found else by_id(Contact, wanted, Contact.noun, trashed=trashed)


def find_row(model: type[RowT], text: str, *, trashed: bool = False) -> RowT:
    """A row of a register by its shown id."""
    return by_id(model, text, model.noun, trashed=trashed)


def find_helper(text: str, *, trashed: bool = False) -> Helper:
    """A helper by name, or by the shown id. Raises BranchError where several bear the name."""
    found = helpers.named(text.strip())
    if len(found) > 1:
        choices = "、".join(" ".join(filter(None, (row.cohort, row.kind, short_id(row.id)))) for row in found)
        raise BranchError(f"身边人里“{text.strip()}”有 {len(found)} 条，请写编号：{choices}。")
    return helpers.helper(found[0].id) if found else find_row(Helper, text, trashed=trashed)


def find_outlet(text: str, *, trashed: bool = False) -> Outlet:
    """An outlet by its name, or by the shown id."""
    return outlets.called(clean(text).strip()) or find_row(Outlet, text, trashed=trashed)


FINDERS: dict[str, Callable[[str, Session], Row]] = {
    "meeting": lambda text, session: find_meeting(text, trashed=True),
    "report": lambda text, session: find_report(text, trashed=True),
    "post": lambda text, session: find_post(text, trashed=True),
    "member": lambda text, session: find_member(text, session.today, trashed=True),
    "contact": lambda text, session: find_contact(text, trashed=True),
    "service": lambda text, session: by_id(Service, text, Service.noun, trashed=True),
    "activity": lambda text, session: find_row(PartnerActivity, text, trashed=True),
    "helper": lambda text, session: find_helper(text, trashed=True),
    "growth": lambda text, session: find_row(Growth, text, trashed=True),
    "honour": lambda text, session: find_row(Honour, text, trashed=True),
    "talk": lambda text, session: find_row(Talk, text, trashed=True),
    "rectification": lambda text, session: find_row(Rectification, text, trashed=True),
    "appraisal": lambda text, session: find_row(Appraisal, text, trashed=True),
    "document": lambda text, session: find_row(Document, text, trashed=True),
    "development": lambda text, session: find_row(DevelopmentStep, text, trashed=True),
    "outlet": lambda text, session: find_outlet(text, trashed=True),
    "publication": lambda text, session: find_row(Publication, text, trashed=True),
    "wording": lambda text, session: find_row(LexiconEntry, text, trashed=True),
    "plan": lambda text, session: find_row(Plan, text, trashed=True),
    "branch": lambda text, session: by_id(Branch, text, "支部"),
    "silenced": lambda text, session: by_id(Silenced, text, "不再提醒的事", trashed=True),
}


THING_HELP = "、".join(FINDERS)


def add_thing(parser: Any) -> None:
    """The two words that name a thing: its kind and its id."""
    parser.words.add_argument("thing", choices=list(FINDERS), metavar="什么", help=THING_HELP)
    parser.words.add_argument("id", metavar="编号")


def find(arguments: argparse.Namespace, session: Session) -> Row:
    """Open the branch and give the thing that was named, also from the trash. Raises BranchError where there is none."""
    session.open()
    return FINDERS[arguments.thing](arguments.id, session)
