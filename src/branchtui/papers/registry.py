"""The papers there are. One entry here and its function is all that a paper of a meeting or a post needs to be shown and exported."""

from collections.abc import Callable
from dataclasses import dataclass

from branchtui.papers import meetings, posts
from branchtui.papers.facts.meetings import MeetingFacts
from branchtui.papers.facts.posts import PostFacts
from branchtui.papers.tree import Paper


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """One paper of a meeting: `name` is what it is called, also in file names; `ready` tells whether it can be made."""

    key: str
    name: str
    make: Callable[[MeetingFacts], Paper]
    ready: Callable[[MeetingFacts], bool] = lambda facts: True


MEETING_PAPERS = (
    MeetingPaper("notice", "通知", meetings.notice),
    MeetingPaper("agenda", "议程", meetings.agenda),
    MeetingPaper("sign_in", "签到表", meetings.sign_in),
    MeetingPaper("minutes", "会议记录", meetings.minutes, lambda facts: facts.held),
    MeetingPaper("resolutions", "决议", meetings.resolution, lambda facts: facts.held and facts.has_resolution),
)
"""In the order of a folder."""


@dataclass(frozen=True, slots=True)
class PostPaper:
    """One paper of a post, likewise."""

    key: str
    name: str
    make: Callable[[PostFacts], Paper]
    ready: Callable[[PostFacts], bool] = lambda facts: True


POST_PAPERS = (
    PostPaper("post_register", "岗位登记表", posts.post_register),
    PostPaper("public_notice", "公示", posts.public_notice, lambda facts: facts.public_from is not None),
)
"""In the order of a folder; its reviews come behind them."""

REVIEW = "考核表"
REPORT, CONTENTS, COHORTS = "report", "contents", "cohorts"
NAMES = {
    **{paper.key: paper.name for paper in MEETING_PAPERS},
    REPORT: "新闻稿",
    CONTENTS: "归档目录",
    COHORTS: "届别表",
}
"""What each paper is called, by key."""
