"""The forms that plan a meeting: from nothing, with what the fields offer, or like another one."""

from collections.abc import Callable, Mapping
from datetime import datetime

from branchtui.errors import BranchError
from branchtui.rules.meetings import find_kind
from branchtui.rules.text.chinese_time import chinese_moment
from branchtui.rules.text.dates import parse_moment
from branchtui.rules.text.names import split_guests
from branchtui.store.file.database import act
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.action_items import open_items
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.meeting_view import view
from branchtui.ui.rooms.meetings.actions import moment_hint, person_hint
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.ui.text.cells import fit
from branchtui.workflows.meeting_rules import kinds
from branchtui.workflows.meetings import copying
from branchtui.workflows.meetings import meetings as acts

Values = Mapping[str, str]
_FEW, _NAMED = 2, 24  # how many that are open are named, and in how many cells each


def plan_form(screen: PlaceScreen, opened: Callable[[bytes], object], kind: str = "", group: str = "") -> FormScreen:
    """The form that plans a meeting, of `kind` and of the `group` of that key where they are given; `opened` gets its id once it has been planned."""
    planned: list[bytes] = []
    now = screen.shell.now()
    begin = _Beginning(now, people.groups()[group].name if group else "")
    person = person_hint(screen)
    by_name = "名册里的姓名"
    fields = [
        Field("kind", "类别", kind, "、".join(begin.kinds), begin.kind_hint, offers=begin.kind_offers, only=True),
        column(Meeting, "title"),
        Field("when", "时间", placeholder="如：下周三下午三点、9月20日 14:30", hint=moment_hint(screen, ahead=True)),
        column(Meeting, "place", offers=begin.place_offers, default=begin.place),
        column(
            Meeting, "host", placeholder=by_name, hint=person, offers=begin.people_offers("host"), default=begin.host
        ),
        column(
            Meeting,
            "recorder",
            placeholder=by_name,
            hint=person,
            offers=begin.people_offers("recorder"),
            default=begin.recorder,
        ),
        Field("items", "议程", placeholder="每行一项", area=True),
        Field("materials", "学习材料", placeholder="每行一份", area=True),
        Field(
            "guests",
            "列席人员",
            placeholder="可不填；几位之间用顿号，单位职务写在括号里",
            offers=lambda values: suggestions.guests(),
            many=True,
        ),
        column(Meeting, "first_topic", placeholder="可不填"),
        column(Meeting, "group", placeholder="党小组会才要写", offers=begin.group_offers, default=begin.group),
        *_covers(),
    ]

    def submit(values: Values) -> str:
        from branchtui.workflows.frameworks.covering import cover, points_typed

        covered = points_typed(values.get("covers", ""))
        with act(f"计划{values['kind']}：{values['title']}"):
            meeting = acts.plan_meeting(
                values["kind"],
                when=values["when"],
                place=values["place"],
                title=values["title"],
                host=values["host"],
                recorder=values["recorder"],
                items=_lines(values["items"]),
                materials=_lines(values["materials"]),
                guests=split_guests(values["guests"]),
                first_topic=values["first_topic"],
                group=values["group"],
                now=screen.shell.now(),
            )
            cover(meeting, covered)
        planned.append(meeting.id)
        return f"已计划：{chinese_moment(meeting.planned_start)} {meeting.kind}“{meeting.title}”。"

    return FormScreen(
        f"plan-{kind}{f'@{group}' if group else ''}"
        if kind
        else "meeting",  # what was begun for one duty is no draft for another
        "计划一次会议",
        fields,
        submit,
        room="meetings",
        after=lambda: opened(planned[0]),
        begin="title" if kind else "",
    )


def _covers() -> list[Field]:
    """The field for what a meeting covers of running campaigns, where any runs."""
    from branchtui.workflows.frameworks.covering import coverable

    titles = [row.title for row in coverable()]
    if not titles:
        return []
    words = "可不填；做到专题教育的哪几项，几项之间用顿号"
    return [
        Field("covers", "覆盖内容", placeholder=words, offers=lambda values: list(map(Suggestion, titles)), many=True)
    ]


