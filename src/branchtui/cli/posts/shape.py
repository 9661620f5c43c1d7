"""The shape of a post as `show post` gives it: for scripts, and in lines for people."""

from datetime import date
from typing import Any

from branchtui.rules.posts.pledges import hint
from branchtui.rules.services import SOURCES, STATES
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.queries.post_view import PostView, Scored
from branchtui.store.short_ids import short_id
from branchtui.workflows.posts.post_rules import rules_seen


def post_shape(seen: PostView, today: date) -> dict[str, Any]:
    """All of a post but its log. Scores are points, as people write them."""
    rules, row = rules_seen(seen.rules), seen.row
    state, since = seen.since(rules, today)
    coming = seen.next_step(rules, today)
    return {
        "id": short_id(row),
        "number": row.number,
        "name": row.name,
        "category": row.category,
        "state": state,
        "since": since,
        "next": {"step": coming.name, "from": coming.from_day, "missing": list(coming.missing)} if coming else None,
        "duties": row.duties.splitlines(),
        "serves": row.serves,
        "holders": [
            {"id": short_id(each), "name": seen.names[each.member_id], "from": each.from_day, "to": each.to_day}
            for each in seen.holders
        ],
        "steps": [
            {
                "id": short_id(each),
                "step": each.step,
                "from": each.day,
                "to": each.to_day,
                "meeting": short_id(each.meeting_id) if each.meeting_id else None,
                "reason": each.reason,
            }
            for each in seen.steps
        ],
        "pledges": [
            {
                "id": short_id(each),
                "words": each.words,
                "kept_on": each.kept_on,
                "evidence": each.evidence,
                "hint": hint(each.words),
            }
            for each in seen.pledges
        ],
        "reviews": [
            {
                "id": short_id(each.row),
                "name": each.name,
                "from": each.row.from_day,
                "to": each.row.to_day,
                "scores": _scores(each),
                "total": each.total / 10 if each.total is not None else None,
                "grade": each.grade(rules),
                "decided_on": each.row.decided_on,
                "meeting": short_id(each.row.meeting_id) if each.row.meeting_id else None,
                "opinion": each.row.opinion,
            }
            for each in seen.reviews
        ],
    }


def _scores(review: Scored) -> dict[str, Any]:
    return {
        source: {
            "score": given.tenths / 10 if (given := review.scores.get(source)) else None,
            "weight": weight,
            "answered": given.answered if given else None,
            "by": review.collectors.get(given.collector_id, "") if given and given.collector_id else "",
            "day": given.day if given else None,
        }
        for source, weight in review.weights.items()
    }


def in_lines(shape: dict[str, Any]) -> dict[str, Any]:
    """The same, with what is told of its log, each of its parts as one line."""
    coming = shape["next"]
    return {
        **shape,
        "next": _next_words(coming) if coming else "",
        "holders": [f"{each['name']}  {_span(each['from'], each['to'], open_end='今')}" for each in shape["holders"]],
        "steps": [
            "  ".join(filter(None, (each["step"], _span(each["from"], each["to"]), each["meeting"], each["reason"])))
            for each in shape["steps"]
        ],
        "pledges": [
            f"{number}  {each['words']}  {_kept(each)}".rstrip() for number, each in enumerate(shape["pledges"], 1)
        ],
        "reviews": [_review_words(each) for each in shape["reviews"]],
        "totals": [_totals_words(shape)] if shape["log"] else [],
        "log": [_service_words(each) for each in shape["log"]],
    }


def _next_words(coming: dict[str, Any]) -> str:
    when = f"（{chinese_day(coming['from'])}起）" if coming["from"] else ""
    return "，".join([f"{coming['step']}{when}", *coming["missing"]])


def _span(first: date, last: date | None, open_end: str = "") -> str:
    end = chinese_day(last) if last else open_end
    return f"{chinese_day(first)}至{end}" if end else chinese_day(first)


def _kept(pledge: dict[str, Any]) -> str:
    return f"{chinese_day(pledge['kept_on'])}兑现：{pledge['evidence']}" if pledge["kept_on"] else ""


def _totals_words(shape: dict[str, Any]) -> str:
    beside = sum(each["hours_taking_part"] for each in shape["log"])
    part = f"（其中同去的人 {beside:g} 小时）" if beside else ""
    return f"{shape['totals']['hours']:g} 小时{part}，{shape['totals']['served']} 人次"


def _service_words(service: dict[str, Any]) -> str:
    served = f"{service['served']}人次" if service["served"] is not None else ""
    state = "" if service["state"] == "done" else STATES[service["state"]]
    beside = f"同去的人{service['hours_taking_part']:g}小时" if service["hours_taking_part"] else ""
    told = [service["day"].isoformat(), service["by"], f"{service['hours']:g}小时", service["what"], served]
    return "  ".join(filter(None, [*told, service["result"], beside, state]))


def _review_words(review: dict[str, Any]) -> str:
    scores = "、".join(
        f"{SOURCES[source]} {each['score']:g}" for source, each in review["scores"].items() if each["score"] is not None
    )
    total = f"总分 {review['total']:g}" if review["total"] is not None else ""
    days = _span(review["from"], review["to"])
    return "  ".join(filter(None, (review["name"], days, scores, total, review["grade"], review["opinion"])))
