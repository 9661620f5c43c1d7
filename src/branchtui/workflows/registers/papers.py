"""From the registers to papers, and to Word files in a folder."""

from datetime import date
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.rules.registers.masking import shown_name
from branchtui.store.queries import people
from branchtui.store.queries.registers import helpers, honours
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.profiles import profile, template_of


def cohort_paper(today: date) -> Paper:
    """The cohort table of the helpers; who did not agree to be named is shown by the surname."""
    from branchtui.papers.facts.registers import CohortFact, CohortFacts, OutcomeFact
    from branchtui.papers.registers import cohort_table

    listed = {row.id: row for row in helpers.helpers()}
    rows = tuple(
        CohortFact(each.cohort, each.kind, each.people, tuple(each.outcomes.items())) for each in helpers.cohorts()
    )
    outcomes = [
        OutcomeFact(helper.cohort, shown_name(helper.name, consent=helper.consent), each.title, each.level, each.day)
        for each in honours.honours()
        if each.of_table == "helper" and (helper := listed.get(each.of_id or b"")) is not None
    ]
    outcomes.sort(key=lambda each: each.cohort, reverse=True)
    return cohort_table(CohortFacts(people.the_branch().name, today, rows, tuple(outcomes)))


def prepare_cohorts(folder: Path, *, today: date, photos: PhotoStore) -> Export:
    """The cohort table for `folder`."""
    look = profile(MEETING_PROFILE)
    return Export([(f"身边人届别表_{today:%Y%m%d}", cohort_paper(today))], folder, look, template_of(look), photos)
