"""First run: branch, unit, secretary, and the roster file, whose difference is shown before it is written."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.ui.commands import table
from branchtui.ui.jobs import Ends
from branchtui.ui.rooms.people.roster_preview import preview_job
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.shell import shell_of
from branchtui.ui.terminal.demo_beside import look_at_demo
from branchtui.ui.widgets.frame import Frame
from branchtui.workflows.people.branch import create_branch

_WELCOME = (
    "支部工作台：会议、考勤、记录、新闻稿，填一次，处处用。\n别的电脑上已有本支部的数据：不要再建，按 Ctrl+L 接过来。"
)
_JOINED = (
    "\n这台电脑已加入学院服务器：那里已有本支部数据的，也不要再建，按 Ctrl+Q 退出，运行 branchtui college sync；"
    "组织员运行 branchtui college open。"
)


class _SetupFrame(Frame):
    """Around the form: what can be done here besides filling it in."""

    PLACE = "setup"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("setup")]

    def action_demo(self) -> None:
        shell = shell_of(self)
        try:
            look_at_demo(shell)
        except BranchError as error:
            shell.say(str(error), bad=True)

    def action_bring(self) -> None:
        from branchtui.ui.rooms.setup.bringing import bring

        bring(shell_of(self))


class FirstRunScreen(FormScreen):
    """The form of the first run; it can't be left but by filling it in or by quitting.

    `joined` tells that this machine has a seat at a college, which may have the branch already.
    """

    FRAME = _SetupFrame

    def __init__(self, *, joined: bool = False) -> None:
        fields = [
            Field("name", "支部名称", placeholder="如：某某学院教工第一党支部"),
            Field("unit", "所在单位", placeholder="如：某某学院"),
            Field("secretary", "支部书记", placeholder="姓名，可不填"),
            Field("roster", "名册文件", placeholder=".xlsx .xls .csv 的完整路径；可不填，以后在“5 人员”里导入"),
        ]
        super().__init__("branch", "建立支部", fields, self._create, note=f"{_WELCOME}{_JOINED if joined else ''}")

    def _create(self, values: Mapping[str, str]) -> str:
        branch = create_branch(values["name"], values["unit"], values["secretary"], today=self.shell.now().date())
        if values["roster"]:
            try:
                job = preview_job(self.shell, values["roster"])
            except BranchError as error:
                self._no_roster(str(error))
            else:
                ends = Ends(self.shell.say, self._no_roster, lambda: self._no_roster("已停下。"))
                self.app.call_later(self.shell.work.start, job, ends)
        return f"支部“{branch.name}”建好了。按 5 看人员，按 2 计划会议。"

    def _no_roster(self, why: str) -> None:
        self.shell.say(f"{why}支部已建好；名册可在“5 人员”里按 Ctrl+L 再导入。", bad=True)

    async def step_back(self) -> None:
        self.shell.say("先把支部建好；要离开请按 Ctrl+Q，填了的内容会留着。")
