"""Posts: a step that can be taken once the notice has ended, a review that is due, a log that has gone silent."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts, PostFact, midnight
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day

if TYPE_CHECKING:
    from branchtui.rules.posts.chain import PostRules

_TOLD_BEFORE = 31  # days: a review is told of from then on
_REVIEW = "考核"


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """What is to be done for each post, and what the branch has set about posts and can't be used."""
    if not facts.posts or facts.post_rules is None:
        return
    from branchtui.rules.posts.chain import since  # a branch without posts does not wait for it

    ruled = facts.post_rules()
    services = facts.last_services()
    for problem in ruled.problems:
        duty = Duty("post_setting", "本支部的岗位设置有误", "", problem, basis=problem, rule=f"post_setting:{problem}")
        yield Found("contradictions", datetime.max, duty)
    for post in facts.posts:
        state, first = since(post.steps, ruled, today)
        if state == "publicised":
            yield from _after_notice(post, ruled, today)
        if state == "active" and first is not None:
            yield from _review(post, ruled, first, today)
            last = max(filter(None, (services.get(post.id), first)))
            yield from _silent(post, ruled, last, last == services.get(post.id), today)


def _after_notice(post: PostFact, rules: "PostRules", today: date) -> Iterator[Found]:
    from branchtui.rules.posts.chain import next_step

    coming = next_step(post.steps, rules, today)
    if coming is None or coming.from_day is None or coming.from_day > today:
        return
    ended = coming.from_day - timedelta(1)
    duty = Duty(
        *("post_step", f"{coming.name}：{post.name}", f"{coming.from_day} 起", rules.clause("notice_working_days")),
        ("post", post.id),
        when=near_day(coming.from_day, today),
        basis=f"公示{chinese_day(ended)}期满，可以办理{coming.name}。",
        rule=f"post_step:{coming.from_day}",
    )
    yield Found("due", midnight(coming.from_day), duty)


def _review(post: PostFact, rules: "PostRules", active: date, today: date) -> Iterator[Found]:
    from branchtui.rules.deadlines import months_after

    taken = [step.day for step in post.steps if step.name == _REVIEW and step.day <= today]
    last = max(filter(None, (*taken, post.reviewed, active)))
    end = months_after(last, rules.review_months)
    if end - timedelta(_TOLD_BEFORE) > today:
        return
    known = f"{'在岗' if last == active else '上一次考核'}从{chinese_day(last)}算起。"
    duty = Duty(
        *(
            "post_review",
            f"{_REVIEW}示范岗：{post.name}",
            f"{end} 前",
            rules.clause("review_months"),
            ("post", post.id),
        ),
        when=near_day(end, today),
        basis=f"每 {rules.review_months} 个月考核一次（{rules.clause('review_months')}）。",
        known=known,
        rule=f"post_review:{end}",
    )
    yield owed(end_of(end), today, duty)


def _silent(post: PostFact, rules: "PostRules", last: date, served: bool, today: date) -> Iterator[Found]:
    days = (today - last).days
    if days <= rules.silent_days:
        return
    end = last + timedelta(rules.silent_days)
    duty = Duty(
        *("post_silent", f"{post.name}已有 {days} 天没有服务记录", f"{end} 前", rules.clause("silent_days")),
        ("post", post.id),
        when=near_day(end, today),
        basis=f"在岗的示范岗，{rules.silent_days} 天内应有服务记录（{rules.clause('silent_days')}）。",
        known=f"{'最近一次服务' if served else '在岗'}：{chinese_day(last)}。",
        rule=f"post_silent:{last}",
    )
    yield owed(end_of(end), today, duty)
