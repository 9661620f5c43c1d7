"""Posts themselves: adding, changing and removing one."""

from collections.abc import Mapping

from branchtui.errors import BranchError
from branchtui.rules.posts.pledges import pledge_lines
from branchtui.store.file.database import act
from branchtui.store.models import Pledge, Post, Service
from branchtui.store.models.columns import caption
from branchtui.store.queries import posts
from branchtui.store.writes import append, assign, trash
from branchtui.workflows.input_checks import line, text
from branchtui.workflows.posts.post_rules import post_rules

NAME_LIMIT = 60


def add_post(
    name: str, *, number: str = "", category: str = "", duties: str = "", serves: str = "", pledges: str = ""
) -> Post:
    """A post that is thought of: nothing of its chain is done by that. `duties` are one a line, so are `pledges`.

    Raises BranchError for a name or number that another post has, or a category that there is not.
    """
    given = {"name": name, "number": number, "category": category, "duties": duties, "serves": serves}
    fields = _fields(given, None)
    promised = [line(words, "承诺", required=True) for words in pledge_lines(text(pledges, "承诺"))]
    with act(f"增加示范岗：{fields['name']}"):
        post = Post.create(**fields)
        for words in promised:
            append(Pledge, post=post, words=words)
    return post


def change_post(post: Post, **changes: str) -> Post:
    """Change name, number, category, duties or serves. Raises as `add_post`."""
    fields = _fields(changes, post)
    with act(f"修改示范岗：{post.name}"):
        assign(post, fields)
    return post


def remove_post(post: Post) -> None:
    """Take a post away (into the trash), as one that was entered by mistake. Raises BranchError where it has a log."""
    if Service.select().where(Service.post == post, Service.live()).exists():
        raise BranchError(f"“{post.name}”已有服务记录，不能删除。岗位不再设了，请登记“结束”。")
    with act(f"删除示范岗：{post.name}"):
        trash(post)


def check_there(post: Post) -> None:
    """Raises BranchError where the post is in the trash: nothing of it can be changed there."""
    if post.deleted:
        raise BranchError(f"“{post.name}”已移入回收，不能再改。请先撤销那次删除。")


def _fields(given: Mapping[str, str], post: Post | None) -> dict[str, str]:
    if post is not None:
        check_there(post)
    fields = {}
    if "name" in given:
        fields["name"] = line(given["name"], "岗位名称", required=True, limit=NAME_LIMIT)
    if "number" in given:
        fields["number"] = line(given["number"], caption(Post, "number"), limit=20)
    if "category" in given and (post is None or given["category"].strip() != post.category):
        fields["category"] = post_rules().category(line(given["category"], caption(Post, "category")))
    if "serves" in given:
        fields["serves"] = text(given["serves"], caption(Post, "serves"))
    if "duties" in given:
        fields["duties"] = text(given["duties"], caption(Post, "duties"))
    for name, what in (("name", "名称"), ("number", "编号")):
        wanted = fields.get(name, "")
        other = next((each for each in posts.named(wanted) if post is None or each.id != post.id), None)
        if wanted and other is not None and getattr(other, name) == wanted:
            raise BranchError(f"已有{what}是“{wanted}”的示范岗（{other.name}）。请换一个{what}，或改那一个。")
    return fields
