"""The rooms: one entry each. Imports nothing: the first frame is painted from it, and says no more than names.

Title line, digits, help, what is imported ahead, opening a thing and taking a form up again come from here; a room's
commands are the module of `ui.commands.places` that is called like its place. A new room is an entry here, that
module, and its screen under `ui.rooms`.
"""

TYPE_CHECKING = False  # importing typing would cost a quarter of the time to the first ink
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHEET_FORMS = "sheet-"  # how the names of the forms of a sheet's rows begin


class Kind:
    """A kind of thing that a room opens: its Chinese word and its screen, none where the room's list shows it.

    `text` is the tab on which its long text stands; `drafts` the one on which everything else is typed. `form` is the
    form of the room that stands for it, where it has neither screen nor row.
    """

    def __init__(self, word: str, screen: str = "", *, text: str = "", drafts: str = "", form: str = "") -> None:
        self.word, self.screen, self.text, self.drafts, self.form = word, screen, text, drafts, form


class Room:
    """One room: its digit, its place, its names, and what it holds in one line.

    `screen` and those of `kinds` and `lists` are classes, by their path under `ui.rooms`. `lists` are those that lie
    above the room's own, by the name of the tab that shows each. `forms` are the forms that stand for themselves, with
    the method of the room's screen that opens each, or of one of its lists (`list.method`); one whose name ends with a
    dash is given what comes behind it. `soon` are further modules that are needed soon after the room is entered.
    """

    def __init__(
        self,
        digit: int,
        place: str,
        name: str,
        *,
        holds: str,
        screen: str,
        short: str = "",
        kinds: "Mapping[str, Kind] | None" = None,
        lists: "Mapping[str, str] | None" = None,
        forms: "Mapping[str, str] | None" = None,
        soon: "Sequence[str]" = (),
    ) -> None:
        self.digit, self.place, self.name, self.short = digit, place, name, short or name
        self.holds, self.screen, self.soon = holds, screen, soon
        self.kinds: Mapping[str, Kind] = kinds or {}
        self.lists: Mapping[str, str] = lists or {}
        self.forms: Mapping[str, str] = forms or {}


