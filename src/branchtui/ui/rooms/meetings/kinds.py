"""更多 → 种类和期限: how often each kind is held, the limits, and the kinds of the branch's own."""

from collections.abc import Mapping

from branchtui.rules.kind_reading import LIMITS, SPARED, kind_values, whole_number
from branchtui.rules.meetings import (
    IRREGULAR,
    PERIODS,
    WHO,
    MeetingKind,
    MeetingRules,
    frequency,
    kind_of_frequency,
    limit_unit,
    limit_words,
)
from branchtui.rules.stations import NAMES
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.fields import Values
from branchtui.ui.screens.form import Field, FormScreen, ask
from branchtui.workflows import meeting_rules as acts

_ADD = ""  # instead of a limit
_OTHER = ""  # instead of the name of a usual kind
_OFTEN = {**PERIODS, "": IRREGULAR}
_USUAL_MINUTES = 60
_OFF = "（已关提醒）"
_AT_ONCE = {"off": acts.switch_off, "remind": acts.remind_again, "default": acts.restore_default}


def choose(screen: PlaceScreen) -> None:
    """Ask which limit or kind, or whether to add one, and go on with it."""
    rules, own = acts.meeting_rules(), [frequency(kind.name) for kind in acts.own_kinds()]
    limits = [*own, *(limit for limit in acts.limits() if limit not in own)]
    options = [(limit, _told(limit, rules)) for limit in limits]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        with screen.telling():
            if option[0] == _ADD:
                _ask_which(screen)
            else:
                _ask_what(screen, option[0])

    screen.app.push_screen(pick("会议种类和期限", [(_ADD, "增加一种自己的会议"), *options]), chosen)


def _ask_which(screen: PlaceScreen) -> None:
    """Offer the kinds that many branches have of their own; or the form for any other."""
    usual = acts.presets()
    options = [
        (name, f"{name}：{values['verb']}，通常 {values['minutes']} 分钟，不定期") for name, values in usual.items()
    ]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        if option[0] == _OTHER:
            screen.app.push_screen(kind_form(screen))
        else:
            with screen.telling() as done:
                done(f"{acts.add_kind(option[0], usual[option[0]])}细节在这里选它再改。")

    screen.app.push_screen(pick("增加哪一种", [*options, (_OTHER, "别的，自己填")]), chosen)


def _told(limit: str, rules: MeetingRules) -> str:
    """A limit or the frequency of a kind with its figure and what that rests on."""
    off = "" if rules.reminds(limit) else _OFF
    if limit in LIMITS:
        return f"{limit_words(limit)}：{rules.clause(limit).replace('，可改', '')}{off}"
    kind = acts.kinds()[kind_of_frequency(limit)]
    basis = {"local": "默认", "branch": "本支部约定"}.get(kind.rule.practice, kind.rule.article)
    return f"{kind.name}：{kind.often}（{basis}）{off}"


def _ask_what(screen: PlaceScreen, limit: str) -> None:
    rules, name = acts.meeting_rules(), kind_of_frequency(limit)
    own = name in {kind.name for kind in acts.own_kinds()}
    ways = [("change", "改这一种会议") if own else ("figure", f"改成几{limit_unit(limit)}")]
    counted = not own or acts.kinds()[name].times > 0  # nobody is reminded of what is held as it comes
    if counted and acts.may_switch_off(limit) and rules.reminds(limit):
        ways.append(("off", "不再提醒"))
    if not rules.reminds(limit):
        ways.append(("remind", "恢复提醒"))
    elif not own and acts.is_set(limit):
        ways.append(("default", "恢复默认"))
    if own:
        ways.append(("remove", "去掉这一种会议"))

    def chosen(option: tuple[str, str] | None) -> None:
        way = option[0] if option is not None else ""
        if way == "change":
            screen.app.push_screen(kind_form(screen, acts.kinds()[name]))
        elif way == "figure":
            screen.app.push_screen(_figure_form(screen, limit))
        elif way:
            with screen.telling() as done:
                done(acts.remove_kind(name) if way == "remove" else _AT_ONCE[way](limit))

    screen.app.push_screen(pick(_told(limit, rules), ways), chosen)


def _figure_form(screen: PlaceScreen, limit: str) -> FormScreen:
    def submit(typed: str) -> str:
        return acts.set_limit(limit, whole_number(typed, limit_words(limit)))

    return ask(f"limit-{limit}", f"{limit_words(limit)}（{limit_unit(limit)}）", "数字", submit, room="meetings")


def kind_form(screen: PlaceScreen, kind: MeetingKind | None = None) -> FormScreen:
    """The form for a kind of the branch's own: a new one, or `kind` to be changed. Its name stays."""
    basis = kind.rule if kind is not None else None
    named = [Field("name", "名称", placeholder="如：例会、工作坊、学习研讨")] if kind is None else []
    fields = [
        *named,
        Field("verb", "动词", kind.verb if kind else "召开", "召开、开展、举办"),
        _one_of("who", "应到", WHO, kind.who if kind else "members"),
        _one_of("per", "多久", _OFTEN, (kind.per if kind.times else "") if kind else "month"),
        Field("times", "几次", str((kind.times or 1) if kind else 1), "不定期的不用管"),
        Field("minutes", "时长", str(kind.minutes if kind else _USUAL_MINUTES), "通常多少分钟"),
        Field(
            "without",
            "不要求的环节",
            "、".join(NAMES[station] for station in kind.without) if kind else "",
            "可不填，如：新闻报道",
            offers=lambda _: [Suggestion(NAMES[station]) for station in SPARED],
            many=True,
        ),
        Field("regulation", "依据的文件", basis.regulation if basis else "", "没有就空着，记为本支部约定"),
        Field("article", "第几条", basis.article if basis else "", "写了文件才要写"),
    ]

    def submit(typed: Values) -> str:
        values = kind_values({key: word for key, word in typed.items() if key != "name"})
        return acts.add_kind(typed["name"], values) if kind is None else acts.change_kind(kind.name, values)

    title = f"改会议种类：{kind.name}" if kind else "增加一种自己的会议"
    return FormScreen(f"kind-{kind.name if kind else ''}", title, fields, submit, room="meetings")


def _one_of(key: str, label: str, words: Mapping[str, str], value: str) -> Field:
    offered = [Suggestion(each) for each in words.values()]
    return Field(key, label, words[value], "、".join(words.values()), offers=lambda _: offered, only=True)
