"""No door takes a citizen id: every workflow that stores what a person wrote is tried in each of its free texts."""

import copy
import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args, is_typeddict

import pytest
from PIL import Image

import branchtui.workflows
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.paths import home
from branchtui.rules.text.citizen_id import fit_to_show
from branchtui.store.engine import sql
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import (
    ActionItem,
    AgendaItem,
    Attachment,
    Ballot,
    Contact,
    Document,
    Figure,
    Framework,
    Guest,
    Helper,
    Meeting,
    Member,
    Photo,
    Pledge,
    Point,
    Post,
    Report,
    Row,
    Service,
)
from branchtui.store.queries import attachments as attached
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.services import log as rows
from branchtui.store.queries.services.figures import Figure as Counted
from branchtui.store.queries.year.appraisals import AppraisalRow
from branchtui.store.replication.merging.conflicts import Conflict, Value
from branchtui.store.replication.registry import TABLES
from branchtui.workflows import calendar, input_checks, meeting_rules, profiles, silencing
from branchtui.workflows.books import handbook
from branchtui.workflows.college import administering, asking
from branchtui.workflows.college.branch import requests, sheets
from branchtui.workflows.figures import log_figures
from branchtui.workflows.frameworks import adopt, folder, heads, marks, submitting, tree
from branchtui.workflows.frameworks.files import library
from branchtui.workflows.frameworks.standing import Standing, standing
from branchtui.workflows.joining import duplicates, joining
from branchtui.workflows.joining.duplicates import Duplicate
from branchtui.workflows.meetings import (
    action_items,
    attachments,
    attendance,
    ballots,
    copying,
    frozen_lists,
    meetings,
    minutes,
)
from branchtui.workflows.people import branch, contacts, roster
from branchtui.workflows.posts import log, log_lines, pledges, post_rules, posts, reviews, setting_up, sign_ups, steps
from branchtui.workflows.proofing import silence
from branchtui.workflows.registers import outlets, register
from branchtui.workflows.registers.approvals import APPROVAL, approval_of
from branchtui.workflows.registers.kinds import REGISTERS, helped
from branchtui.workflows.registers.of_year import talk_columns
from branchtui.workflows.reports import drafting, handing_in, learning, outlines, pack, reports
from branchtui.workflows.reports.materials import Material
from branchtui.workflows.safety import handover, merging, resolving
from branchtui.workflows.year import hours, plan_meetings, plans
from branchtui.workflows.year.end import appraisals, talk_lines
from branchtui.workflows.year.end.meetings import meeting_typed
from branchtui.workflows.year.end.years import year_typed
from tests.conftest import NOW, TODAY, of_no_device
from tests.workflows.conftest import plan_main_meeting
from tests.workflows.posts.conftest import held_post

LATER = date(2026, 12, 31)

ID = "110101199001011237"
SPELLINGS = (
    ID,
    "１１０１０１－１９９００１０１－１２３７",
    "本人 1101 0119 9001 0112 37",
    f"（{ID}0）",
    "110101900101123",
)
MARCH = date(2026, 3, 2)


@dataclass(frozen=True)
class World:
    """What the workflows are tried on."""

    meeting: Meeting
    planned: Meeting
    item: AgendaItem
    member: Member
    report: Report
    figure: Figure
    photos: PhotoStore
    post: Post
    pledge: Pledge
    service: Service


class _Sheet(NamedTuple):
    """A sheet that the college asks for."""

    number: int = 1
    kind: str = "sheet"
    title: str = "情况表"
    body: str = ""
    due_on: date | None = None
    columns: object = ({"name": "姓名", "type": "text"},)
    withdrawn: bool = False
    reminds: int | None = None


def _asked() -> Document:
    requests.take_in([_Sheet()], bytes(16), TODAY)
    return requests.request_numbered(1)


@pytest.fixture(scope="module")
def _world_made(tmp_path_factory: pytest.TempPathFactory, _branch_database: Path) -> tuple[Path, World]:
    """The world and its database, made once; to be copied."""
    folder = tmp_path_factory.mktemp("world")
    path = folder / "branch.db"
    shutil.copy(_branch_database, path)
    open_database(path)
    photos = PhotoStore(folder / "照片", folder / "缓存")
    meeting = plan_main_meeting()
    meetings.hold(meeting, now=NOW)
    planned = meetings.plan_meeting("主题党日", when="2026年4月1日下午3点", place="201", title="四月", now=NOW)
    report = reports.new_report("一篇")
    figure = reports.add_figure(report, caption="现场", photos=photos)
    post = posts.add_post("教务示范岗")
    (pledge,) = pledges.add_pledges(post, "来访当日答复")
    service = _log(held_post("教务服务岗", "林知远"))
    item, member = facts.items(meeting)[0], people.person("沈一禾", TODAY)
    close_database()
    of_no_device(path)
    return path, World(meeting, planned, item, member, report, figure, photos, post, pledge, service)


@pytest.fixture
def world(_world_made: tuple[Path, World], database: Path, tmp_path: Path) -> World:
    path, made = _world_made
    close_database()
    shutil.copy(path, database)
    open_database(database)
    return replace(copy.deepcopy(made), photos=PhotoStore(tmp_path / "照片", tmp_path / "缓存"))


def _log(post: Post, **texts: str) -> Service:
    given = {"by": "林知远", "day": "周三", "span": "1小时", "what": "值班", **texts}
    return log.log(post, now=NOW, **given)  # type: ignore[arg-type]


def _pasted(world: World, text: str) -> str:
    """What becomes of a line is told, and nothing of it written."""
    preview = log_lines.preview_paste(world.service.post, f"lzy 周四 1小时 {text}", now=NOW)
    assert preview.kept == []
    raise BranchError(preview.refused[0].text + preview.refused[0].refused)


def _plan(text: str, name: str) -> object:
    given: dict[str, object] = {"place": "201", "title": "四月", "when": "2026年4月1日下午3点", name: text}
    if name in ("items", "materials"):
        given[name] = [text]
    if name == "guests":
        given[name] = [("何老师", text)]
    return meetings.plan_meeting(str(given.pop("kind", "主题党日")), now=NOW, **given)  # type: ignore[arg-type]


