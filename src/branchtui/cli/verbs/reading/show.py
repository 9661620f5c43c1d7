"""show: all of one thing."""

import argparse
from collections.abc import Callable
from typing import Any

from branchtui.cli.attached import attached
from branchtui.cli.meetings.ballots import ballot_json, ballot_line
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, block, data, document
from branchtui.cli.things import THING_HELP, find_contact, find_meeting, find_member, find_post, find_report
from branchtui.cli.words import in_words, masked
from branchtui.rules.reports.states import FACTS
from branchtui.rules.roster import ASPECTS, OPEN, STANDINGS
from branchtui.store.models import (
    ActionItem,
    AgendaItem,
    Appraisal,
    Approval,
    Attachment,
    Ballot,
    BallotExclusion,
    Byline,
    Contact,
    DevelopmentStep,
    Document,
    Fact,
    Figure,
    Growth,
    Guest,
    Helper,
    HelperEvent,
    Honour,
    LexiconEntry,
    Material,
    Meeting,
    Member,
    Outlet,
    PartnerActivity,
    Plan,
    PlanItem,
    Pledge,
    Post,
    PostHolder,
    PostStep,
    Publication,
    Rectification,
    Report,
    Review,
    Row,
    Service,
    Talk,
)
from branchtui.store.models.columns import caption
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.contradictions.frozen_lists import kept_reasons
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.member_card import member_card
from branchtui.store.queries.registers import publications
from branchtui.store.short_ids import short_id
from branchtui.workflows.meeting_rules import kind_seen
from branchtui.workflows.voting.results import counted

_THINGS: dict[str, type[Row]] = {
    "meeting": Meeting,
    "report": Report,
    "post": Post,
    "member": Member,
    "contact": Contact,
    "activity": PartnerActivity,
    "helper": Helper,
    "growth": Growth,
    "honour": Honour,
    "talk": Talk,
    "rectification": Rectification,
    "appraisal": Appraisal,
    "document": Document,
    "development": DevelopmentStep,
    "wording": LexiconEntry,
    "plan": Plan,
    "outlet": Outlet,
    "publication": Publication,
}
_DERIVED = {
    "id": "编号", "when": "时间", "until": caption(Meeting, "ends_at"), "late": "补记", "expected": "应到", "present": "实到",
    "unmarked": "未点名", "people": "应到人员", "kept": "应到名单与名册不符而保留", "guests": Guest.noun,
    "materials": Material.noun, "items": AgendaItem.noun, "attachments": Attachment.noun, "actions": ActionItem.noun, "stations": "六项", "next": "下一步", "figures": Figure.noun,
    "ballots": Ballot.noun, "exclusions": BallotExclusion.noun,
    "bylines": Byline.noun, "approvals": Approval.noun, "publications": Publication.noun, "report": Report.noun, "facts": Fact.noun, "events": "情况变化",
    "number": "岗位编号", "state": caption(Meeting, "state"), "since": "自", "holders": PostHolder.noun, "steps": PostStep.noun, "pledges": Pledge.noun, "reviews": Review.noun,
    "part_of": "参加过", "growth": Growth.noun, "growth_this_year": "今年学习发展", "study_hours": "学时", "year": "年度", "target": "应达学时", "behind": "还差", "honours": Honour.noun,
    "appraisals": Appraisal.noun, "talks": Talk.noun, "with": caption(Talk, "to"), "staff_no": caption(Member, "staff_no"),
    "day": "日期", "from": "起始日", "to": "截止日", "days": "天数", "entries": "项数", "name": "姓名", "of": "属于", "hours": "学时", "cost": "费用（元）",
    "event_count": HelperEvent.noun, "helped": HelperEvent.noun, "handled": "办理情况", "answered_by": "答复它的文件", "lacking": "还没有写", "double": "文号", "honour_count": Honour.noun,
    "standing": ASPECTS["standing"], "stages": "经历", "dues": "要办的", "taken": DevelopmentStep.noun,
    "lines": PlanItem.noun, "occasions": "会议", "told": "注意",
    "posts": Post.noun, "totals": "合计", "log": Service.noun,
    "served_this_year": "今年服务", "service_hours": "小时", "served": "人次", "results": "成效",
}  # fmt: skip


