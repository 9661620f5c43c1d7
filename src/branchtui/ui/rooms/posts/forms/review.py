"""The form of a review: scores of four sources, each with who collected it and how many answered; grade and opinion."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from branchtui.errors import BranchError
from branchtui.rules.posts.chain import PostRules
from branchtui.rules.posts.reviews import answered_from, grade_of, missing_sources, points, score_from, total
from branchtui.rules.services import SOURCES, Source
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Member, Review
from branchtui.store.models.columns import caption
from branchtui.store.queries import people, posts
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.post_view import Scored
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.posts.forms.basis import BasisField
from branchtui.ui.rooms.posts.owner import PostOwner
from branchtui.ui.screens.fields import Hint, Values
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.hints import day_hint
from branchtui.workflows.posts import reviews
from branchtui.workflows.posts.reviews import Decision, Score

_SOURCES: tuple[Source, ...] = get_args(Source)
_BY = "_by"  # ends the keys of who collected a score
_DAY = "collected_on"
_DECISION = ("grade", "decided_on", "meeting", "opinion")


def new_form(owner: PostOwner) -> FormScreen:
    """Asks for a review; whose it is and over which days come first."""
    view, rules, today = owner.view, owner.rules, owner.shell.now().date()
    basis = BasisField(today)
    weights = rules.weights

    def submit(values: Mapping[str, str]) -> str:
        if not values["from_day"] or not values["to_day"]:
            raise BranchError("请填写“考核期起”和“考核期止”：从哪天考核到哪天。")
        first = parse_day(values["from_day"], today, past=True)
        last = parse_day(values["to_day"], first if values["to_day"] else today)
        member = people.person(values["who"], last, among=[row.member_id for row in view.holders])
        row = reviews.add_review(
            posts.post(view.row.id),
            member,
            from_day=first,
            to_day=last,
            scores=_scores(values, {}, today, {}),
            decision=_decision({key: values[key] for key in _DECISION}, values, basis, today),
        )
        return f"已登记{row.member.name}的考核。{_told(values, weights, rules)}"

    names = [view.names[key] for key in dict.fromkeys(row.member_id for row in view.holders)]
    fields = [
        Field(
            "who",
            caption(Review, "member"),
            names[0] if len(names) == 1 else "",
            offers=lambda values: [Suggestion(name) for name in names],
        ),
        Field("from_day", caption(Review, "from_day"), placeholder="如：1月1日", hint=day_hint(today, past=True)),
        Field("to_day", caption(Review, "to_day"), placeholder="如：6月30日", hint=day_hint(today, past=True)),
        *_fields({}, basis, rules, weights, today),
    ]
    return FormScreen(
        f"review-of-{view.row.id.hex()}",
        f"考核：{view.row.name}",
        fields,
        submit,
        room="posts",
        begin="from_day" if len(names) == 1 else "who",
        live=lambda values: _told(values, weights, rules),
    )


def change_form(owner: PostOwner, row: Scored) -> FormScreen:
    """The form of a review that is there: scores still to come, what the branch decided."""
    rules, today = owner.rules, owner.shell.now().date()
    basis = BasisField(today, row.basis)
    shown = {
        "grade": row.row.grade,
        "decided_on": row.row.decided_on.isoformat() if row.row.decided_on else "",
        "meeting": basis.shown,
        "opinion": row.row.opinion,
    }
    given = _shown_scores(row)
    guard = Guard(row.row, shown)
    pending: dict[Source, Score] = {}

    def change(decision: Decision | None = None) -> None:
        nonlocal given
        reviews.change_review(Review.get_by_id(row.row.id), scores=pending, decision=decision)
        given.clear()
        given |= _shown_scores(owner.scored(row.row.id))

    def write(**typed: str) -> None:
        change(_decision(typed, {**shown, **typed}, basis, today))
        pending.clear()

    def submit(values: Mapping[str, str]) -> str:
        nonlocal pending
        pending.clear()  # what a former try could not save is typed still
        pending |= _scores(values, given, today, {source: score.day for source, score in row.scores.items()})
        gone = [source for source in _SOURCES if given.get(source) and not values[source]]
        if pending or gone:
            _check_unchanged(given, _shown_scores(owner.scored(row.row.id)), [*pending, *gone])
        guard.save({key: values[key] for key in _DECISION}, write)
        if pending:
            change()
            pending.clear()
        for source in gone:
            reviews.remove_score(row.row, source)
        return f"{row.name}的考核已存。{_told(values, row.weights, rules)}"

    fields = _fields({**shown, **given}, basis, rules, row.weights, today)
    return FormScreen(
        f"review-{row.row.id.hex()}",
        f"考核：{row.name}，{row.row.from_day.isoformat()} 至 {row.row.to_day.isoformat()}",
        fields,
        submit,
        room="posts",
        live=lambda values: _told(values, row.weights, rules),
    )


def _fields(
    shown: Mapping[str, str], basis: BasisField, rules: PostRules, weights: Mapping[Source, int], today: date
) -> list[Field]:
    fields = []
    for source in _SOURCES:
        example = "92.5" if source == "self" else "92.5 30人"
        fields.append(
            Field(
                source,
                SOURCES[source],
                shown.get(source, ""),
                f"占 {weights[source]}%；如：{example}；还没有就空着",
                hint=_score_hint(source),
            )
        )
        fields.append(
            Field(
                f"{source}{_BY}",
                "收集人",
                shown.get(f"{source}{_BY}", ""),
                f"{SOURCES[source]}是谁收集的，可不填",
                offers=lambda values: suggestions.people_on(today),
            )
        )
    grades = [Suggestion(grade.name) for grade in rules.grades]
    return [
        *fields,
        Field(_DAY, "收集日期", placeholder="这次填的得分是哪天收集的，可不填", hint=day_hint(today, past=True)),
        Field(
            "grade",
            caption(Review, "grade"),
            shown.get("grade", ""),
            "支部评定了才填",
            offers=lambda _: grades,
            only=True,
        ),
        Field(
            "decided_on", caption(Review, "decided_on"), shown.get("decided_on", ""), hint=day_hint(today, past=True)
        ),
        basis.field(wanted=True),
        Field("opinion", caption(Review, "opinion"), shown.get("opinion", ""), area=True),
    ]


def _score_hint(source: Source) -> Hint:
    def hint(typed: str) -> str:
        tenths, answered = _score(typed, source)
        return f"{points(tenths)} 分" + (f"，{answered} 人" if answered is not None else "")

    return hint


def _score(typed: str, source: Source) -> tuple[int, int | None]:
    """Points and how many answered, of 92.5 30人."""
    words = typed.replace("：", " ").replace(":", " ").replace("，", " ").split(None, 1)
    return score_from(words[0] if words else "", SOURCES[source]), answered_from(
        words[1] if len(words) > 1 else "", SOURCES[source]
    )


def _shown_scores(row: Scored) -> dict[str, str]:
    shown: dict[str, str] = {}
    for source, score in row.scores.items():
        shown[source] = points(score.tenths) + (f" {score.answered}人" if score.answered else "")
        shown[f"{source}{_BY}"] = row.collectors.get(score.collector_id, "") if score.collector_id else ""
    return shown


def _scores(
    values: Mapping[str, str], shown: Mapping[str, str], today: date, days: Mapping[Source, date | None]
) -> dict[Source, Score]:
    """The scores that were typed over; one keeps its day of `days` where no other is typed. Raises BranchError for one that can't be."""
    day = parse_day(values[_DAY], today, past=True) if values[_DAY] else None
    found: dict[Source, Score] = {}
    for source in _SOURCES:
        by = f"{source}{_BY}"
        if not values[source]:
            if values[by] and values[by] != shown.get(by, ""):
                raise BranchError(f"{SOURCES[source]}有收集人，还没有得分。请填写得分，或把收集人空着。")
            continue
        if values[source] != shown.get(source, "") or values[by] != shown.get(by, ""):
            tenths, answered = _score(values[source], source)
            found[source] = Score(tenths, answered, _collector(values[by], today), day or days.get(source))
    return found


