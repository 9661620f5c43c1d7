"""Removing a person's data for good: values, siblings and history; what is left is an empty shell with its stamp."""

import json
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from peewee import Expression, TextField

from branchtui import disk
from branchtui.rules.frozen_list import KEPT, without_reason
from branchtui.store.engine import sql
from branchtui.store.engine.errors import SQLITE_MAGIC
from branchtui.store.engine.handle import db
from branchtui.store.ids import show_id
from branchtui.store.models import (
    BY_TABLE,
    Appraisal,
    Attachment,
    Attendance,
    BallotExclusion,
    Contact,
    DevelopmentStep,
    DraftBuffer,
    Growth,
    Honour,
    HoursOverride,
    Member,
    NameIndex,
    Review,
    RosterEvent,
    Row,
    Setting,
    Submission,
    Talk,
)
from branchtui.store.models.people import NO_MORE, PURGED
from branchtui.store.replication import cells, session
from branchtui.store.replication.merging.merged import goes_on_for
from branchtui.store.replication.merging.purges import purged_here
from branchtui.store.replication.registry import TABLES, WHOLE_ROW

_LEAST_NUMBER = 4  # figures: a shorter number tells nobody
_FORM = "form:"  # where the place of a draft is a form's field
_NEW_MEMBER = "form:member:"  # the form of a new person: all of it is about one
_PIECE = 1 << 20  # bytes read at a time


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells a person in a text: every name, staff number and telephone number they ever had, the longest first.

    `row` of `table` is the member or the contact, `merged` are the rows that were merged into it.
    """

    row: bytes
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    table: str = "member"
    merged: tuple[bytes, ...] = ()

    @property
    def rows(self) -> tuple[bytes, ...]:
        return (self.row, *self.merged)

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.names, *self.numbers)


def marks_of(person: Member | Contact) -> Marks:
    """The marks of a member or a contact, and of whoever was merged into them, to be asked for before they are gone."""
    columns = ("staff_no", "phone") if isinstance(person, Member) else ("phone",)
    entries = _entries(person)
    numbers = {number for entry in entries for column in columns for number in _ever(entry, column)}
    names = {name for entry in entries for name in _ever(entry, "name")}
    return Marks(
        person.id,
        _longest_first(name for name in names if len(name) > 1 and name != PURGED),
        _longest_first(number for number in numbers if len(number) >= _LEAST_NUMBER),
        person._meta.table_name,
        tuple(entry.id for entry in entries[1:]),
    )


def purge_member(member: Member, marks: Marks) -> None:
    """Empty a member's row and roster events, and what their attendance tells beyond the state. Part of an act.

    So for every entry that was merged into theirs: it is the same person. With them go the person's names where they are written out in the names of acts (those made before acts referred to
    people, and the titles in them), and what was typed into a form and not handed in. The shell
    stays where the person stood in meetings, so that counts stay right. `vacuum` has to follow, or the bytes stay in
    the file.
    """
    for entry in _entries(member):
        for table, row, column, values in _cells_about(entry.id):
            _purge(table, row, values, column)
        NameIndex.delete().where(NameIndex.id == entry.id).execute()
    _purge_listings(marks)
    forget(marks)


def purge_contact(contact: Contact, marks: Marks) -> None:
    """Empty a contact's row and those merged into it and take it off the list, and forget it as of a member. Part of an act.

    What they were awarded goes with them. What meetings say of a guest is theirs, and stays. `vacuum` has to follow.
    """
    for entry in _entries(contact):
        _purge("contact", entry.id, {**_no_facts(Contact), "deleted": 1}, WHOLE_ROW)
        for table, row, column, values in _emptied(Honour, _honours_of("contact", entry.id)):
            _purge(table, row, values, column)
    _purge_listings(marks)
    forget(marks)


def purge_files(files: Iterable[Attachment]) -> None:
    """Empty these attachments and take them off their things: what is in them can't be told apart. Part of an act."""
    for table, row, column, values in _emptied(Attachment, Attachment.id.in_([each.id for each in files])):
        _purge(table, row, values, column)