def copy_form(screen: PlaceScreen, key: bytes, opened: Callable[[bytes], object]) -> FormScreen:
    """The form for the meeting of this id; `opened` gets the id of the one that was planned."""
    seen = view(key)
    planned: list[bytes] = []

    def submit(values: Mapping[str, str]) -> str:
        copy = copying.copy_meeting(meetings.meeting(key), **values, now=screen.shell.now())
        meeting = copy.meeting
        planned.append(meeting.id)
        return f"已计划：{chinese_moment(meeting.planned_start)} {meeting.kind}“{meeting.title}”。{copy.remark}"

    return FormScreen(
        f"copy-{key.hex()}",
        f"照搬：{seen.row.kind}",
        [
            Field(
                "when", "时间", placeholder="如：下周三下午三点、9月20日 14:30", hint=moment_hint(screen, ahead=True)
            ),
            column(Meeting, "title", seen.row.title),
        ],
        submit,
        room="meetings",
        after=lambda: opened(planned[0]),
        note=copying.goes_along(seen),
    )


class _Beginning:
    """What is known when the form is opened. A default is nothing for a meeting of an earlier day: there it would be
    made up.
    """

    def __init__(self, now: datetime, group: str) -> None:
        self.kinds = kinds()
        self._group = group  # that the meeting was asked of
        self._now = now
        self._known = suggestions.plan_defaults(now.date())
        self._agreed = open_items()

    def kind_hint(self, typed: str) -> str:
        """Shows the kind that was meant, and what earlier meetings of it agreed and nobody did yet."""
        kind = find_kind(self.kinds, typed)
        left = [row.what for row in self._agreed if row.kind == kind.name]
        named = "、".join(fit(what, _NAMED).rstrip() for what in left[:_FEW]) + ("等" if len(left) > _FEW else "")
        return f"{kind.name}（{kind.clause}）" + (f"\n以前议定的还有 {len(left)} 件没办成：{named}" if left else "")

    def kind_offers(self, values: Values) -> list[Suggestion]:
        """The kinds, with how often each is held; an alias finds one as well."""
        return [Suggestion(kind.name, kind.often, also=kind.aliases) for kind in self.kinds.values()]

    def place_offers(self, values: Values) -> list[Suggestion]:
        """Where meetings of the kind were, then where others were."""
        return suggestions.places_for(self._kind(values), self._known.places)

    def people_offers(self, role: suggestions.Role) -> Callable[[Values], list[Suggestion]]:
        """Who stands on the roster of the day."""
        return lambda values: suggestions.people_on((self._start(values) or self._now).date(), role)

    def group_offers(self, values: Values) -> list[Suggestion]:
        """The groups, where the meeting is one of a group."""
        there = people.groups_on((self._start(values) or self._now).date()) if self._of_group(values) else []
        return [Suggestion(group.name) for group in there]

    def group(self, values: Values) -> str:
        """The group that it was asked of, or the only one there is."""
        if self._group and self._of_group(values):
            return self._group
        there = self.group_offers(values)
        return there[0].words if len(there) == 1 else ""

    def place(self, values: Values) -> str:
        """Where the last meeting of the kind was."""
        return self._known.place(self._kind(values)) if self._known.hold_for(self._start(values)) else ""

    def host(self, values: Values) -> str:
        """The secretary, but for the meetings of a group."""
        hold = self._known.hold_for(self._start(values)) and not self._of_group(values)
        return self._known.secretary if hold else ""

    def recorder(self, values: Values) -> str:
        """Who took the minutes last."""
        return self._known.recorder if self._known.hold_for(self._start(values)) else ""

    def _of_group(self, values: Values) -> bool:
        kind = self.kinds.get(self._kind(values))
        return kind is not None and kind.who == "group"

    def _kind(self, values: Values) -> str:
        try:
            return find_kind(self.kinds, values["kind"]).name
        except BranchError:
            return ""

    def _start(self, values: Values) -> datetime | None:
        try:
            return parse_moment(values["when"], self._now)
        except BranchError:
            return None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
