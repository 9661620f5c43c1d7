"""The papers there are. One entry here, its name in `names` and its function are all that a paper needs to be shown and exported."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from branchtui.papers import meetings, posts
from branchtui.papers.elections.forms import KEYS as FORM_KEYS
from branchtui.papers.elections.slips import slips, tally
from branchtui.papers.elections.written import election_paper
from branchtui.papers.facts.elections import ElectionFacts
from branchtui.papers.facts.meetings import MeetingFacts
from branchtui.papers.facts.posts import PostFacts
from branchtui.papers.names import NAMES
from branchtui.papers.tree import Paper
from branchtui.rules.posts.chain import STATES


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """One paper of a meeting: `name` is what it is called, also in file names; `ready` tells whether it can be made."""

    key: str
    name: str
    make: Callable[[MeetingFacts], Paper]
    ready: Callable[[MeetingFacts], bool] = lambda facts: True


def _of_election(
    key: str, make: Callable[[ElectionFacts], Paper], ready: Callable[[ElectionFacts], bool] = lambda facts: True
) -> MeetingPaper:
    """One paper of a meeting that elects."""

    def made(facts: MeetingFacts) -> Paper:
        assert facts.election is not None
        return make(facts.election)

    return MeetingPaper(key, NAMES[key], made, lambda facts: facts.election is not None and ready(facts.election))


def _stands(facts: ElectionFacts) -> bool:
    return any(contest.candidates for contest in facts.contests)


def _is_counted(facts: ElectionFacts) -> bool:
    return facts.held and any(contest.counted for contest in facts.contests)


MEETING_PAPERS = (
    MeetingPaper("notice", NAMES["notice"], meetings.notice),
    MeetingPaper("agenda", NAMES["agenda"], meetings.agenda),
    MeetingPaper("sign_in", NAMES["sign_in"], meetings.sign_in),
    MeetingPaper("minutes", NAMES["minutes"], meetings.minutes, lambda facts: facts.held),
    MeetingPaper(
        "resolutions", NAMES["resolutions"], meetings.resolution, lambda facts: facts.held and facts.has_resolution
    ),
    _of_election("election_request", partial(election_paper, "election_request")),
    _of_election("election_method", partial(election_paper, "election_method")),
    _of_election("candidate_list", partial(election_paper, "candidate_list")),
    _of_election("slips", slips, _stands),
    _of_election("tally", tally, _stands),
    _of_election("election_result", partial(election_paper, "election_result"), _is_counted),
)
"""In the order of a folder: a paper has the number of its place here, whichever others there are by now."""


ELECTION_KEYS = frozenset((*FORM_KEYS, "slips", "tally"))
"""The keys of those that only a meeting with an election has."""

LOG, YEAR, REVIEW, PLATE = "服务台账", "年度总结表", "考核表", "亮岗牌"


@dataclass(frozen=True, slots=True)
class PostPaper:
    """One paper of a post, likewise."""

    key: str
    name: str
    make: Callable[[PostFacts], Paper]
    ready: Callable[[PostFacts], bool] = lambda facts: True


_HUNG = (STATES["publicised"], STATES["active"], STATES["suspended"])  # posts whose plate may be printed

POST_PAPERS = (
    PostPaper("post_register", "岗位登记表", posts.post_register),
    PostPaper("public_notice", "公示", posts.public_notice, lambda facts: facts.public_from is not None),
    PostPaper("plate", PLATE, posts.plate, lambda facts: facts.state in _HUNG),
)
"""In the order of a folder; its log, its summary and its reviews come behind them."""