def _branch(text: str, name: str) -> object:
    return branch.create_branch(**{"name": "支部", "unit": "学院", name: text}, today=TODAY)


def _written_twice() -> Conflict:
    """A telephone number that two machines have written differently."""
    contact = contacts.add_contact("王芳")
    column = TABLES["contact"].column("phone")
    return Conflict("contact", contact.id, (column,), (Value(("1",), None, True), Value(("2",), None, False)))


def _agreed(world: World) -> ActionItem:
    """What a meeting agreed."""
    return action_items.add_action(world.meeting, "修订值班表", today=TODAY)


def _contradicted(world: World) -> Meeting:
    """A meeting whose frozen list does not agree with the roster."""
    if not frozen_lists.differences(world.meeting):
        roster.change_member(world.member, since=date(2026, 3, 1), vote="suspended")
    return world.meeting


def _voted(world: World) -> Ballot:
    """A ballot of the meeting that was held."""
    return Ballot.get_or_none() or ballots.add_ballot(world.item, "ordinary", {})


def _scan(world: World) -> Path:
    path = world.photos.folder.parent / "签到表.pdf"
    path.write_bytes(b"%PDF-1.7\n%%EOF\n")
    return path


def _edited(world: World) -> learning.EditedText:
    """A text that came back from an editor."""
    return learning.read_edited(world.report, "一篇\n\n支部认真学习。\n".encode(), "退回稿.txt")


def _attached(world: World) -> Attachment:
    there = attached.of(world.planned)
    return there[0] if there else attachments.attach(world.planned, [_scan(world)], photos=world.photos)[0]


def _filed(world: World) -> Meeting:
    with act("归档"):
        meetings.set_state(world.meeting, "filed")
    return world.meeting


KIND = {"verb": "开展", "who": "members", "times": 1, "per": "month", "minutes": 45}


def _changed_kind(values: dict[str, object]) -> str:
    if not meeting_rules.own_kinds():
        meeting_rules.add_kind("工作坊", KIND)
    return meeting_rules.change_kind("工作坊", values)


def _guest(world: World) -> Guest:
    return attendance.add_guest(world.meeting, "何老师", position="学院党委")


def _contact() -> Contact:
    return next(iter(Contact.select()), None) or contacts.add_contact("何老师")


def _framework() -> Framework:
    return next(iter(Framework.select()), None) or adopt.start("三心", kind="brand", first=TODAY, last=LATER)


def _point() -> Point:
    return next(iter(Point.select()), None) or tree.add_point(_framework(), "服务窗口")


def _marked(world: World) -> Standing:
    marks.mark([_point()], [world.meeting])
    return standing(_framework(), TODAY)


Door = Callable[[World, str], object]


def _other_contact() -> Contact:
    return Contact.get_or_none(Contact.name == "王芳") or contacts.add_contact("王芳", unit="学院党委")


ROWS = {
    "activity": {"partner": "海州中学", "title": "开放日", "day": "3月2日"},
    "helper": {"contact": "王小明"},
    "growth": {"member": "林知远", "title": "培训"},
    "honour": {"title": "先进集体"},
    "talk": {"by": "林知远", "to": "沈一禾", "day": "3月2日"},
    "rectification": {"problem": "台账漏记"},
    "wording": {"text": "办公室队", "instead": "办公室团队"},
    "document": {"direction": "收文", "kind": "通知", "title": "关于缴纳党费的通知"},
    "development": {"member": "林知远", "step": "培养考察", "day": "3月2日"},
    "outlet": {"name": "学院网站"},
    "publication": {"title": "支部开展学习", "outlet": "学院网站"},
}
"""What is typed for a row of each register."""


def _registered(kind: str) -> Row:
    found = next(iter(REGISTERS[kind].model.select()), None)
    return found or register.add(REGISTERS[kind], ROWS[kind], today=TODAY)


def _helped(typed: dict[str, str]) -> object:
    helper = _registered("helper")
    assert isinstance(helper, Helper)
    return register.add(helped(helper), {"day": "3月2日", "what": "谈话", **typed}, today=TODAY)


def _appraised() -> AppraisalRow:
    return next(row for row in appraisals.rows(2026, TODAY) if row.name == "林知远")


def _talked(text: str) -> None:
    """What becomes of a line is told, and nothing of it written."""
    found = talk_lines.preview_talks(f"3月2日 林知远和{text}", NOW)
    assert not found.writes
    raise BranchError(found.verdicts[0].called + found.verdicts[0].words)


