"""From a post to its papers, and to Word files in a folder."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.rules.posts.chain import STATES, PostRules
from branchtui.rules.posts.terms import Term
from branchtui.rules.services import SOURCES
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Post, PostHolder
from branchtui.store.queries import people, post_view
from branchtui.store.queries.post_view import Basis, PostView, Scored
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.posts.post_rules import rules_seen
from branchtui.workflows.posts.written.log_facts import log_facts, this_year, year_facts
from branchtui.workflows.profiles import profile, template_of

if TYPE_CHECKING:
    from branchtui.papers.facts.posts import HolderFact, PostFacts, ReviewFacts

_NOTICE, _AWARD = "公示", "授牌"


def post_facts(view: PostView, rules: PostRules, today: date) -> "PostFacts":
    """Everything the papers of a post say, as of a day: of holders all there were."""
    from branchtui.papers.facts.posts import PledgeFact, PostFacts, StepFact

    row = view.row
    state, _ = view.since(rules, today)
    notices = [step for step in view.dated if step.name == _NOTICE]
    awards = [step.day for step in view.dated if step.name == _AWARD]
    # What it was set up on: not a meeting at which its holders reported later.
    founding = [step for step in view.steps if not awards or step.day <= awards[0]]
    bases = [_basis(view.meetings.get(step.meeting_id)) for step in founding if step.meeting_id]
    return PostFacts(
        branch=(view.branch or people.the_branch()).name,
        name=row.name,
        number=row.number,
        category=row.category,
        basis=next(filter(None, bases), ""),
        duties=tuple(filter(None, map(str.strip, row.duties.splitlines()))),
        serves=row.serves,
        pledges=tuple(PledgeFact(each.words, each.kept_on, each.evidence) for each in view.pledges),
        holders=_holders(view, view.holders),
        steps=tuple(
            StepFact(each.step, each.day, each.to_day, _basis(view.meetings.get(each.meeting_id or b"")), each.reason)
            for each in view.steps
        ),
        public_from=notices[-1].day if notices else None,
        public_to=notices[-1].to_day if notices else None,
        awarded_on=awards[-1] if awards else None,
        state=STATES[state],
    )


def review_facts(view: PostView, review: Scored, rules: PostRules, today: date) -> "ReviewFacts":
    """Everything the paper of a review says."""
    from branchtui.papers.facts.posts import ReviewFacts, ScoreFact

    return ReviewFacts(
        post=post_facts(view, rules, today),
        first_day=review.row.from_day,
        last_day=review.row.to_day,
        scores=tuple(
            ScoreFact(
                SOURCES[source],
                weight,
                given.tenths / 10 if (given := review.scores.get(source)) else None,
                given.answered if given else None,
                review.collectors.get(given.collector_id, "") if given and given.collector_id else "",
            )
            for source, weight in review.weights.items()
            if weight or source in review.scores
        ),
        total=review.total / 10 if review.total is not None else None,
        grade=review.grade(rules),
        opinion=review.row.opinion,
        name=review.name,
        day=review.row.decided_on,
    )


def papers_of(view: PostView, today: date, span: Term | None = None) -> list[tuple[str, Paper]]:
    """(name, paper) for every paper this post can have by now, in the order of a folder; reviews the latest first.

    The log and the summary are about the days of `span`, or this year; they are made where anything was done in them.
    """
    from branchtui.papers import post_log
    from branchtui.papers.registry import LOG, YEAR

    rules = rules_seen(view.rules)
    log = log_facts(view, post_facts(view, rules, today), span or this_year(today), today)
    between = f"_{_numbers(log.first_day, log.last_day)}"
    of_log = [
        (f"{LOG}{between}", post_log.service_log(log)),
        (f"{YEAR}{between}", post_log.post_year(year_facts(view, log, rules))),
    ]
    return [*_own(view, today), *(of_log if log.rows else ()), *_reviews(view, today)]


def papers_seen(view: PostView, today: date) -> list[tuple[str, Paper]]:
    """Those of them that `view` tells all of: without the log, which is read by itself, and the summary."""
    return [*_own(view, today), *_reviews(view, today)]


def _own(view: PostView, today: date) -> list[tuple[str, Paper]]:
    from branchtui.papers.registry import PLATE, POST_PAPERS

    facts = post_facts(view, rules_seen(view.rules), today)
    # A notice names whom it is about: not those who had left the post before. A plate names those who hold it.
    proposed = [row for row in view.holders if row.to_day is None or row.to_day >= (facts.public_from or row.from_day)]
    about = {
        _NOTICE: replace(facts, holders=_holders(view, proposed)),
        PLATE: replace(facts, holders=_holders(view, view.holders_on(today))),
    }
    each_about = ((each, about.get(each.name, facts)) for each in POST_PAPERS)
    return [(each.name, each.make(told)) for each, told in each_about if each.ready(told)]


def _reviews(view: PostView, today: date) -> list[tuple[str, Paper]]:
    from branchtui.papers import posts
    from branchtui.papers.registry import REVIEW

    rules = rules_seen(view.rules)
    return [
        (
            f"{REVIEW}_{review.name}_{_numbers(review.row.from_day, review.row.to_day)}",
            posts.review(review_facts(view, review, rules, today)),
        )
        for review in view.reviews
    ]


def post_folder(post: Post) -> str:
    """The name of the folder of a post's papers: 示范岗_02_教务管理工作示范岗."""
    return safe_filename("_".join(filter(None, ("示范岗", post.number, post.name))))


def prepare_post(post: Post, folder: Path, *, today: date, span: Term | None = None, photos: PhotoStore) -> Export:
    """Every paper of a post, numbered, for `folder`; `span` as in `papers_of`."""
    look = profile(MEETING_PROFILE)
    papers = papers_of(post_view.view(post.id), today, span)
    named = [(safe_filename(f"{number:02d}_{name}"), paper) for number, (name, paper) in enumerate(papers, 1)]
    return Export(named, folder, look, template_of(look), photos)


def _holders(view: PostView, rows: Iterable[PostHolder]) -> tuple["HolderFact", ...]:
    from branchtui.papers.facts.posts import HolderFact

    return tuple(HolderFact(view.names[row.member_id], row.from_day, row.to_day) for row in rows)


def _numbers(first: date, last: date) -> str:
    return f"{first:%Y%m%d}-{last:%Y%m%d}"


def _basis(meeting: Basis | None) -> str:
    return f"{chinese_day(meeting.day)}{meeting.kind}“{meeting.title}”" if meeting else ""