def merged_into_purged() -> list[Member | Contact]:
    """Whoever another machine has merged into somebody who is purged, unaware of that: they are to be purged too."""
    models: tuple[type[Member] | type[Contact], ...] = (Member, Contact)
    found: list[Member | Contact] = []
    for model in models:
        table = model._meta.table_name
        merged = model.merged_away()
        gone = purged_here(table) if merged else set()
        found += model.of_ids([row for row in merged if row not in gone and goes_on_for(table, row) in gone])
    return found


def empty_what_came(members: Iterable[bytes]) -> None:
    """Empty what a merge has brought about members who are purged, written where that was not known. Part of a merge.

    No stamp tells of it: what is left is the same on every machine that knows of the purge.
    """
    sql.execute("UPDATE stamp_session SET mute = 1")
    for member in members:
        for table, row, column, values in _cells_about(member):
            known = TABLES[table]
            place = (known.number, sql.value(f'SELECT n FROM "{table}" WHERE id = ?', row))
            cells.write(known.number, row, {known.column(name): value for name, value in values.items()})
            which = f"tbl = ? AND n = ? AND col {'> 1' if column == WHOLE_ROW else f'= {column}'}"
            for past in ("stamp_history", "stamp_sibling"):
                sql.execute(f"DELETE FROM {past} WHERE {which}", *place)
    sql.execute("UPDATE stamp_session SET mute = 0")


def forget(marks: Marks) -> None:
    """Drop what was typed about a person and not handed in, and their marks in the names of acts."""
    _drop_drafts(marks)
    for word in marks.words:
        sql.execute("UPDATE act SET name = replace(name, ?, ?) WHERE instr(name, ?)", word, PURGED, word)


def vacuum() -> None:
    """Write the file anew, without what was removed."""
    sql.execute("VACUUM")


def mentions(names: Sequence[str]) -> list[tuple[str, int, int]]:
    """Where one of these names still stands in a text, now or before: (table, column number, number of rows)."""
    if not names:
        return []
    found = []
    for table in TABLES.values():
        for number, column in enumerate(table.columns, 1):
            if column not in BY_TABLE[table.name]._meta.columns:  # it is no longer in the schema, and has no past
                continue
            now = f'"{column}"'
            shown = f"typeof({now}) = 'text' AND ({_any_in(now, names)})"
            rows = {row for (row,) in sql.rows(f'SELECT id FROM "{table.name}" WHERE {shown}', *names)}
            rows |= {row for row, text in cells.old_texts(table.number, number) if any(name in text for name in names)}
            if rows:
                found.append((table.name, number, len(rows)))
    return found


def drafts_with(names: Sequence[str]) -> int:
    """How many texts that were typed and not stored name one of these."""
    return sum(any(name in draft.text for name in names) for draft in DraftBuffer.select(DraftBuffer.text))