DOORS: dict[str, Door] = {
    "asking.draft title": lambda w, t: asking.draft(t, today=TODAY),
    "asking.draft body": lambda w, t: asking.draft("通知", body=t, today=TODAY),
    "asking.draft_from written": lambda w, t: asking.draft_from(
        f'title = "报表"\n[[column]]\nname = "{t}"\ntype = "text"', TODAY
    ),
    **{
        f"register.add values {kind} {key}": lambda w, t, kind=kind, key=key: register.add(REGISTERS[kind], {**ROWS[kind], key: t}, today=TODAY)
        for kind, each in REGISTERS.items()
        for key in each.keys
    },
    **{
        f"register.change changes {kind} {key}": lambda w, t, kind=kind, key=key: register.change(REGISTERS[kind], _registered(kind), today=TODAY, **{key: t})
        for kind, each in REGISTERS.items()
        for key in each.keys
    },
    **{
        f"register.add values approval {key}": lambda w, t, key=key: register.add(
            approval_of(w.report), {"step": "初审", key: t}, today=TODAY
        )
        for key in APPROVAL.keys
    },
    **{f"register.add values event {key}": lambda w, t, key=key: _helped({key: t}) for key in ("day", "what", "by")},
    **{
        f"joining.join_contacts words {name}": lambda w, t, name=name: joining.join_contacts(_contact(), _other_contact(), **{"name": "王芳", name: t})
        for name in contacts.FIELDS
    },
    **{f"contacts.add_contact facts {name}": lambda w, t, name=name: contacts.add_contact("何老师", today=TODAY, **{name: t}) for name in (*contacts.FIELDS[1:], *contacts.AGREEMENT)},
    **{f"contacts.change_contact changes {name}": lambda w, t, name=name: contacts.change_contact(_contact(), today=TODAY, **{name: t}) for name in contacts.AGREEMENT},
    **{
        f"adopt.adopt {name}": lambda w, t, name=name: adopt.adopt(library.template("pinpai"), first=TODAY, **{name: t})
        for name in ("level", "name", "organiser")
    },
    **{
        f"adopt.start {name}": lambda w, t, name=name: adopt.start(**{"name": "三心", "kind": "brand", "first": TODAY, "last": LATER, name: t})
        for name in ("name", "kind", "level", "organiser", "basis")
    },
    **{f"heads.change_framework typed {name}": lambda w, t, name=name: heads.change_framework(_framework(), **{name: t}) for name in heads.FIELDS},
    **{
        f"heads.add_milestone {name}": lambda w, t, name=name: heads.add_milestone(_framework(), **{"name": "验收", name: t}, today=TODAY)
        for name in ("name", "due", "papers")
    },
    **{
        f"heads.change_milestone typed {name}": lambda w, t, name=name: heads.change_milestone(heads.add_milestone(_framework(), "验收", today=TODAY), today=TODAY, **{name: t})
        for name in ("name", "due_on", "papers", "done_on")
    },
    "heads.state_named word": lambda w, t: heads.state_named(t),
    "library.template key": lambda w, t: library.template(t),
    "library.template_from_text text": lambda w, t: library.template_from_text(f'key = "a"\nname = "{t}"\nkind = "双创"\n', "对标.toml"),
    **{f"marks.mark {name}": lambda w, t, name=name: marks.mark([_point()], [w.meeting], **{name: t}) for name in ("need", "note")},
    "marks.take_out reason": lambda w, t: marks.take_out(_point(), [w.meeting], t),
    "submitting.kind_named word": lambda w, t: submitting.kind_named(t),
    **{
        f"submitting.submit {name}": lambda w, t, name=name: submitting.submit(_marked(w), **{"kind": "验收", "day": TODAY, name: t})
        for name in ("kind", "unit")
    },
    "folder.hand_in unit": lambda w, t: folder.hand_in(folder.prepare(_marked(w), w.photos.folder.parent, photos=w.photos), _marked(w), "accepting", unit=t),
    "tree.add_point title": lambda w, t: tree.add_point(_framework(), t),
    **{f"tree.change_point typed {name}": lambda w, t, name=name: tree.change_point(_point(), today=TODAY, **{"self_score": "5", name: t}) for name in tree.FIELDS},
    **{f"tree.read_point typed {name}": lambda w, t, name=name: tree.read_point({"self_score": "5", name: t}, TODAY) for name in tree.FIELDS},
    "tree.set_rules typed": lambda w, t: tree.set_rules(_point(), f'need = [{{ say = "{t}" }}]'),
    "hours.correct_hours hours": lambda w, t: hours.correct_hours(w.meeting, w.member, t, "中途离会"),
    "hours.correct_hours reason": lambda w, t: hours.correct_hours(w.meeting, w.member, "1", t),
    "appraisals.appraise opinion": lambda w, t: appraisals.appraise(_appraised(), grade="good", opinion=t, today=TODAY),
    "appraisals.grade_typed typed": lambda w, t: appraisals.grade_typed(t),
    "appraisals.set_base typed": lambda w, t: appraisals.set_base(t),
    "meetings.meeting_typed typed": lambda w, t: meeting_typed(t, TODAY),
    "years.year_typed typed": lambda w, t: year_typed(t, TODAY),
    "of_year.talk_columns what": lambda w, t: talk_columns(TODAY, w.member, people.person("周以宁", TODAY), t, "", TODAY),
    "of_year.talk_columns place": lambda w, t: talk_columns(TODAY, w.member, people.person("周以宁", TODAY), "", t, TODAY),
    "talk_lines.add_talk typed": lambda w, t: talk_lines.add_talk(f"3月2日 林知远和沈一禾 {t}", NOW),
    "talk_lines.preview_talks typed": lambda w, t: _talked(t),
    "attachments.attach what": lambda w, t: attachments.attach(w.planned, [_scan(w)], what=t, photos=w.photos),
    "attachments.say_what what": lambda w, t: attachments.say_what(_attached(w), t),
    "attendance.take_roll absences": lambda w, t: attendance.take_roll(w.meeting, [f"沈一禾:{t}"]),
    **{
        f"attendance.take_roll {name}": lambda w, t, name=name: attendance.take_roll(w.meeting, **{name: [t]})
        for name in ("late", "online", "present")
    },
    **{
        f"attendance.record_attendance {name}": lambda w, t, name=name: attendance.record_attendance(w.meeting, [], [], **{name: [t]})
        for name in ("late", "online", "present")
    },
    "attendance.add_guests names": lambda w, t: attendance.add_guests(w.meeting, [t]),
    "attendance.add_guest name": lambda w, t: attendance.add_guest(w.meeting, t),
    "attendance.add_guest position": lambda w, t: attendance.add_guest(w.meeting, "何老师", position=t),
    "attendance.add_guest topic": lambda w, t: attendance.add_guest(w.meeting, "何老师", topic=t),
    **{
        f"attendance.edit_guest {name}": lambda w, t, name=name: attendance.edit_guest(_guest(w), **{name: t})
        for name in ("name", "position", "topic")
    },
    "attendance.edit_with_speakers speakers": lambda w, t: attendance.edit_with_speakers(w.meeting, [("何老师", "", t)]),
    "attendance.edit_with_speakers changes": lambda w, t: attendance.edit_with_speakers(w.meeting, [], place=t),
    "contacts.add_contact name": lambda w, t: contacts.add_contact(t),
    **{
        f"contacts.change_contact changes {name}": lambda w, t, name=name: contacts.change_contact(_contact(), **{name: t})
        for name in contacts.FIELDS
    },
    "attendance.record_attendance absences": lambda w, t: attendance.record_attendance(w.meeting, [t], []),
    "attendance.record_attendance guests": lambda w, t: attendance.record_attendance(w.meeting, [], [t]),
    "attendance.set_states states": lambda w, t: attendance.set_states(w.meeting, {w.member.id: ("excused", t)}),
    **{
        f"ballots.add_ballot facts {name}": lambda w, t, name=name: ballots.add_ballot(w.item, "ordinary", {name: t})
        for name in (*ballots.NUMBERS, "way", "motion", "candidate", "present_reason", "scrutineers", "tellers")
    },
    "ballots.add_ballot kind": lambda w, t: ballots.add_ballot(w.item, t, {}),
    "ballots.change_ballot facts": lambda w, t: ballots.change_ballot(_voted(w), {"motion": t}),
    "ballots.change_ballot kind": lambda w, t: ballots.change_ballot(_voted(w), {}, t),
    "ballots.enter_ballot facts": lambda w, t: ballots.enter_ballot(w.item, "ordinary", {"motion": t}),
    "ballots.enter_ballot kind": lambda w, t: ballots.enter_ballot(w.item, t, {}),
    "ballots.enter_ballot left_out": lambda w, t: ballots.enter_ballot(
        w.item, "ordinary", {"motion": "又一件"}, [("沈一禾", "借调", t)], voted=True
    ),
    "ballots.exclude name": lambda w, t: ballots.exclude(w.meeting, t, "借调", "批复", voted=True),
    "ballots.exclude ground": lambda w, t: ballots.exclude(w.meeting, "沈一禾", t, "批复", voted=True),
    "ballots.exclude consent": lambda w, t: ballots.exclude(w.meeting, "沈一禾", "借调", t, voted=True),
    **{f"branch.create_branch {name}": lambda w, t, name=name: _branch(t, name) for name in ("name", "unit", "secretary")},
    **{
        f"branch.change_branch {name}": lambda w, t, name=name: branch.change_branch(today=TODAY, **{name: t})
        for name in ("name", "unit", "elected_on")
    },
    "calendar.mark_days typed": lambda w, t: calendar.mark_days(f"10月1日 放假 {t}", TODAY),
    "calendar.read_days typed": lambda w, t: calendar.read_days(t, TODAY),
    "frozen_lists.chosen names": lambda w, t: frozen_lists.chosen(_contradicted(w), [t]),
    "frozen_lists.let_stand reason": lambda w, t: frozen_lists.let_stand(
        _contradicted(w), frozen_lists.differences(w.meeting), t
    ),
    **{
        f"log.log {name}": lambda w, t, name=name: _log(w.service.post, **{name: t})
        for name in ("by", "day", "span", "what", "whom", "served", "result", "link")
    },
    **{
        f"log.change changes {name}": lambda w, t, name=name: log.change(w.service, now=NOW, **{name: t})
        for name in ("by", "day", "span", "what", "whom", "served", "result", "link")
    },
    "merging.resolve text": lambda w, t: merging.resolve(_written_twice(), text=t, today=TODAY),
    "resolving.settle text": lambda w, t: resolving.settle(_written_twice(), text=t, today=TODAY),
    "learning.load filename": lambda w, t: learning.load(w.report, _edited(w), t, photos=w.photos),
    "log.log_line text": lambda w, t: log.log_line(w.service.post, f"lzy 周四 1小时 {t}", now=NOW),
    "log.log_line by": lambda w, t: log.log_line(w.service.post, "周四 1小时 值班", by=t, now=NOW),
    "log.copy_to day": lambda w, t: log.copy_to(w.service, t, now=NOW),
    "log.copy_to by": lambda w, t: log.copy_to(w.service, "周一", by=t, now=NOW),
    "log.copy_last day": lambda w, t: log.copy_last(w.service.post, t, now=NOW),
    "log.copy_last by": lambda w, t: log.copy_last(w.service.post, "周一", by=t, now=NOW),
    "log.verify by": lambda w, t: log.verify([w.service], t, TODAY, today=TODAY),
    "log.verify day": lambda w, t: log.verify([w.service], "周以宁", t, today=TODAY),
    "log_figures.write_figure key": lambda w, t: log_figures.write_figure(w.report, t, Counted("hours")),
    "log_figures.write_figure words": lambda w, t: log_figures.write_figure(w.report, "hours", Counted("hours"), t),
    "log_lines.preview_paste text": lambda w, t: _pasted(w, t),
    "sign_ups.sign_up hours": lambda w, t: sign_ups.sign_up(w.service, [w.member], hours=t),
    "sign_ups.mark hours": lambda w, t: sign_ups.mark(rows.sign_ups(w.service), "came", hours=t),
    "sign_ups.somebody typed": lambda w, t: sign_ups.somebody(t, TODAY),
    "sign_ups.volunteer day": lambda w, t: sign_ups.volunteer(w.service.post, w.member, t, today=TODAY),
    "sign_ups.volunteer hours": lambda w, t: sign_ups.volunteer(w.service.post, w.member, "周三", hours=t, today=TODAY),
    "handbook.set_order typed": lambda w, t: handbook.set_order(t),
    "meeting_rules.add_kind name": lambda w, t: meeting_rules.add_kind(t, KIND),
    "meeting_rules.add_kind values": lambda w, t: meeting_rules.add_kind("工作坊", {**KIND, "regulation": t, "article": "第一条"}),
    "meeting_rules.change_kind values": lambda w, t: _changed_kind({**KIND, "regulation": t, "article": "第一条"}),
    "meetings.add_item title": lambda w, t: meetings.add_item(w.planned, t),
    "meetings.add_item presenter": lambda w, t: meetings.add_item(w.planned, "学习", presenter=t),
    "meetings.add_material title": lambda w, t: meetings.add_material(w.planned, t),
    "meetings.add_material source": lambda w, t: meetings.add_material(w.planned, "公报", source=t),
    "meetings.add_material link": lambda w, t: meetings.add_material(w.planned, "公报", link=t),
    "meetings.reopen reason": lambda w, t: meetings.reopen(_filed(w), t),
    "meetings.cancel reason": lambda w, t: meetings.cancel(w.planned, t),
    "meetings.edit_item title": lambda w, t: meetings.edit_item(w.item, title=t),
    "meetings.edit_item presenter": lambda w, t: meetings.edit_item(w.item, presenter=t),
    **{
        f"meetings.edit_meeting changes {name}": lambda w, t, name=name: meetings.edit_meeting(w.planned, **{name: t})
        for name in ("title", "place", "ordinal", "first_topic", "requirements", "host", "recorder", "audience")
    },
    "meetings.person_field typed": lambda w, t: meetings.person_field("host", t, TODAY),
    **{
        f"meetings.plan_meeting {name}": lambda w, t, name=name: _plan(t, name)
        for name in (
            *("kind", "when", "place", "title", "host", "recorder", "items", "materials"),
            *("first_topic", "requirements", "guests", "ordinal", "audience"),
        )
    },
    "meetings.edit_meeting changes noticed_on": lambda w, t: meetings.edit_meeting(w.planned, noticed_on=t),
    **{
        f"action_items.add_action {name}": lambda w, t, name=name: action_items.add_action(w.meeting, **{"what": "事", name: t}, today=TODAY)
        for name in ("what", "owner", "due")
    },
    **{
        f"action_items.change_action changes {name}": lambda w, t, name=name: action_items.change_action(_agreed(w), **{name: t}, today=TODAY)
        for name in ("what", "owner", "due")
    },
    **{
        f"action_items.finish_action {name}": lambda w, t, name=name: action_items.finish_action(_agreed(w), **{name: t}, today=TODAY)
        for name in ("on", "note")
    },
    **{
        f"copying.copy_meeting {name}": lambda w, t, name=name: copying.copy_meeting(w.meeting, **{"when": "2026年4月1日下午3点", name: t}, now=NOW)
        for name in ("when", "title")
    },
    "meetings.edit_meeting changes until": lambda w, t: meetings.edit_meeting(w.meeting, until=t),
    "meetings.hold until": lambda w, t: meetings.hold(w.planned, "2026年3月9日下午3点", until=t, now=NOW),
    "meetings.hold when": lambda w, t: meetings.hold(w.planned, t, now=NOW),
    "meetings.reschedule when": lambda w, t: meetings.reschedule(w.planned, t, now=NOW),
    "meetings.set_station_na station": lambda w, t: meetings.set_station_na(w.meeting, t, "不适用"),
    "meetings.set_station_na reason": lambda w, t: meetings.set_station_na(w.meeting, "photos", t),
    "pledges.add_pledges words": lambda w, t: pledges.add_pledges(w.post, t),
    "pledges.change_pledge words": lambda w, t: pledges.change_pledge(w.pledge, t),
    "pledges.keep_pledge evidence": lambda w, t: pledges.keep_pledge(w.pledge, day=MARCH, evidence=t, today=TODAY),
    "post_rules.set_categories names": lambda w, t: post_rules.set_categories([t]),
    "post_rules.set_step name": lambda w, t: post_rules.set_step(t, {"behind": "核准"}),
    "post_rules.set_step values": lambda w, t: post_rules.set_step("备案", {"behind": "核准", "aliases": [t]}),
    **{
        f"posts.add_post {name}": lambda w, t, name=name: posts.add_post(**{"name": "科研示范岗", name: t})
        for name in ("name", "number", "category", "duties", "serves", "pledges")
    },
    **{
        f"posts.change_post changes {name}": lambda w, t, name=name: posts.change_post(w.post, **{name: t})
        for name in ("name", "number", "category", "duties", "serves")
    },
    "steps.add_step step": lambda w, t: steps.add_step(w.post, t, day=MARCH),
    "steps.add_step reason": lambda w, t: steps.add_step(w.post, "申报", day=MARCH, reason=t),
    "steps.change_step changes": lambda w, t: steps.change_step(
        steps.add_step(w.post, "申报", day=MARCH), {"reason": t}
    ),
    "setting_up.set_up name": lambda w, t: setting_up.set_up(t),
    "setting_up.set_up facts": lambda w, t: setting_up.set_up("科研示范岗", duties=t),
    "reviews.add_review decision": lambda w, t: reviews.add_review(
        w.service.post, w.service.member, from_day=MARCH, to_day=MARCH, decision={"opinion": t}
    ),
    "reviews.change_review decision": lambda w, t: reviews.change_review(
        reviews.add_review(w.service.post, w.service.member, from_day=MARCH, to_day=MARCH), decision={"opinion": t}
    ),
    "steps.withdraw reason": lambda w, t: steps.withdraw(w.post, day=MARCH, reason=t),
    "duplicates.not_one reason": lambda w, t: duplicates.not_one(Duplicate("contact", _contact().id, _other_contact().id, (), False), t),
    "silence.silence reason": lambda w, t: silence.silence("A01", w.report, reason=t),
    "silence.silence rule": lambda w, t: silence.silence(t),
    "silence.accept text": lambda w, t: silence.accept(t, today=TODAY),
    "silencing.silence reason": lambda w, t: silencing.silence(("record", "meeting", w.meeting.id), "会议记录", t),
    "profiles.store_profile name": lambda w, t: profiles.store_profile(t, profiles.profile_text("gbt9704")),
    "outlines.store_outline text": lambda w, t: outlines.store_outline(f'name = "体裁"\nsource = "{t}"\n', "a.toml"),
    "drafting.write_draft title": lambda w, t: drafting.write_draft(Material("", {}, {}), None, t),
    "profiles.store_profile text": lambda w, t: profiles.store_profile(
        "校报", f"# {t}\n{profiles.profile_text('gbt9704')}"
    ),
    "reports.add_figure caption": lambda w, t: reports.add_figure(w.report, caption=t, photos=w.photos),
    "reports.edit_figure caption": lambda w, t: reports.edit_figure(w.figure, caption=t, photos=w.photos),
    **{
        f"reports.edit_report changes {name}": lambda w, t, name=name: reports.edit_report(w.report, **{name: t})
        for name in ("kicker", "title", "subtitle", "unit", "editors_note", "profile", "outlet", "link")
    },
    "handing_in.hand_in outlet": lambda w, t: handing_in.hand_in(w.report, outlet=t, today=TODAY),
    "handing_in.check_hand_in outlet": lambda w, t: handing_in.check_hand_in(w.report, outlet=t, day="", today=TODAY),
    "handing_in.send_to_review approvers": lambda w, t: handing_in.send_to_review(w.report, {"初审": t}, today=TODAY),
    **{
        f"pack.prepare_pack {name}": lambda w, t, name=name: pack.prepare_pack(w.report, Path("投"), photos=w.photos, **{name: t})
        for name in ("contact", "outlet", "phone")
    },
    "outlets.limit_fields typed": lambda w, t: outlets.limit_fields(_registered("outlet"), t),
    "reports.new_report title": lambda w, t: reports.new_report(t),
    "reports.set_bylines pairs role": lambda w, t: reports.set_bylines(w.report, [(t, "林知远")]),
    "reports.set_bylines pairs names": lambda w, t: reports.set_bylines(w.report, [("文", t)]),
    "reports.set_report_state state": lambda w, t: reports.set_report_state(w.report, t, today=TODAY),
    "reports.set_report_state reason": lambda w, t: reports.set_report_state(
        reports.set_report_state(w.report, "review", today=TODAY), "returned", reason=t, today=TODAY
    ),
    "reports.set_report_state outlet": lambda w, t: reports.set_report_state(
        w.report, "submitted", outlet=t, today=TODAY
    ),
    "roster.add_member name": lambda w, t: roster.add_member(t),
    **{
        f"roster.add_member {name}": lambda w, t, name=name: roster.add_member("顾清和", **{name: t})
        for name in ("standing", "office", "group")
    },
    **{
        f"roster.add_member facts {name}": lambda w, t, name=name: roster.add_member("顾清和", **{name: t})
        for name in roster.FACTS
        if name != "name"
    },
    **{
        f"roster.change_member {name}": lambda w, t, name=name: roster.change_member(w.member, since=MARCH, **{name: t})
        for name in ("standing", "office", "no_office", "group", "vote", "away")
    },
    **{
        f"roster.change_member facts {name}": lambda w, t, name=name: roster.change_member(
            w.member, since=MARCH, **{name: t}
        )
        for name in roster.FACTS
    },
    "administering.script name": lambda w, t: administering.script(t, ["10.0.0.0/8"], []),
    "administering.add_branch name": lambda w, t: administering.add_branch(t),
    "administering.rename_branch name": lambda w, t: administering.rename_branch(1, t),
    "administering.add_seat person": lambda w, t: administering.add_seat(t, "member", [1], "127.0.0.1", 1),
    "administering.end_seat login": lambda w, t: administering.end_seat(t),
    "roster.join_group group": lambda w, t: roster.join_group([w.member], t, since=MARCH),
    "roster.standing_from text": lambda w, t: roster.standing_from(t),
    **{
        f"plans.add_plan values {name}": lambda w, t, name=name: plans.add_plan({"title": "计划", name: t}, today=TODAY)
        for name in plans.PLAN.keys
    },
    "plans.add_plan lines": lambda w, t: plans.add_plan({}, f"党课 每学期1次 {t}", today=TODAY),
    "plans.add_lines typed": lambda w, t: plans.add_lines(plans.add_plan({}, today=TODAY), f"党课 {t}", today=TODAY),
    **{
        f"plans.add_line values {name}": lambda w, t, name=name: plans.add_line(
            plans.add_plan({}, today=TODAY), {"theme": "学习", name: t}, today=TODAY
        )
        for name in plans.LINE_KEYS
    },
    **{
        f"plans.change_line changes {name}": lambda w, t, name=name: plans.change_line(
            plans.add_line(plans.add_plan({}, today=TODAY), {"theme": "学习"}, today=TODAY), today=TODAY, **{name: t}
        )
        for name in plans.LINE_KEYS
    },
    "plan_meetings.make_meetings at": lambda w, t: plan_meetings.make_meetings(
        plans.add_plan({}, "党课 3月30日 学习", today=TODAY), at=t, now=NOW
    ),
    **{
        f"handover.facts {name}": lambda w, t, name=name: handover.facts(
            home(Path("家")), Path("出"), **{"giver": "", "taker": "", name: t}, day=TODAY, today=TODAY
        )
        for name in ("giver", "taker")
    },
    "sheets.put_row typed": lambda w, t: sheets.put_row(_asked(), None, (), (t,), today=TODAY),
}  # fmt: skip
RECORDS: dict[str, Door] = {
    "minutes.write_closing words": lambda w, t: minutes.write_closing(w.meeting, t),
    "minutes.write_item record": lambda w, t: minutes.write_item(w.item, record=t, now=NOW),
    "minutes.write_item dissent": lambda w, t: minutes.write_item(w.item, dissent=t, now=NOW),
    "minutes.write_item resolution": lambda w, t: minutes.write_item(w.item, resolution=t, now=NOW),
    "minutes.write_minutes words": lambda w, t: minutes.write_minutes(w.meeting, f"# 集中学习\n{t}", now=NOW),
    "reports.edit_report changes body": lambda w, t: reports.edit_report(w.report, body=t),
}
# Functions whose texts name what is there already, or what is in no way kept; and those that are parts of a tried one.
NO_DOORS = frozenset(
    {
        # hosts, nets and numbers, which have a form; codes, keys and passphrases, which no file keeps
        *(
            f"administering.{name}"
            for name in ("add_seat host", "add_seat role", "branches text", "script hosts", "script nets")
        ),
        *("join_code.read text", "seat.keep_certificate pem"),
        "seat.under name",  # as the college is called there
        *(f"joining.{name}" for name in ("look text", "new_key passphrase", "take key", "unlock passphrase")),
        "setting_up.check_passphrase passphrase",
        # read as a day and as numbers; the college and the branch as they are called there
        *("asking.draft due", "asking.draft to", "asking.sent_to due", "asking.sent_to to"),
        *("collecting.collect author", "school.write_sheet author", "school_sheets.year_row branch"),
        *("school_sheets.year_row days", "hours_papers.hours_cells name", "hours_papers.hours_cells staff_no"),
        *(
            "learning.read_edited filename",
            "article_import.checked_article filename",
            "article_import.import_article filename",
            "article_import.read_for_import filename",
            "roster.preview_roster filename",
        ),
        *(
            "facts.framework_facts mask",
            "folder.folder_name branch",
            "listing.listed_pieces written",
            "placing.placed strange",
            "registers.result_facts mask",
            "registers.sheet_facts branch",
            "registers.sheet_facts mask",
        ),
        # what is corrected of an article before it is brought in is tried then
        *(
            f"article_corrections.{name}"
            for name in (
                "bare words",
                "is_fixed words",
                "moved part",
                "with_caption caption",
                "with_part part",
                "with_part typed",
                "words_of part",
            )
        ),
        *("contact_import.preview_contacts filename", "contact_import.read_contacts filename"),
        *("difference.changes_words changes", "difference.changes_words label", "difference.in_words said"),
        *(f"difference.refused {name}" for name in ("called", "reason", "told")),  # words of what a cell may keep
        *("adopt.json_of tables", "standing.rules_of there", "versions.take_over keys"),  # what was read, or is there
        *("library.template_from_text name", "library.own_wording key", "task_book.read_task_book filename"),
        *("library.shipped_version key", "covering.points_typed words"),  # what is there
        *("copies.copied below", "copies.copied files", "names.check_path name"),  # names of files that were made
        "meeting_papers.place_of key",
        *("appraisal_import.preview_results filename", "appraisal_import.read_results filename"),
        "appraisals.write_all entries",  # what was read of a sheet, where no cell keeps one, and what was checked
        "appraisals.write_all said",
        *(
            "contacts.checked values",
            "contacts.check_new values",
            "contacts.groups_of groups",
        ),  # parts of the tried ones
        "document_papers.letter_of kind",
        *(f"lists.{name} kind" for name in ("list_paper", "list_stem", "prepare_list", "sheet_bytes", "write_sheet")),
        *("lists.span_typed first", "lists.span_typed last"),  # days
        *("handing_in.hand_in day", "handing_in.check_hand_in day", "handing_in.signed roles"),
        *("outlets.limit_typed typed", "outlets.profile_for name", "pack.phones_of names"),
        "publishing.report_meant typed",
        *("documents.answered typed", "documents.finish typed"),  # a document that is there, a day
        *(
            f"importing.{name}"
            for name in (
                "compare_register kind",
                *(f"{verb}_register {name}" for verb in ("preview", "read") for name in ("kind", "filename")),
            )
        ),
        *("register.bring changed", "register.bring new"),  # by what was tried, row by row
        *(
            "register.check_new values",
            "register.differing given",
            "register.following values",
        ),  # looked over, and not stored
        *("honour_of.columns typed", "honour_of.typed table", "reading.meant typed"),
        *(
            f"reading.{name} typed"
            for name in ("contact", "day", "many_lines", "member", "number", "span", "words", "yes")
        ),
        *(f"reading.{name} key" for name in ("contact", "day", "many_lines", "member", "number", "words", "yes")),
        *("reading.span first_key", "reading.span last_key"),
        *(
            "meetings.planned fields",  # looked over by who plans
            "meetings.planned agenda",
            "meetings.set_state values",
            "preparing.export_report profile_name",
            "preparing.prepare_report profile_name",
            "preview.preview profile_name",
            "pictures.came_from sha",
            "meeting_papers.file_name key",
            "files_there.replaced_words names",
            "contents.of_paper key",
            "contents.of_paper name",
            "contents.page missing",
            "folders.is_left_by_system name",
            "report_files.paper_of typed",
            "meeting_papers.papers_of typed",
            "meeting_papers.meeting_facts typed",
            "listing_order.list_people_by order",
            *(
                f"guests.{name}"
                for name in ("append_guest fields", "with_contact fields", "new_names there", "new_names names")
            ),
            *(f"guests.guest_fields {name}" for name in ("name", "position", "topic")),
            "preview.page_count sizes",
            "roster_writing.write_entries places",
            "plans.read_lines typed",  # a part of the tried ones
        ),
        *("log.drafted text", "log.drafted by", "log_lines.preview_paste by", "log_lines.write_lines what"),
        *("log.read_entry text", "log.draft_of by", "log_lines.preview_lines by", "log_figures.follow before"),
        *("log_lines.read_lines text", "log_lines.read_line text"),
        *("log_import.preview_import filename", "log_import.preview_sheet filename"),
        *("silencing.silence key", "silencing.silence words"),
        *("check.check kind", "check.check_file filename", "check.check_file kind", "check.draft_from changes"),
        *(  # names of columns and of differences, and sides: what is written of two stands in a row already
            "choices.by take",
            "choices.check_decided decided",
            *(f"choices.difference {name}" for name in ("group", "label", "name")),
            *(f"choices.{name} group" for name in ("fields_of", "says", "taken", "told", "values")),
            "choices.taken choose",
            "contacts.columns values",  # of `join_contacts`
            "following.follow choose",
            "joining.join take",
            "timelines.follow choose",
        ),
        *("profiles.profile name", "profiles.profile_text name"),
        *(f"outlines.{name}" for name in ("copied name", "copied new", "entry name", "limit_of kind", "outline name")),
        *("outlines.store_outline file", "changed_facts.follow before", "check.proofer_for kind"),
        *(f"drafting.draft_from_{thing} kind" for thing in ("activity", "honour", "meeting", "outline")),
        *("drafting.outline_for kind", "post_draft.draft_from_post kind", "reports.new_report kind"),
        *("starting.draft kind", "starting.draft words", "starting.points kind"),
        *("figure_order.by_place body", "reports.edit_figure width"),
        *(
            "hours_rules.figure_named text",
            "hours_rules.no_end_named text",
            "ledgers.rules_seen own",
            "meeting_rules.rules_read own",
        ),
        *("hours_rules.set_hours name", "hours_rules.restore_default name", "ledgers.ledger_as offices"),
        *("hours_import.preview_trainings filename", "hours_import.read_trainings filename"),
        *("demo.build_trainings rows", "kinds.growth_columns typed"),
        *("post_rules.figure_named text", "post_rules.leave_out_step name", "post_rules.restore_default name"),
        *("post_rules.rules_seen own", "post_rules.set_figure name"),
        *(
            "input_checks.line value",
            "input_checks.line what",
            "input_checks.text value",
            "input_checks.text what",
            "input_checks.remark text",
        ),
        *("input_checks.record_text value", "input_checks.record_text what", "input_checks.remark before"),
        *("input_checks.refuse_citizen_id value", "input_checks.refuse_citizen_id what"),
        *("meeting_papers.folder_named kind", "meeting_papers.folder_named title", "export.mark_lost lost"),
        *("ballots.figure typed", "ballots.figure what", "ballots.kind_guessed title"),
        *("ballots.usual_way kind", "ballots.so_far typed"),
        *("ballots.withdraw_ballot kind", "ballots.withdraw_ballot facts"),
        *(
            "concurrent_edits.save_dirty shown",
            "concurrent_edits.save_dirty again",
            "concurrent_edits.save_dirty typed",
            "history.row_of table",
        ),
        *("history.owner table", "undo.bring_back listed_id", "merging.called table", "merging.find text"),
        *("merging.settle_all name", "resolving.joins table"),
        *("roster.compare_roster answers", "roster.preview_roster answers", "roster_diff.difference answers"),
        *("roster_writing.write_events events", "roster_questions.about key"),
        *("roster_questions.checked answers", "roster_questions.choices key"),
        *(f"roster_questions.open_questions {name}" for name in ("standing", "vote", "away")),
        "roster_questions.away_reason key",
        *("meetings.clear_station_na station", "meetings.person_field name", "meetings.plan_meeting group"),
        *("of_group.group_on typed",),
        *(f"meeting_rules.{name} limit" for name in ("is_default", "restore_default", "set_limit", "switch_off")),
        *(f"meeting_rules.{name} limit" for name in ("is_set", "may_switch_off", "remind_again")),
        *("meeting_rules.change_kind name", "meeting_rules.remove_kind name"),
        *("meeting_rules.limit_named text", "meeting_rules.not_held what"),
        *(f"roster.new_member {name}" for name in ("values", "standing", "office", "group")),
        # A passphrase and what it unlocks are kept nowhere, a folder is named by its path.
        *(f"setting_up.{name} passphrase" for name in ("begin", "join", "unlock", "change_passphrase")),
        *(
            "starting.fetch passphrase",
            "setting_up.chosen text",
            "setting_up.join key",
            "reading.ask key",
            "syncing.sync key",
        ),
        *("syncing.change_passphrase key", "syncing.change_passphrase passphrase"),
        "handover.facts files",
        *(
            "sheets.put_row before",
            "sheets.take_off_row before",
            "sheets.fill_alike before",
        ),  # rows that are there
        *("sheets.keep_rows rows", "sheet_file.read filename"),  # `sheet_file.bring` has looked at each cell
        *("lateness.note_synced left", "lateness.note_trouble words"),  # sentences of ours
        *("said.differs stored", "said.line text", "said.shown said"),  # of the same
        "meeting_rules.rules_with own",  # what is stored
        "requests.take_in unit",  # where it holds one, that is left out, as of all that the college says
        *("merging.settle rows", "packages.opened key", "packages.prepare key"),  # what a merge brought; keys
        *("publishing.prepare public", *(f"stored_files.carry {name}" for name in ("key", "known", "public"))),
    },
)


