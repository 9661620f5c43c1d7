"""The room 同步."""

from branchtui.ui.commands.command import LISTS, Command, Part

PART = Part(
    together=(*((near, "sync", "app") for near in LISTS),),
    commands=(
        Command("sync.now", "立即同步", ("f5",), "取来别的电脑的改动，发布本机的；第一次先设同步文件夹", bar=True),
        Command("sync.backup", "备份", ("f8",), "数据、照片、附件装进一个 zip，放到您说的地方", bar=True),
        Command(
            "sync.bring",
            "合并一个文件",
            ("ctrl+l",),
            "另一台电脑的数据文件，或一份备份：先看里面有什么，再合并或恢复",
            bar=True,
            also="导入",
        ),
        Command("sync.folder", "设同步文件夹", (), "设或换一个同步文件夹", more=True, also="坚果云 U盘 网盘"),
        Command("sync.automatic", "自动发布", (), "退出时和每 15 分钟自动发布本机的改动：开或关", more=True),
        Command("sync.passphrase", "换口令", (), "给同步文件夹换一个口令：只知道旧口令的人读不到以后的内容", more=True),
        Command("sync.settings", "设置", (), "配色、记号、鼠标、照片、翻页、导出文件夹", more=True, also="主题 颜色"),
        Command(
            "sync.handover",
            "交接",
            (),
            "交给下一任：全部数据一个文件，一份交接清单，换不换口令，旧电脑上要清除什么",
            more=True,
            also="移交 换届 新书记",
        ),
        Command("sync.purge", "彻底清除", (), "清除一位人员的个人数据，不能撤销；先看会清除什么", more=True),
        Command(
            "sync.machine",
            "都用一台电脑写的",
            (),
            "冲突很多时：选一台电脑，凡它写过的都用它的，一步可撤销",
            more=True,
            also="冲突 合并",
        ),
        Command(
            "sync.unmerge",
            "撤销上次合并",
            (),
            "回到最后一次合并以前；先说会退回什么，换下的数据留作备份",
            more=True,
            also="退回 合并错了",
        ),
    ),
)
