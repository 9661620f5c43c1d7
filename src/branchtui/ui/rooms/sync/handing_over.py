"""交接: everything in one file and the list that both sign, then another passphrase, then what to wipe here."""

from typing import Any

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.sync.syncing import change_passphrase
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.fields import Field, Values
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.screens.reader import ReadingScreen
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.exchange import status
from branchtui.workflows.safety import archives, handover
from branchtui.workflows.safety.archives import Saved

_RENEW, _KEEP = "换，以后发布的旧口令打不开", "不换"


def hand_over(screen: PlaceScreen) -> None:
    """Ask who hands over to whom, where the files go, and whether the passphrase is changed. Raises BranchError."""
    shell = screen.shell
    today = shell.now().date()
    people = lambda values: suggestions.people_on(today)  # noqa: E731
    hint = lambda typed: chinese_day(parse_day(typed, today))  # noqa: E731
    fields = [
        Field("giver", "交出人", handover.usual_giver(today), offers=people),
        Field("taker", "接手人", placeholder="不知道就空着，手写", offers=people),
        Field("day", "交接日期", chinese_day(today), hint=hint),
        Field("folder", "放到", placeholder="文件夹，如 U 盘", default=lambda values: str(shell.exports)),
    ]
    if status.status().folder is not None:
        offers = lambda values: [Suggestion(_RENEW), Suggestion(_KEEP)]  # noqa: E731
        fields.append(Field("renew", "同步口令", _RENEW, offers=offers, only=True))
    left: list[str] = []
    renewing: list[bool] = []

    def submit(values: Values) -> Job[Any]:
        day = parse_day(values["day"], today)
        target = typed_path(values["folder"]).absolute()
        if target == shell.exports:
            disk.make_folder(target, shared=True)
        if not target.is_dir():
            raise BranchError(f"没有这个文件夹：{target}。请写一个已有的文件夹。")
        renew = values.get("renew") == _RENEW
        ready = archives.prepare(target, shell.photos(), now=shell.now())

        def done(saved: Saved) -> str:
            told = handover.facts(
                shell.home,
                shell.exports,
                giver=values["giver"],
                taker=values["taker"],
                day=day,
                today=today,
                files=[("全部数据、照片和附件", saved.path.name)],
            )
            (paper,) = handover.prepare(told, target, shell.photos()).write()
            renewing[:] = [renew]
            left[:] = ["写好了：", f"  {saved.path}", f"  {paper}（打印，双方签字）", ""]
            left.extend(["接手的电脑装好 branchtui，在第一张表上按 Ctrl+L，选上面的 .zip。", ""])
            left.append("接手的电脑能打开、核对无误以后，这台电脑上要清除的（程序不会替您清除）：")
            left.extend(f"  {what}：{path}" for what, path in told.leftovers)
            left.extend(["", "按 Esc，接着换同步口令。"] if renew else [])
            return f"已写好 {saved.path.name} 和 {paper.name}。"

        return Job("备好交接的文件", ready.write, done)

    def show() -> None:  # first, for who gives the passphrase up halfway has to know it too
        screen.app.push_screen(ReadingScreen(screen.ROOM, "交接", (), left), lambda _: go_on())

    def go_on() -> None:
        if renewing == [True]:
            with screen.telling():
                change_passphrase(screen)

    note = "先在“同步”里同步一次，再交接；每一步都不会删除什么。"
    screen.app.push_screen(FormScreen("handover", "交接", fields, submit, room=screen.ROOM, note=note, after=show))