def held_by(path: Path, marks: Marks) -> bool:
    """Whether a file still holds the data of a purged member: a copy of the database, also in a zip, a piece of one, or a text."""
    try:
        if path.suffix == ".zip" or zipfile.is_zipfile(path):
            return _zip_holds(path, marks)
        with path.open("rb") as file:
            if file.read(len(SQLITE_MAGIC)) != SQLITE_MAGIC:
                return _bytes_hold(path, marks.words)
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as other:
            return _rows_hold(other, marks)
    except (sqlite3.DatabaseError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return True  # nobody can tell: better named than left out


def _zip_holds(path: Path, marks: Marks) -> bool:
    """Whether a database in a zip does, as one that holds a whole backup; it is looked at in a copy that is gone afterwards."""
    with zipfile.ZipFile(path) as zipped:
        for name in zipped.namelist():
            if name.endswith(".db"):
                copy = disk.claim(db.own_path.parent)
                try:
                    with zipped.open(name) as source, copy.open("wb") as target:
                        shutil.copyfileobj(source, target)
                    if held_by(copy, marks):
                        return True
                finally:
                    disk.discard(copy)
    return False


def _rows_hold(other: sqlite3.Connection, marks: Marks) -> bool:
    there = {name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    words = marks.words
    past = {column for _, column, *_ in other.execute("PRAGMA table_info(stamp_history)")}
    of_row = f'n = (SELECT n FROM "{marks.table}" WHERE id = ?)'
    row = of_row if "n" in past else "rid = ?"  # as files of older schemas have it
    looks: list[tuple[str, str, tuple[object, ...]]] = []
    if marks.table in there:  # a file of an earlier time has no past of it either
        for key in marks.rows:
            looks += [
                (marks.table, f'SELECT 1 FROM "{marks.table}" WHERE id = ? AND name <> ?', (key, PURGED)),
                (
                    "stamp_history",
                    f"SELECT 1 FROM stamp_history WHERE tbl = ? AND {row}",
                    (TABLES[marks.table].number, key),
                ),
            ]
    if words:
        form = f"SELECT 1 FROM draft_buffer WHERE place LIKE '{_FORM}%' AND ({_any_in('text', words)})"
        looks += [("draft_buffer", form, words), ("act", f"SELECT 1 FROM act WHERE {_any_in('name', words)}", words)]
    return any(other.execute(f"{look} LIMIT 1", values).fetchone() for table, look, values in looks if table in there)


def _bytes_hold(path: Path, words: Sequence[str]) -> bool:
    wanted = [word.encode("utf-8") for word in words]
    overlap = max(map(len, wanted), default=1) - 1
    with path.open("rb") as file:
        tail = b""
        while piece := file.read(_PIECE):
            if any(word in tail + piece for word in wanted):
                return True
            tail = piece[-overlap:] if overlap else b""
    return False


def _entries(person: Member | Contact) -> list[Member | Contact]:
    """The entries of one person: their own, and those that were merged into it."""
    model, found = type(person), [person]
    for entry in found:
        known = [each.id for each in found]
        found.extend(model.select().where(model.merged_into == entry.id, model.id.not_in(known)))
    return found


def _no_facts(model: type[Row]) -> dict[str, object]:
    """Every text of a member or a contact, emptied."""
    return {**dict.fromkeys(_texts(model), ""), "name": PURGED}


def _drop_drafts(marks: Marks) -> None:
    """What was typed into a form about the person: by the id in its place, or by what it says."""
    for shown in (text for key in marks.rows for text in (key.hex(), show_id(key))):
        DraftBuffer.delete().where(DraftBuffer.place.contains(shown)).execute()
    for draft in list(DraftBuffer.select().where(DraftBuffer.place.startswith(_FORM))):
        if any(word in draft.text for word in marks.words):
            place = DraftBuffer.place
            whole = place.startswith(_NEW_MEMBER) if draft.place.startswith(_NEW_MEMBER) else place == draft.place
            DraftBuffer.delete().where(whole).execute()


def _ever(person: Member | Contact, column: str) -> set[str]:
    """Every text that stands or stood in a column of a member or a contact."""
    table = TABLES[person._meta.table_name]
    cell = (table.number, person.id, table.column(column))
    stood = [entry.value for entry in cells.history(*cell[:2]) if entry.column == cell[2]]
    return {str(value) for value in (getattr(person, column), *stood, *cells.siblings(*cell).values()) if value}


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def _any_in(column: str, words: Sequence[str]) -> str:
    return " OR ".join(f"instr({column}, ?)" for _ in words)


def _cells_about(member: bytes) -> Iterator[tuple[str, bytes, int, dict[str, object]]]:
    """What tells of a member in the branch's rows: table, row, column (0 for the whole row), and what stands there instead."""
    yield "member", member, WHOLE_ROW, _no_facts(Member)
    for event in RosterEvent.select(RosterEvent.id).where(RosterEvent.member == member):
        yield "roster_event", event.id, WHOLE_ROW, {"value": "", "value_id": None, "deleted": 1}
    for entry in Attendance.select(Attendance.id, Attendance.reason).where(Attendance.member == member):
        yield _cell("attendance", entry.id, "reason", NO_MORE if entry.reason else "")
    for left_out in BallotExclusion.select().where(BallotExclusion.member == member):
        consent = NO_MORE if left_out.consent else ""
        yield "ballot_exclusion", left_out.id, WHOLE_ROW, {"ground": "", "consent": consent}
    for review in Review.select().where(Review.member == member):
        yield _cell("review", review.id, "grade", "")
        yield _cell("review", review.id, "opinion", "")
    for talk in Talk.select(Talk.id).where((Talk.by == member) | (Talk.to == member)):
        yield _cell("talk", talk.id, "what", "")
    for override in HoursOverride.select(HoursOverride.id).where(HoursOverride.member == member):
        yield _cell("hours_override", override.id, "reason", NO_MORE)
    of_person: tuple[tuple[type[Row], Expression], ...] = (
        (Growth, Growth.member == member),
        (Honour, _honours_of("member", member)),
        (Appraisal, Appraisal.member == member),
        (DevelopmentStep, DevelopmentStep.member == member),
    )
    of_theirs: set[str] = set()
    for model, own in of_person:
        emptied = list(_emptied(model, own))
        of_theirs |= {row.hex() for _, row, *_ in emptied}
        yield from emptied
    yield from _unnamed_in_listings(of_theirs)
    for kept in Setting.select().where(Setting.key.startswith(KEPT), Setting.key.endswith(f":{member.hex()}")):
        yield _cell("setting", kept.id, "value", without_reason(kept.value))


def _unnamed_in_listings(things: set[str]) -> Iterator[tuple[str, bytes, int, dict[str, object]]]:
    """What was handed in, without the titles of these things: that one was, under which number, stays."""
    for submission in Submission.select(Submission.id, Submission.listing) if things else ():
        entries = json.loads(submission.listing or "[]")
        theirs = [entry for entry in entries if entry["thing"] in things]
        for entry in theirs:
            entry |= {"title": PURGED, "file": ""}
        if theirs:
            yield _cell("submission", submission.id, "listing", json.dumps(entries, ensure_ascii=False))


def _purge_listings(marks: Marks) -> None:
    """The names of a person go from what was handed in as well."""
    for submission in Submission.select(Submission.id, Submission.listing):
        listing = submission.listing
        for name in marks.names:
            listing = listing.replace(name, PURGED)
        if listing != submission.listing:
            table, row, column, values = _cell("submission", submission.id, "listing", listing)
            _purge(table, row, values, column)


def _honours_of(table: str, thing: bytes) -> Expression:
    return (Honour.of_table == table) & (Honour.of_id == thing)


def _emptied(model: type[Row], own: Expression) -> Iterator[tuple[str, bytes, int, dict[str, object]]]:
    """Rows that tell of a person alone, without their texts, and taken off the list."""
    for row in model.select().where(own):
        texts = (name for name in _texts(model) if not name.endswith("_table"))
        yield model._meta.table_name, row.id, WHOLE_ROW, {**dict.fromkeys(texts, ""), "deleted": 1}


def _texts(model: type[Row]) -> Iterator[str]:
    return (field.column_name for field in model._meta.sorted_fields if isinstance(field, TextField))


def _cell(table: str, row: bytes, column: str, value: object) -> tuple[str, bytes, int, dict[str, object]]:
    """One cell of a row whose others tell nothing of the person: what was done to those stays known."""
    return table, row, TABLES[table].column(column), {column: value}


def _purge(table: str, row: bytes, values: dict[str, object], column: int) -> None:
    """Overwrite cells past the triggers, drop what is known of their past, and stamp them as purged."""
    known = TABLES[table]
    place = (known.number, sql.value(f'SELECT n FROM "{table}" WHERE id = ?', row))
    which = "tbl = ? AND n = ?" if column == WHOLE_ROW else f"tbl = ? AND n = ? AND col = {column}"
    session.tick()
    sql.execute("UPDATE stamp_session SET mute = 1")
    cells.write(known.number, row, {known.column(name): value for name, value in values.items()})
    for past in ("stamp_history", "stamp_sibling", "stamp_head", "stamp_purge"):
        sql.execute(f"DELETE FROM {past} WHERE {which}", *place)
    sql.execute("INSERT INTO stamp_head SELECT ?, ?, ?, wn, clock FROM stamp_session", *place, column)
    sql.execute("INSERT INTO stamp_purge SELECT ?, ?, ?, wn, clock FROM stamp_session", *place, column)
    sql.execute("UPDATE stamp_session SET mute = 0")
