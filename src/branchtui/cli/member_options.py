"""The options that give a person's facts, and a contact's."""

import argparse
from datetime import date
from typing import Any

from branchtui.cli.session import Session
from branchtui.errors import UsageError
from branchtui.rules.roster import FACTS
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Contact
from branchtui.store.models.columns import caption, help_text

FACT_OPTIONS = {name: words for name, words in FACTS.items() if name != "name"}  # --name corrects the name itself


def add_facts(parser: Any) -> None:
    """The options of a command that takes a person's facts."""
    for name, words in FACT_OPTIONS.items():
        parser.options.add_argument(f"--{name.replace('_', '-')}", dest=f"fact_{name}", metavar=words, help=words)


def facts_given(arguments: argparse.Namespace) -> dict[str, str]:
    """The facts that were written on the command line, by column; an empty text empties one."""
    values = {name: getattr(arguments, f"fact_{name}") for name in FACT_OPTIONS}
    return {name: value for name, value in values.items() if value is not None}


CONTACT_OPTIONS = ("unit", "position", "phone", "groups", "agreed_on", "agreed_until")


def add_contact_fields(parser: Any) -> None:
    """The options of a command that takes what is known of a contact besides the name."""
    for name in CONTACT_OPTIONS:
        words = caption(Contact, name)
        parser.options.add_argument(
            f"--{name.replace('_', '-')}", metavar=words, help=help_text(Contact, name) or words
        )


def contact_given(arguments: argparse.Namespace) -> dict[str, str]:
    """What was written of it on the command line, by column; an empty text empties one."""
    values = {name: getattr(arguments, name) for name in CONTACT_OPTIONS}
    return {name: value for name, value in values.items() if value is not None}


def speaker_given(text: str) -> tuple[str, str, str]:
    """Name, position and topic of a speaker as written. Raises UsageError where there are not three parts."""
    parts = [part.strip() for part in text.replace("｜", "|").split("|")]
    if len(parts) != 3 or not parts[0] or not parts[2]:
        raise UsageError(f"主讲人要写成 姓名|单位职务|讲题，现在是“{text}”。单位不知道就空着：何老师||讲题。")
    return parts[0], parts[1], parts[2]


def day_given(text: str | None, session: Session, *, past: bool = False) -> date | None:
    """The day that was written (see `parse_day`), None where none was. Raises BranchError for what is no day."""
    return parse_day(text, session.today, past=past) if text else None