def _names_fields(annotation: object) -> bool:
    """Whether an annotation is a TypedDict or holds one: what it takes is said at another place."""
    return is_typeddict(annotation) or any(map(_names_fields, get_args(annotation)))


def test_every_text_that_a_workflow_takes_is_tried_or_known_to_be_no_door() -> None:
    """A new workflow that takes words goes into DOORS (refused), RECORDS (kept, and told), or NO_DOORS (not stored)."""
    taken = set()
    for module in pkgutil.walk_packages(branchtui.workflows.__path__, "branchtui.workflows."):
        room = importlib.import_module(module.name)
        for name, function in inspect.getmembers(room, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == room.__name__:
                parameters = inspect.signature(function).parameters.values()
                taken |= {
                    f"{module.name.rpartition('.')[2]}.{name} {p.name}"
                    for p in parameters
                    if "str" in str(p.annotation) or p.kind is p.VAR_KEYWORD or _names_fields(p.annotation)
                }
    tried = {" ".join(door.split()[:2]) for door in (*DOORS, *RECORDS)}
    new, gone = sorted(taken - tried - NO_DOORS), sorted((tried | NO_DOORS) - taken)
    assert not new, f"say of {new} in DOORS, RECORDS or NO_DOORS what becomes of a citizen id typed there"
    assert not gone, f"{gone} is no more: take it out"


@pytest.mark.parametrize("door", DOORS)
def test_no_door_takes_a_citizen_id_nor_quotes_it(world: World, door: str) -> None:
    for spelling in SPELLINGS:
        with pytest.raises(BranchError) as refused:
            DOORS[door](world, spelling)
        shown = fit_to_show(str(refused.value))
        assert not [part for part in spelling.split() if len(part) > 3 and part in shown]
    assert _held() == []


@pytest.mark.parametrize("door", RECORDS)
def test_a_record_keeps_what_was_written(world: World, door: str) -> None:
    RECORDS[door](world, f"张三（{ID}）发言。")
    assert _held()
    assert input_checks.remark(f"张三（{ID}）发言。").startswith("记录里好像有身份证号，请核对")
    assert input_checks.remark("张三发言。") == ""
    assert input_checks.remark(f"{ID}，改了一处", f"{ID}") == "", "it was told of when it came"


def test_the_name_of_a_picture_is_kept_without_it(world: World, tmp_path: Path) -> None:
    picture = tmp_path / f"张三{ID}.jpg"
    Image.new("RGB", (40, 30)).save(picture)
    reports.edit_figure(world.figure, photo=picture, photos=world.photos)
    assert [photo.name for photo in Photo.select()] == ["张三（像是身份证号）.jpg"]
    assert _held() == []


def _held() -> list[str]:
    """The tables whose cells hold the id."""
    digits = ("110101", "１１０１０１", "1101 0119")
    tables = [name for (name,) in sql.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        table
        for table in tables
        for row in sql.rows(f'SELECT * FROM "{table}"')
        if any(isinstance(cell, str) and any(piece in cell for piece in digits) for cell in row)
    ]
