"""The form of a new post, and of the facts of one that is there."""

from collections.abc import Callable, Mapping

from branchtui.rules.posts.pledges import hint, pledge_lines
from branchtui.store.models import Post
from branchtui.store.models.columns import caption
from branchtui.store.queries import people, posts
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.post_view import PostView
from branchtui.ui.editing.edit_guard import Guard, Seen
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.ui.screens.hints import day_hint
from branchtui.workflows.posts import posts as acts
from branchtui.workflows.posts.post_rules import post_rules

_BETWEEN = "、"
_DUTIES = "每行一条，3 到 5 条"


def new_form(screen: PlaceScreen, made: Callable[[bytes], object]) -> FormScreen:
    """Asks for a new post; `made` is told its id."""
    from branchtui.workflows.posts.setting_up import set_up

    today = screen.shell.now().date()
    made_ids: list[bytes] = []

    def submit(values: Mapping[str, str]) -> str:
        from branchtui.rules.text.dates import parse_day

        day = parse_day(values["since"], today) if values["since"] else None
        names = [name.strip() for name in values["holders"].split(_BETWEEN) if name.strip()]
        post = set_up(
            values["name"],
            holders=[people.person(name, day or today) for name in names],
            from_day=day,
            **{key: values[key] for key in ("category", "number", "serves", "duties", "pledges")},
        )
        made_ids.append(post.id)
        return f"已增加示范岗：{post.name}。"

    fields = [
        column(Post, "name"),
        _category_field(""),
        column(Post, "number", placeholder="可不填，如：01"),
        Field(
            "holders",
            "上岗党员",
            placeholder="输入首字母来找，几位用“、”隔开；可以以后再定",
            offers=lambda values: suggestions.people_on(today),
            many=True,
        ),
        Field(
            "since",
            "从哪天起",
            placeholder="如：3月15日；还没有定人就空着",
            hint=day_hint(today),
            default=lambda values: today.isoformat() if values["holders"] else "",
        ),
        column(Post, "serves", placeholder="可不填，如：任课教师、本科生"),
        Field("duties", "职责", placeholder=_DUTIES, area=True),
        Field("pledges", "承诺", placeholder="每行一条，写清对象、数量或时间", hint=pledges_hint, area=True),
    ]
    after = lambda: made(made_ids[0])  # noqa: E731
    note = "只有名称必填，其余以后都能补。“从哪天起”先填着今天，不是今天的请改。"
    return FormScreen("post", "新设示范岗", fields, submit, room="posts", note=note, after=after)


def edit_form(view: PostView, read: Callable[[], PostView]) -> FormScreen:
    """The form of what a post is: name, number, category, whom it serves, duties."""
    row = view.row
    shown: dict[str, str] = {key: getattr(row, key) for key in ("name", "category", "number", "serves", "duties")}
    guard = Guard(row, shown, Seen(view.token(), lambda: read().token()))

    def submit(values: Mapping[str, str]) -> str:
        guard.save(values, lambda **changes: acts.change_post(posts.post(row.id), **changes))
        return "岗位信息已改。"

    fields = [
        column(Post, "name", row.name),
        _category_field(row.category),
        column(Post, "number", row.number),
        column(Post, "serves", row.serves),
        Field("duties", "职责", row.duties, _DUTIES, area=True),
    ]
    return FormScreen(f"post-{row.id.hex()}", "改岗位信息", fields, submit, room="posts")


def pledges_hint(typed: str) -> str:
    """Says which of several pledges are vague; of one what to write instead."""
    words = pledge_lines(typed)
    vague = [each for each in words if hint(each)]
    if not vague:
        return ""
    return hint(vague[0]) if len(words) == 1 else f"“{vague[0]}”{hint(vague[0])}"


def _category_field(value: str) -> Field:
    offers = [Suggestion(name) for name in post_rules().categories]
    return Field("category", caption(Post, "category"), value, offers=lambda values: offers, only=True)
