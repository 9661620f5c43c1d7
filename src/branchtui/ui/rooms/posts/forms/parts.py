"""The forms of who holds a post and of what it promises."""

from collections.abc import Mapping
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Pledge, PostHolder
from branchtui.store.models.columns import caption
from branchtui.store.queries import people, posts
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.post_view import PostView
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.posts.forms.post import pledges_hint
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.hints import day_hint
from branchtui.workflows.posts import holders, pledges


def holder_form(screen: PlaceScreen, view: PostView) -> FormScreen:
    """Asks who holds the post from when on."""
    today, post_id = screen.shell.now().date(), view.row.id

    def submit(values: Mapping[str, str]) -> str:
        first, last = _term(values, today)
        row = holders.add_holder(posts.post(post_id), people.person(values["who"], first), from_day=first, to_day=last)
        return f"{row.member.name}已上岗。"

    who = Field(
        "who",
        "上岗党员",
        placeholder="输入首字母来找",
        offers=lambda values: suggestions.people_on(today),
    )
    fields = [who, *_term_fields(today, "", "")]
    note = "“起始日”先填着今天，不是今天的请改。"
    return FormScreen(f"holder-of-{post_id.hex()}", "加上岗党员", fields, submit, room="posts", note=note)


def term_form(screen: PlaceScreen, view: PostView, row: PostHolder) -> FormScreen:
    """The days of a holder; somebody who leaves the post gets a last day here."""
    today, name = screen.shell.now().date(), view.names[row.member_id]
    shown = {"from_day": row.from_day.isoformat(), "to_day": row.to_day.isoformat() if row.to_day else ""}
    guard = Guard(row, shown)

    def write(**typed: str) -> None:
        first, last = _term({**shown, **typed}, today)
        holders.change_holder(PostHolder.get_by_id(row.id), from_day=first, to_day=last)

    def submit(values: Mapping[str, str]) -> str:
        guard.save(values, write)
        return f"{name}的任岗时间已改。"

    fields = _term_fields(today, shown["from_day"], shown["to_day"])
    return FormScreen(
        f"holder-{row.id.hex()}", f"任岗：{name}", fields, submit, room="posts", begin="to_day", note="离岗了填截止日。"
    )


def _term_fields(today: date, first: str, last: str) -> list[Field]:
    return [
        Field(
            "from_day",
            caption(PostHolder, "from_day"),
            first,
            hint=day_hint(today),
            default=None if first else lambda values: today.isoformat(),
        ),
        Field("to_day", caption(PostHolder, "to_day"), last, "还在岗就空着", hint=day_hint(today)),
    ]


def _term(values: Mapping[str, str], today: date) -> tuple[date, date | None]:
    if not values["from_day"]:
        raise BranchError("请填写“起始日”：从哪天起上岗。")
    return parse_day(values["from_day"], today), parse_day(values["to_day"], today) if values["to_day"] else None


def pledges_form(view: PostView) -> FormScreen:
    """Asks for pledges, one a line."""
    post_id = view.row.id

    def submit(values: Mapping[str, str]) -> str:
        made = pledges.add_pledges(posts.post(post_id), values["words"])
        return f"已加 {len(made)} 条承诺。"

    field = Field(
        "words", caption(Pledge, "words"), placeholder="每行一条，写清对象、数量或时间", hint=pledges_hint, area=True
    )
    return FormScreen(f"pledges-of-{post_id.hex()}", "加承诺", [field], submit, room="posts")


def pledge_form(screen: PlaceScreen, row: Pledge) -> FormScreen:
    """The words of a pledge, and when and by what it was seen to be kept; both emptied take the tick back."""
    today = screen.shell.now().date()
    shown = {
        "evidence": row.evidence,
        "kept_on": row.kept_on.isoformat() if row.kept_on else "",
        "words": row.words,
    }
    guard = Guard(row, shown)

    def write(**typed: str) -> None:
        values = {**shown, **typed}
        kept = parse_day(values["kept_on"], today, past=True) if values["kept_on"] else None
        if kept is None and values["evidence"]:
            raise BranchError("请填写“兑现日期”：哪天看到兑现的。")
        pledge = Pledge.get_by_id(row.id)
        if "kept_on" in typed or "evidence" in typed:
            if kept is None:
                pledge = pledges.unkeep_pledge(pledge)
            else:
                pledge = pledges.keep_pledge(pledge, day=kept, evidence=values["evidence"], today=today)
        if "words" in typed:
            pledges.change_pledge(pledge, typed["words"])

    def submit(values: Mapping[str, str]) -> str:
        guard.save(values, write)
        return (
            "承诺已改。"
            if values["kept_on"] == shown["kept_on"]
            else "承诺已记为兑现。"
            if values["kept_on"]
            else "兑现已取消。"
        )

    fields = [
        Field(
            "kept_on",
            caption(Pledge, "kept_on"),
            shown["kept_on"],
            "如：昨天、3月15日；还没有兑现就空着",
            day_hint(today, past=True),
        ),
        Field("evidence", caption(Pledge, "evidence"), row.evidence, "凭什么看出来的，如：值班登记本、回访记录"),
        Field("words", caption(Pledge, "words"), row.words, hint=pledges_hint),
    ]
    return FormScreen(f"pledge-{row.id.hex()}", "承诺兑现", fields, submit, room="posts")
