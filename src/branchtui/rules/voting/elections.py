"""Which item of an agenda is an election, told by its words: 选举新一届支部委员会委员, 换届选举; not the study of rules about it."""

import re

_ELECTS = re.compile(
    r"^(?:\S{0,8}?(?:进行|开展|投票|无记名|差额|等额|换届))?选举(?!(?:工作)?(?:条例|办法|程序|规则))|换届选举(?:大会)?$"
)
_READS = re.compile(r"学习|传达|解读|宣讲|讨论|审议|通报")


def is_election(title: str) -> bool:
    """Whether an item of this title elects somebody."""
    words = re.sub(r"\s", "", title)
    return bool(_ELECTS.search(words)) and not _READS.search(words)