def _collector(typed: str, today: date) -> Member | None:
    return people.person(typed, today) if typed else None


def _decision(typed: Mapping[str, str], values: Mapping[str, str], basis: BasisField, today: date) -> Decision:
    """Of what was typed what the branch decided."""
    decision: Decision = {}
    if "grade" in typed:
        decision["grade"] = typed["grade"]
    if "decided_on" in typed:
        decision["decided_on"] = parse_day(typed["decided_on"], today, past=True) if typed["decided_on"] else None
    if "opinion" in typed:
        decision["opinion"] = typed["opinion"]
    if "meeting" in typed:
        decision["meeting"] = basis.meeting(values)
    return decision


def _check_unchanged(before: Mapping[str, str], now: Mapping[str, str], sources: Sequence[Source]) -> None:
    """Raises BranchError where a score that was typed over has been changed elsewhere since it was shown."""
    for source in sources:
        by = f"{source}{_BY}"
        if (before.get(source), before.get(by)) != (now.get(source), now.get(by)):
            stands = now.get(source) or "没有得分"
            raise BranchError(f"{SOURCES[source]}在别处也改过，现在是“{stands}”，没有保存。按 Esc 关上再打开，照它改。")


def _told(values: Values, weights: Mapping[Source, int], rules: PostRules) -> str:
    """The total and grade that the scores give, or whose are missing. Raises BranchError for a score that can't be."""
    scores = {source: _score(values[source], source)[0] for source in _SOURCES if values[source]}
    if not scores:
        return ""
    whole = total(scores, weights)
    grade = grade_of(whole, rules.grades)
    if whole is None or grade is None:
        return f"还没有总分：缺{'、'.join(missing_sources(scores, weights))}"
    plate = "，默认要撤牌" if grade.withdraw else ""
    return f"总分 {points(whole)}，按分数是“{grade.name}”{plate}（{rules.clause('grades')}）"
