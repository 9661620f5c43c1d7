"""A sync, and how the exchange stands, in words and as JSON."""

from datetime import datetime

from branchtui.cli.exit_codes import tell
from branchtui.cli.session import data, document
from branchtui.store.models.local.exchange import MERGED
from branchtui.workflows.exchange import status as exchange_status
from branchtui.workflows.exchange.reading import ASKED
from branchtui.workflows.exchange.syncing import Synced


def show(done: Synced, *, as_json: bool) -> None:
    """What a sync did."""
    backups = [str(one.backup) for one in done.merges]
    if as_json:
        document(
            {
                "new": done.new,
                "updated": done.updated,
                "conflicts": done.conflicts,
                "packages": [{"name": one.name, "state": one.state, "reason": one.reason} for one in done.files],
                "backup": backups[0] if backups else "",
                "published": done.published,
                "files": {"sent": done.carried.sent, "fetched": done.carried.fetched, "missing": done.carried.missing},
            }
        )
        return
    data(done.words)
    for one in done.files:
        if one.state != MERGED:
            tell(f"{'请决定' if one.state == ASKED else '没有读入'} {one.name}：{one.reason}")
    if backups:
        tell(f"合并前的数据在 {backups[0]}，要退回最后一次合并以前，可用 branchtui merge --undo。")
    if done.conflicts:
        tell("请用 branchtui list conflicts 查看，用 branchtui resolve 逐一处理。")
    if done.carried.missing:
        tell(f"注意：有 {done.carried.missing} 个照片或附件还没有取到，有它们的电脑同步以后才有。")


def show_status(now: datetime, *, as_json: bool) -> None:
    """How the exchange stands; the folder is looked at."""
    found = exchange_status.status()
    trouble = exchange_status.trouble() if found.folder else ""
    if as_json:
        document(
            {
                "folder": str(found.folder) if found.folder else "",
                "trouble": trouble,
                "auto": found.automatic,
                "published_at": found.published_at,
                "synced_at": found.synced_at,
                "unpublished": found.unpublished,
                "machines": [{"name": one.name, "at": one.at, "unseen": one.unseen} for one in found.machines],
                "quarantined": [
                    {"name": one.name, "reason": one.reason, "since": one.since} for one in found.quarantined
                ],
            }
        )
        return
    if found.folder is None:
        data("还没有设同步文件夹。要设请运行 branchtui sync 文件夹")
        return
    data(f"同步文件夹：{found.folder}" + (f"。{trouble}" if trouble else ""))
    data(
        f"上次同步：{_moment(found.synced_at)}；上次发布：{_moment(found.published_at)}；自动发布：{'开' if found.automatic else '关'}"
    )
    if found.unpublished or found.due:
        data(f"本机有 {found.unpublished} 项操作还没有发布。" if found.unpublished else "本机有改动还没有发布。")
    for one in found.machines:
        behind = f"还没有看到本机的 {one.unseen} 项操作" if one.unseen else "还没有看到本机的全部改动"
        data(f"{one.name}：{_moment(one.at)} 发布，{behind if one.behind else '本机的都看到了'}")
    for file in found.quarantined:
        data(f"没有读入 {file.name}（{_moment(file.since)} 起）：{file.reason}")


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "还没有"
