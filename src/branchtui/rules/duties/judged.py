"""Which duties a college's organiser can be told: those that follow from what a branch publishes, and nothing else."""

from branchtui.rules.duties.duty import GROUPS, Board, Sort

JUDGED: frozenset[Sort] = frozenset(
    {
        "hold",
        "come",
        "record",
        "news",
        "report",
        "refile",
        "count",
        "missed",
        "probation",
        "hours",
        "held",
        "handed_in",
    }
)
"""They are the branch's own lines, word for word: what it has agreed on of the rules is published."""

SEALED: frozenset[Sort] = frozenset(
    {
        *("reason", "action", "ballot", "figure"),  # texts of a record, of a report, of attendance
        # registers
        *("rectify", "appraisal", "talks", "development", "document", "sheet", "answer", "number", "agreement"),
        *("post_step", "post_review", "post_silent", "clash"),  # steps, reviews and logs of posts
        *("milestone", "point", "gap", "newer", "finding"),  # frameworks
        *("setting", "post_setting", "no_end", "term_end"),  # what the branch has set, and when it has elected
        "list",  # published, but every list of twenty years would have to be compared: the branch sees it at once
    }
)
"""What only the branch itself sees. A duty of any other sort is to be put into one of the two."""

NOT_TOLD = "只显示能从公开内容判断的事项：会议、次数、记录、新闻稿、转正、学时；议定事项、表决、收发文、岗位、对标等只有支部自己看得到。"
OWN_RULES = "次数、期限和学时按各支部自己的约定判断，没有约定的按自带的规则。"


def judged(board: Board) -> Board:
    """What of a board the organiser is told."""
    parts = {name: tuple(duty for duty in duties if duty.sort in JUDGED) for name, duties in board.groups().items()}
    return Board(
        **{str(name): parts[name] for name in GROUPS},
        silenced=tuple(duty for duty in board.silenced if duty.sort in JUDGED),
    )