def register(commands: Any) -> None:
    """`show`."""
    parser = add_command(commands, "show", "显示一件事的全部内容", "branchtui show meeting 3fa91c20")
    parser.words.add_argument("thing", choices=list(_SHOWS), metavar="什么", help=THING_HELP)
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--pages", action="store_true", help="新闻稿、会议、示范岗：看打印出来的每一页")
    add_json(parser)
    parser.set_defaults(action=_show)


def _show(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.pages:
        from branchtui.cli.printing.pages import show_pages

        show_pages(arguments.thing, arguments.id, session, as_json=arguments.json)
        return 0
    thing = _SHOWS[arguments.thing](arguments.id, session)
    if arguments.json:
        document(thing)
    else:
        if arguments.thing == "post":
            from branchtui.cli.posts.shape import in_lines

            thing = in_lines(thing)
        _print_thing(_THINGS[arguments.thing], thing)
    return 0


def _show_meeting(text: str, session: Session) -> dict[str, Any]:
    seen = view(find_meeting(text).id)
    row, heads, kind = seen.row, seen.head_count, kind_seen(seen)
    return {
        "id": short_id(row),
        "kind": row.kind,
        "ordinal": row.ordinal,
        "title": row.title,
        "when": f"{meetings.begins(row):%Y-%m-%d %H:%M}",
        "until": f"{row.ends_at:%Y-%m-%d %H:%M}" if row.ends_at else None,
        "place": row.place,
        "host": seen.host,
        "recorder": seen.recorder,
        "state": row.state,
        "reason": row.reason,
        "recorded_on": row.recorded_on,
        "late": meetings.is_late(row),
        "expected": heads.expected,
        "present": heads.present,
        "unmarked": heads.unmarked,
        "people": [
            {
                "name": person.name,
                "standing": person.standing,
                "votes": person.votes,
                "state": person.state,
                "reason": person.reason,
            }
            for person in seen.expected(kind)
        ],
        "kept": [
            {"name": people.member(member).name, "reason": reason} for member, reason in kept_reasons(row).items()
        ],
        "guests": [{"name": guest.name, "position": guest.position, "topic": guest.topic} for guest in seen.guests],
        "audience": row.audience,
        "audience_who": row.audience_who,
        "materials": [material.title for material in seen.materials],
        "items": [
            {
                "title": item.title,
                "presenter": seen.presenters[item.id],
                "record": item.record,
                "resolution": item.resolution,
                "dissent": item.dissent,
            }
            for item in seen.items
        ],
        "actions": [
            {
                "id": short_id(action),
                "what": action.what,
                "owner": seen.owners[action.id],
                "due": action.due,
                "done_on": action.done_on,
                "done_note": action.done_note,
            }
            for action in seen.actions
        ],
        "ballots": [
            {
                "item": each.item.title,
                "kind": each.row.kind,
                "motion": each.about,
                "candidate": each.candidate,
                "way": each.row.way,
                **ballot_json(each),
                "result": each.word,
            }
            for each in counted(seen, kind)
        ],
        "exclusions": [
            {"name": seen.names[member].name, "ground": each.ground, "consent": each.consent, "voted": each.voted}
            for member, each in seen.exclusions.items()
        ],
        "closing": row.closing,
        "attachments": attached(seen.attachments),
        "stations": [{"name": station.name, "state": station.state, "why": station.why} for station in seen.stations],
        "next": step.told if (step := seen.next_step(session.now)) else "",
    }


def _show_report(text: str, session: Session) -> dict[str, Any]:
    row = find_report(text)
    return {
        "id": short_id(row),
        "kicker": row.kicker,
        "title": row.title,
        "subtitle": row.subtitle.splitlines(),
        "kind": row.kind,
        "unit": row.unit,
        "dated": row.dated,
        "editors_note": row.editors_note,
        "body": row.body,
        "figures": [
            {"mark": figure.mark, "caption": figure.caption, "photo": figure.photo.name if figure.photo else ""}
            for figure in reports.figures(row)
        ],
        "bylines": [{"role": line.role, "names": line.names} for line in reports.bylines(row)],
        "facts": {key: fact.value for key, fact in reports.facts(row).items()},
        "state": row.state,
        "reason": row.reason,
        "outlet": row.outlet,
        "submitted_on": row.submitted_on,
        "link": row.link,
        "profile": row.profile,
        "approvals": [
            {"step": each.step, "name": each.name, "opinion": each.opinion, "day": each.day}
            for each in reports.approval_rows(row.id)
        ],
        "publications": [
            {"id": short_id(each.id), "outlet": each.outlet, "level": each.level, "day": each.day, "link": each.link}
            for each in publications.of_report(row.id)
        ],
    }


def _show_post(text: str, session: Session) -> dict[str, Any]:
    from branchtui.cli.posts.services import totals_and_log
    from branchtui.cli.posts.shape import post_shape
    from branchtui.store.queries.post_view import view as post_view

    post = find_post(text)
    return {**post_shape(post_view(post.id), session.today), **totals_and_log(post)}


def _show_member(text: str, session: Session) -> dict[str, Any]:
    from branchtui.cli.registers.shape import of_member
    from branchtui.cli.year.shape import of_member as year_of_member

    row = find_member(text, session.today)
    card = member_card(row.id, session.today)
    return {
        "id": short_id(row),
        "name": row.name,
        "staff_no": row.staff_no,
        "sex": row.sex,
        "born": row.born,
        "education": row.education,
        "job": row.job,
        "title": row.title,
        "phone": masked(row.phone),
        "events": [
            {
                "aspect": ASPECTS[event.aspect],
                "subject": event.subject,
                "from": None if event.on == OPEN else event.on,
                "value": _event_value(event.aspect, event.value),
            }
            for event in sorted(people.events(row), key=lambda event: event.on)
        ],
        "posts": [
            {"id": short_id(held.post), "name": held.name, "from": held.term.from_day, "to": held.term.to_day}
            for held in card.posts
        ],
        "served_this_year": {
            "service_hours": sum(card.served.half_hours.values()) / 2,
            "served": card.served.people,
            "results": [f"{total}{unit}" for unit, total in card.served.results],
        },
        **of_member(row.id, session.today),
        **year_of_member(row.id),
    }


def _show_contact(text: str, session: Session) -> dict[str, Any]:
    from branchtui.cli.registers.shape import used

    row = find_contact(text)
    return {
        "id": short_id(row),
        "name": row.name,
        "unit": row.unit,
        "position": row.position,
        "phone": masked(row.phone),
        "groups": row.groups,
        "agreed_on": row.agreed_on,
        "agreed_until": row.agreed_until,
        "part_of": used(row.id),
    }


def _register(kind: str) -> Callable[[str, Session], dict[str, Any]]:
    def show_row(text: str, session: Session) -> dict[str, Any]:
        from branchtui.cli.registers.shape import SHOWS  # needed by these alone
        from branchtui.cli.year.shape import SHOWS as OF_YEAR

        return {**SHOWS, **OF_YEAR}[kind](text, session)

    return show_row


def _show_plan(text: str, session: Session) -> dict[str, Any]:
    from branchtui.cli.year.plans import shown

    return shown(text, session)


def _event_value(aspect: str, value: str) -> str:
    if aspect == "group":
        group = people.groups().get(value)
        return group.name if group else ""
    return STANDINGS.get(value, {"in": "是", "out": "否"}.get(value, value))


def _print_thing(model: type[Row], thing: dict[str, Any]) -> None:
    for key, value in thing.items():
        if value in ("", None, [], {}, False):
            continue
        # The name of a post is no person's, and what a document has is called as in its form.
        own = key in model._meta.fields and key != "id" and (key == "name" or model is Document)
        label = caption(model, key) if own else _DERIVED.get(key) or caption(model, key)
        if isinstance(value, list):
            data(f"{label}：")
            for part in value:
                if key == "ballots":
                    block(f"  {ballot_line(part)}")
                    continue
                words = [in_words(name, word) for name, word in part.items()] if isinstance(part, dict) else [str(part)]
                block("  " + "  ".join(word for word in words if word))
        elif isinstance(value, dict):
            called = {**_DERIVED, **FACTS} if key == "facts" else _DERIVED
            told = [f"{called.get(name, name)} {in_words(name, word)}" for name, word in value.items() if word]
            if told:
                data(f"{label}：{'；'.join(told)}")
        else:
            block(f"{label}：{'是' if value is True else in_words(key, value)}")


_SHOWS: dict[str, Callable[[str, Session], dict[str, Any]]] = {
    "meeting": _show_meeting,
    "report": _show_report,
    "post": _show_post,
    "member": _show_member,
    "contact": _show_contact,
    "plan": _show_plan,
    **{
        kind: _register(kind)
        for kind in (
            "activity",
            "helper",
            "growth",
            "honour",
            "document",
            "development",
            "talk",
            "rectification",
            "appraisal",
            "outlet",
            "publication",
            "wording",
        )
    },
}
