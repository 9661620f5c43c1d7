"""Every synced column has its number, for ever."""

import pytest

from branchtui.store.models import SYNCED, Row
from branchtui.store.models.columns import pairs
from branchtui.store.replication import cells
from branchtui.store.replication.registry import DELETED, TABLES, Table, numbered

# The numbers that files in use hold. Add what is new at the end of a tuple; a line that has to be changed otherwise
# means that old stamps would be read as another column's.
IN_USE = {
    "branch": (1, "deleted name unit demo elected_on"),
    "party_group": (2, "deleted name"),
    "member": (3, "deleted name staff_no sex ethnic born education job title phone reading merged_into_id order_key"),
    "roster_event": (4, "deleted member_id aspect subject on value value_id"),
    "meeting": (
        5,
        "deleted kind ordinal title planned_start planned_end starts_at ends_at place host_id host_name recorder_id "
        "recorder_name group_id first_topic requirements closing state reason noticed_on recorded_on merged_into_id "
        "audience audience_who plan_item_id",
    ),
    "agenda_item": (
        6,
        "deleted meeting_id order_key title presenter_id presenter_name minutes record resolution dissent",
    ),
    "attendance": (7, "deleted meeting_id member_id state reason standing votes"),
    "guest": (8, "deleted meeting_id order_key name position contact_id topic"),
    "station": (9, "deleted meeting_id station reason"),
    "plan": (10, "deleted title first_day last_day"),
    "plan_item": (11, "deleted plan_id order_key schedule kind theme preparer_id meeting_id"),
    "material": (12, "deleted meeting_id plan_item_id order_key title source link"),
    "report": (
        13,
        "deleted meeting_id kicker title subtitle unit dated editors_note body state reason outlet submitted_on link "
        "profile about_table about_id kind",
    ),
    "fact": (
        14,
        "deleted report_id key source value owner_table owner_id source_table source_id measure from_day to_day",
    ),
    "photo": (15, "deleted sha original_sha name mime width height size taken_at"),
    "figure": (16, "deleted report_id mark photo_id caption width"),
    "byline": (17, "deleted report_id order_key role names"),
    "post": (
        18,
        "deleted number name category basis_id duties serves pledge public_from public_to awarded_on state",
    ),
    "post_holder": (19, "deleted post_id member_id from_day to_day"),
    "setting": (20, "deleted key value"),
    "contact": (21, "deleted name unit position phone groups merged_into_id agreed_on agreed_until"),
    "ballot": (
        22,
        "deleted item_id order_key kind motion candidate_id candidate_name seats way yes against abstain opinions issued "
        "collected valid voters_present present_reason scrutineers tellers",
    ),
    "ballot_exclusion": (23, "deleted meeting_id member_id ground consent voted"),
    "action_item": (24, "deleted meeting_id item_id order_key what owner_id owner_name due done_on done_note"),
    "attachment": (25, "deleted of_table of_id order_key sha name mime size photo_id what"),
    "term_day": (26, "deleted day mark name"),
    "silenced": (27, "deleted rule about_table about_id reason"),
    "post_step": (28, "deleted post_id step day to_day meeting_id reason"),
    "pledge": (29, "deleted post_id order_key words kept_on evidence"),
    "service": (
        30,
        "deleted post_id member_id state day begins ends half_hours what whom served result unit link verifier_id verified_on",
    ),
    "sign_up": (31, "deleted service_id member_id contact_id state half_hours"),
    "review": (
        32,
        "deleted post_id member_id from_day to_day weight_self weight_peer weight_public weight_branch grade decided_on meeting_id opinion",
    ),
    "review_score": (33, "deleted review_id source tenths answered collector_id day"),
    "partner_activity": (34, "deleted partner_id title day to_day place students majors outcome meeting_id post_id"),
    "helper": (35, "deleted contact_id kind cohort major from_day to_day mentor_id consent"),
    "helper_event": (36, "deleted helper_id day what by_id"),
    "honour": (37, "deleted of_table of_id kind title level grade issuer day"),
    "growth": (
        38,
        "deleted member_id kind title organiser place from_day to_day half_hours counted cost_cents borne_by approval result",
    ),
    "appraisal": (39, "deleted year member_id grade opinion meeting_id"),
    "talk": (40, "deleted day by_id to_id what place"),
    "rectification": (41, "deleted year meeting_id problem measure owner_id due done_on result"),
    "hours_override": (42, "deleted meeting_id member_id half_hours reason"),
    "development_step": (43, "deleted member_id step day to_day by note meeting_id"),
    "document": (44, "deleted direction kind title number unit day due done_on answers_id body"),
    "outlet": (45, "deleted name level profile within_hours contact_id send_to paste_limit"),
    "approval": (46, "deleted report_id order_key step name opinion day"),
    "publication": (47, "deleted report_id title form outlet level day link reads note"),
    "lexicon_entry": (48, "deleted text kind instead source"),
    "framework": (
        49,
        "deleted key level cycle name kind organiser basis starts_on ends_on state number_form file_version",
    ),
    "point": (
        50,
        "deleted framework_id key parent_id order_key title demand promised source dim needs selects weight owner_office owner_id due_on account self_score score_reason na_reason",
    ),
    "evidence": (51, "deleted point_id thing_table thing_id need state reason note order_key"),
    "milestone": (52, "deleted framework_id key name due_on papers done_on"),
    "submission": (53, "deleted framework_id kind day unit listing"),
}


