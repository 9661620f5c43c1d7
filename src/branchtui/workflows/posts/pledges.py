"""What a post promises, sentence by sentence, and when each was seen to be kept."""

from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.posts.pledges import pledge_lines
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.file.database import act
from branchtui.store.models import Pledge, Post
from branchtui.store.models.columns import caption
from branchtui.store.writes import append, assign, trash
from branchtui.workflows.input_checks import line, text
from branchtui.workflows.posts.posts import check_there


def add_pledges(post: Post, words: str) -> list[Pledge]:
    """Add the pledges of a text, one for each line of it. Raises BranchError where there is none in it."""
    check_there(post)
    promised = [line(each, "承诺", required=True) for each in pledge_lines(text(words, "承诺"))]
    if not promised:
        raise BranchError("承诺不能为空，请写一句，或粘贴几行，一行一条。")
    with act(f"{post.name}：增加承诺"):
        return [append(Pledge, post=post, words=each) for each in promised]


def change_pledge(row: Pledge, words: str) -> Pledge:
    """Change the words of a pledge; one that was kept stays so."""
    check_there(row.post)
    said = line(words, "承诺", required=True)
    with act(f"{row.post.name}：修改承诺"):
        assign(row, {"words": said})
    return row


def keep_pledge(row: Pledge, *, day: date, evidence: str, today: date) -> Pledge:
    """Tick a pledge: on which day it was seen to be kept, and by what.

    Raises BranchError without evidence, and for a day still to come.
    """
    check_there(row.post)
    seen = line(evidence, caption(Pledge, "evidence"), required=True)
    if day > today:
        raise BranchError(f"{chinese_day(day)}还没有到，不能写成那天兑现。请写看到兑现的那一天。")
    with act(f"{row.post.name}：承诺兑现"):
        assign(row, {"kept_on": day, "evidence": seen})
    return row


def unkeep_pledge(row: Pledge) -> Pledge:
    """Take the tick of a pledge back."""
    check_there(row.post)
    with act(f"{row.post.name}：取消兑现"):
        assign(row, {"kept_on": None, "evidence": ""})
    return row


def remove_pledge(row: Pledge) -> None:
    """Take a pledge away (into the trash)."""
    check_there(row.post)
    with act(f"{row.post.name}：删除承诺"):
        trash(row)
