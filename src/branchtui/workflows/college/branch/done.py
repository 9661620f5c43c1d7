"""What a sync with the college's server did, and the sentence about it."""

from dataclasses import dataclass, field

from branchtui.workflows.exchange.stored_files import Carried
from branchtui.workflows.safety.merging import brought


@dataclass(slots=True)
class Done:
    """What a sync did. `pushed` counts packages, `unread` says why what is on the server could not be read.

    `waiting` tells that there is something here that was not pushed: behind such a package, without a secretary's seat, or
    where the branch is `closed` there.
    `requests` counts those that nobody of the branch had seen, `withdrawn` are the titles of those that are not wanted any more,
    `changed` of those of which the college has changed something, with the day where it is another.
    `n` is the number of the package that the file rests on, `away` how many are on the server beyond.
    """

    n: int = 0
    new: int = 0
    updated: int = 0
    purged: int = 0
    conflicts: int = 0
    pushed: int = 0
    requests: int = 0
    withdrawn: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    forgotten: bool = False
    waiting: bool = False
    closed: bool = False
    away: int = 0
    unread: str = ""
    carried: Carried = field(default_factory=lambda: Carried(0, 0, 0))

    @property
    def words(self) -> str:
        """The sentence that says so."""
        parts = []
        if self.new or self.updated:
            parts.append(f"取回了别的电脑的改动（{brought(self.new, self.updated)}）")
        if self.pushed:
            parts.append("已推送本机的改动")
        if self.requests:
            parts.append(f"学院有 {self.requests} 项新的通知或报表")
        left = self.waiting or bool(self.unread)
        done = "，".join(parts) or ("" if left else "没有新的改动")
        said = f"{'还没有同步完' if left else '已与学院同步'}{f'：{done}' if done else ''}。"
        if self.withdrawn:
            said += f"学院撤回了：{'、'.join(self.withdrawn)}。"
        if self.changed:
            said += f"学院改了：{'、'.join(self.changed)}。"
        if self.purged:
            said += f"别的电脑彻底清除了 {self.purged} 人的个人数据，这里也已清除。"
        if self.forgotten:
            said += "清除以前的同步包已从学院服务器删去；学院的备份里还有，到期才没有。"
        if self.carried.sent or self.carried.fetched:
            said += f"照片和附件：传出 {self.carried.sent} 个，取回 {self.carried.fetched} 个。"
        if self.carried.too_large:
            said += f"有 {self.carried.too_large} 个附件超过 20 MB，没有传。"
        if self.conflicts:
            said += f"有 {self.conflicts} 处两边写得不一样，两份都留着。"
        if self.closed and not left:
            said += "这个支部在学院服务器上已撤销，以后的改动不再推送；不该撤销的，请学院管理员恢复。"
        return said + self._left

    @property
    def trouble(self) -> str:
        """What is left and somebody has to look at; a seat that may only look is none. Else empty."""
        return self._left if self.unread or self.closed else ""

    @property
    def _left(self) -> str:
        if self.unread:
            return f"有 {self.away} 个同步包没有读入：{self.unread}。本机照常可用，本机的改动等读入以后再推送。"
        if self.waiting:
            why = "这个支部在学院服务器上已撤销" if self.closed else "这个席位只能看"
            return f"本机的改动没有推送：{why}。"
        return ""
