"""撤销合并: going back to how things stood before the last merge, which loses what was done here since."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from branchtui.store import unmerge
from branchtui.store.file import arrivals
from branchtui.store.models import Arrival
from branchtui.store.replication import act_names
from branchtui.store.unmerge import Going
from branchtui.workflows.safety.merging import AFTERWARDS, brought

_SHOWN = 5  # acts that are named


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking back the last merge would do, to be read before the question.

    `file` is what was merged, `called` what it is for people, `at` when, by the clock of this machine; `acts` are the
    names of what was done here since, last first.
    """

    file: str
    called: str
    at: datetime
    new: int
    updated: int
    acts: list[str]
    going: Going

    @property
    def lines(self) -> list[str]:
        """The sentences that say so."""
        came = brought(self.new, self.updated)
        said = [f"最后一次合并：{self.at:%Y-%m-%d %H:%M} 合并了{self.called}，{came}。撤销后回到合并以前。"]
        if self.acts:
            more = "等" if len(self.acts) > _SHOWN else ""
            said.append(
                f"合并以后这里又做了 {len(self.acts)} 步，也会一起退回：{'；'.join(self.acts[:_SHOWN])}{more}。"
            )
        said.append(
            "现在的数据会先备份（撤销合并前），以后可以再合并进来；这份文件不会再自动合并。"
            "写它的电脑和已经合并过它的电脑再发布时，同步会把这些内容带回来；不想要的，请在历史里一处一处改回去。"
        )
        return said


def preview() -> Preview:
    """What `undo` would do. Raises BranchError where there is no merge to take back, or it must not be taken back."""
    going = unmerge.going()
    names = [act_names.told(act) for act in going.acts if not act.name.startswith(AFTERWARDS)]
    arrival = going.arrival
    return Preview(arrival.name, _called(arrival), arrival.at, arrival.new, arrival.updated, names, going)


def _called(arrival: Arrival) -> str:
    """A file by its name, but what a sync brought by the machine that published it: nobody knows its packages by name."""
    names = {peer.device: peer.name for peer in arrivals.peers()}
    return f"{names[arrival.device]} 发布的改动" if arrival.device in names else f"“{arrival.name}”"


def undo(preview: Preview) -> Path:
    """Take back the merge that `preview` told of; the backup of what stood here. Raises BranchError as `store.unmerge` does.

    The file is opened anew, so every thread has to have left it.
    """
    return unmerge.undo(preview.going)
