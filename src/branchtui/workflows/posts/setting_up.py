"""A post with those who are to hold it, written down in one go."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.store.file.database import act
from branchtui.store.models import Member, Post
from branchtui.workflows.posts.holders import add_holder
from branchtui.workflows.posts.posts import add_post


def set_up(name: str, *, holders: Sequence[Member] = (), from_day: date | None = None, **facts: Any) -> Post:
    """As `add_post`, and everyone of `holders` holds it from that day on.

    Raises BranchError as `add_post` and `add_holder` do, and for holders without a day; then nothing is kept.
    """
    if holders and from_day is None:
        raise BranchError("上岗党员从哪天起还没有填。请填写“从哪天起”，或先把上岗党员空着。")
    with act(f"增加示范岗：{name.strip()}"):
        post = add_post(name, **facts)
        for member in holders:
            assert from_day is not None
            add_holder(post, member, from_day=from_day)
    return post