def test_numbers_in_use_stay() -> None:
    """Fails for a line that was moved or a column that was renamed, and for one that IN_USE does not hold yet."""
    for name, (number, columns) in IN_USE.items():
        kept, now = tuple(columns.split()), TABLES.get(name)
        was = f'Table("{name}", {number}, {kept})'
        assert now is not None, f"a table in use is no longer in the registry: put {was} back"
        assert (now.number, now.columns[: len(kept)]) == (number, kept), (
            f"{name} had other numbers, and files in use hold them: it begins with {was}, what is new goes behind"
        )
    new = [
        f'"{table.name}": ({table.number}, "{" ".join(table.columns)}"),'
        for table in TABLES.values()
        if IN_USE.get(table.name) != (table.number, " ".join(table.columns))
    ]
    assert not new, f"write into IN_USE above, so that it stays: {' '.join(new)}"


def test_every_synced_column_has_a_number_and_no_other() -> None:
    for model in SYNCED:
        table = numbered(model._meta.table_name, columns_of(model))  # says what to append
        assert len(set(table.columns)) == len(table.columns), f"{table.name} has a column twice"
        assert table.columns[DELETED - 1] == "deleted", f"the columns of {table.name} begin with deleted"
    gone = set(TABLES) - {model._meta.table_name for model in SYNCED}
    assert not gone, f"no model has a table of this name any more: {gone}; the numbers stay, so the model has to"
    assert [table.number for table in TABLES.values()] == list(range(1, len(TABLES) + 1)), (
        "a number is left out or double"
    )


def test_what_has_no_number_is_told_with_the_line_to_append() -> None:
    line = rf'Append .*: Table\("made_up", {len(TABLES) + 1}, \("deleted", "yes"\)\),'
    with pytest.raises(ValueError, match=f"the table made_up has no number. {line}"):
        numbered("made_up", ["deleted", "yes"])
    with pytest.raises(ValueError, match=r'Append .* to the end .*: Table\("guest", 8, \(…, "made_up", "new"\)\),'):
        numbered("guest", ["deleted", "made_up", "name", "new"])


def columns_of(model: type[Row]) -> list[str]:
    return [field.column_name for field in model._meta.sorted_fields if field.column_name != "id"]


def test_policies_name_columns_that_exist() -> None:
    for model in SYNCED:
        columns = {field.column_name for field in model._meta.sorted_fields}
        groups = [column for group in model.together for column in group]
        assert {*model.text3, *model.auto, *model.final, *groups} <= columns, model
        assert len(groups) == len(set(groups)), model
        assert not set(model.text3) & {*model.auto, *model.final, *groups}, model


def test_the_two_columns_of_a_reference_are_stamped_as_one() -> None:
    """Else a merge could put the table of one machine beside the id of another."""
    for model in SYNCED:
        for whose, which in pairs(model):
            both = {whose.column_name, which.column_name}
            assert any(both <= set(group) for group in model.together), (
                f"{model.__name__}.together has to hold {sorted(both)} in one group"
            )


@pytest.mark.parametrize(
    ("table", "column", "policy"),
    [
        ("agenda_item", "record", "text3"),
        ("report", "body", "text3"),
        ("agenda_item", "order_key", "auto"),
        ("meeting", "state", "final"),
        ("report", "state", "final"),
        ("meeting", "title", "keep"),
        ("meeting", "recorded_on", "auto"),
        ("member", "order_key", "auto"),
    ],
)
def test_policies(table: str, column: str, policy: str) -> None:
    assert cells.policy(TABLES[table].number, TABLES[table].column(column)) == policy


def test_a_column_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError):
        Table("x", 1, ("deleted",)).column("new")
