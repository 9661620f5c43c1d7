"""From somebody on the way to membership to their register, and to a Word file."""

from datetime import date
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.rules.roster import FACTS, OPEN, STAGES
from branchtui.store.queries import people
from branchtui.store.queries.registers import development
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.profiles import profile, template_of

_ABOUT = ("sex", "ethnic", "born", "education", "job")
_BECAME = {
    "applicant": "申请入党",
    "activist": "确定积极分子",
    "candidate": "确定发展对象",
    "probationary": "接收为预备党员",
    "full": "转为正式党员",
}


def register_paper(member: bytes, today: date) -> Paper:
    """The register of one person as of `today`. Raises GoneError where there is no such person."""
    from branchtui.papers.facts.development import DevelopmentFacts, TakenFact
    from branchtui.papers.people.development import development_register

    row = people.member(member)
    seen = development.of_member(row, today)
    since = {stage.standing: stage.since for stage in seen.stages}
    return development_register(
        DevelopmentFacts(
            people.the_branch().name,
            today,
            row.name,
            tuple((FACTS[key], getattr(row, key)) for key in _ABOUT),
            tuple(
                (_BECAME[stage], None if since.get(stage, OPEN) == OPEN else since[stage])
                for stage in STAGES
                if STAGES.index(stage) <= STAGES.index(seen.standing)
            ),
            tuple(TakenFact(each.step, each.day, each.to_day, each.by, each.note, each.meeting) for each in seen.steps),
        )
    )


def prepare_register(member: bytes, folder: Path, *, today: date, photos: PhotoStore) -> Export:
    """The same for `folder`."""
    look = profile(MEETING_PROFILE)
    name = f"培养考察登记表_{people.member(member).name}_{today:%Y%m%d}"
    return Export([(name, register_paper(member, today))], folder, look, template_of(look), photos)