ROOMS = (
    Room(1, "today", "今天", holds="逾期、互相矛盾和要办的事，没写完的稿子", screen="today.room.TodayScreen"),
    Room(
        2,
        "meetings",
        "会议",
        holds="会议：计划、召开、考勤、记录",
        screen="meetings.room.MeetingsScreen",
        kinds={
            "meeting": Kind("会议", "meetings.meeting.MeetingScreen", text="record", drafts="record"),
            "plan": Kind("计划", "meetings.plans.plans.PlansScreen"),
            "plan_item": Kind("计划项", "meetings.plans.plan.OfLine"),
        },
        lists={"plans": "meetings.plans.plans.PlansScreen"},
        forms={
            "meeting": "plan",
            "plan-": "plan",
            "kinds": "action_kinds",
            "days": "action_days",
            "study-plan": "plans.action_new",
        },
        soon=(
            "branchtui.ui.rooms.meetings.planning",
            "branchtui.ui.screens.paper_preview",
            "branchtui.ui.text.paper_lines",
            "branchtui.workflows.exporting.preparing",
        ),
    ),
    Room(
        3,
        "posts",
        "示范岗",
        short="岗位",
        holds="示范岗：设岗、公示、服务记录、考核",
        screen="posts.room.PostsScreen",
        kinds={
            "post": Kind("示范岗", "posts.post.PostScreen", text="facts", drafts="facts"),
            "service": Kind("服务", "posts.services.opening.at_service"),
        },
        forms={"post": "action_new"},
        soon=("branchtui.ui.rooms.posts.forms.post", "branchtui.ui.rooms.posts.papers"),
    ),
    Room(
        4,
        "reports",
        "新闻",
        holds="新闻稿：起草、修改、送审、投稿、刊发",
        screen="reports.room.ReportsScreen",
        kinds={
            "report": Kind("新闻稿", "reports.report.ReportScreen", text="body", drafts="parts"),
            "outlet": Kind("媒体", "reports.desk.outlets.OutletsScreen"),
            "publication": Kind("刊发", "reports.desk.publications.PublicationsScreen"),
            "lexicon_entry": Kind("用语", "reports.wordings.WordingsScreen"),
        },
        lists={
            "publications": "reports.desk.publications.PublicationsScreen",
            "outlets": "reports.desk.outlets.OutletsScreen",
            "wordings": "reports.wordings.WordingsScreen",
        },
        forms={
            "report": "action_new",
            "article": "action_bring",
            "register-outlet": "outlets.action_new",
            "register-publication": "publications.action_new",
            "register-wording": "wordings.action_new",
        },
        soon=(
            "branchtui.ui.rooms.reports.actions",
            "branchtui.ui.rooms.reports.papers",
            "branchtui.workflows.proofing.check",
        ),
    ),
    Room(
        5,
        "people",
        "人员",
        holds="党员名册",
        screen="people.room.PeopleScreen",
        kinds={
            "member": Kind("人员"),
            "branch": Kind("支部", form="branch"),
            "contact": Kind("往来", "people.registers.contacts.ContactsScreen"),
            "partner_activity": Kind("共建", "people.registers.activities.ActivitiesScreen"),
            "helper": Kind("身边人", "people.registers.helpers.HelpersScreen"),
            "growth": Kind("学习", "people.registers.growth.GrowthScreen"),
            "development_step": Kind("发展", "people.registers.development.DevelopmentScreen"),
            "talk": Kind("谈话", "people.year.talks.TalksScreen"),
            "rectification": Kind("整改", "people.year.rectifications.RectificationsScreen"),
        },
        forms={
            "member": "action_new",
            "roster": "action_bring",
            "branch": "action_branch",
            "contact": "add_contact",
            "register-": "add_to_register",
            "ledger-": "open_hours",
            "appraisals-": "open_appraisals",
            "coverage-": "open_coverage",
        },
    ),
    Room(
        6,
        "frameworks",
        "对标",
        holds="收发文、荣誉成果，双创、述职、考核等对标",
        screen="frameworks.room.FrameworksScreen",
        kinds={
            "document": Kind("收发文"),
            "honour": Kind("荣誉", "frameworks.honours.HonoursScreen"),
            "framework": Kind("对标", "frameworks.standing.framework.FrameworkScreen"),
            "point": Kind("观测点", "frameworks.standing.point.PointScreen"),
        },
        lists={
            "honours": "frameworks.honours.HonoursScreen",
            "adopted": "frameworks.standing.adopted.AdoptedScreen",
        },
        forms={
            "register-document": "action_new",
            "register-honour": "honours.action_new",
            "adopt": "adopted.action_new",
            "own-framework": "adopted.action_own",
            SHEET_FORMS: "open_sheet",
        },
    ),
    Room(
        7,
        "sync",
        "同步",
        holds="别的电脑、备份、设置",
        screen="sync.room.SyncScreen",
    ),
)
COLLEGE = (  # of the organiser of a college, who has an app of their own
    Room(
        1,
        "college_board",
        "今天",
        holds="每个支部一行：逾期、要办几件，报表未报几张，最后同步",
        screen="college.board.BoardScreen",
    ),
    Room(
        2, "college_branch", "支部", holds="一个支部：要办的事、会议、人员，只读", screen="college.branch.BranchScreen"
    ),
    Room(
        3,
        "college_requests",
        "通知与报送",
        short="通知",
        holds="通知和要各支部报的表：谁收到了、交了、迟了",
        screen="college.requests.RequestsScreen",
    ),
    Room(4, "college_figures", "统计", holds="学时、会议、到会、新闻稿的数字", screen="college.figures.FiguresScreen"),
)
KINDS = {kind: (room, how) for room in ROOMS for kind, how in room.kinds.items()}
LEAST_NAME = 10  # cells left to the branch's name


def room_words(width: int, rooms: "Sequence[Room]" = ROOMS) -> "list[tuple[Room, str]]":
    """Each room in the words of a title line of `width` cells, a space on either side: the seal's rim, or a mark.

    Short ones where the others would leave too little to the name of the branch.
    """
    words = [(room, f" {room.digit} {room.name} ") for room in rooms]
    if words_cells(words) + 1 + LEAST_NAME > width:
        words = [(room, f" {room.digit}{room.short} ") for room in rooms]
    return words


def words_cells(words: "Sequence[tuple[Room, str]]") -> int:
    """The cells of all these words."""
    return sum(_cells(each) for _, each in words)


def _cells(words: str) -> int:
    """Every Chinese character takes two."""
    return sum(1 if char.isascii() else 2 for char in words)
