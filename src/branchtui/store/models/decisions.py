"""What a meeting decides: ballots, who is left out of their base, and what somebody is to do by when."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from branchtui.rules.voting.kinds import CASES, KINDS, WAYS, BallotKind, ExclusionCase, Way
from branchtui.store.models.base import YES_NO, PairRow, Row, WordField, index
from branchtui.store.models.meetings import AgendaItem, Meeting
from branchtui.store.models.people import Member


class Ballot(Row):
    """One vote on one motion or one candidate of an item. Whether it passed is computed, never stored.

    Those of one election stand on one item, each with how many are to be elected (`seats`).
    """

    noun = "表决"
    named_by = ("kind", "motion", "candidate", "candidate_name")
    belongs_to = ("item",)
    text3 = ("motion",)
    auto = ("order_key",)
    together = (
        ("candidate_id", "candidate_name"),
        ("yes", "against", "abstain", "opinions", "issued", "collected", "valid"),
        ("voters_present", "present_reason"),
    )

    item = ForeignKeyField(AgendaItem, backref="ballots", verbose_name="议程")
    item_id: bytes
    order_key = TextField(verbose_name="顺序")
    kind = WordField[BallotKind](default="ordinary", verbose_name="表决事项", choices=KINDS.items())
    motion = TextField(default="", verbose_name="表决内容")
    candidate = ForeignKeyField(Member, null=True, backref="+", verbose_name="候选人")
    candidate_id: bytes | None
    candidate_name = TextField(default="", verbose_name="候选人（名册外）")
    seats = IntegerField(null=True, verbose_name="应选人数")
    way = WordField[Way](default="hands", verbose_name="表决方式", choices=WAYS.items())
    yes = IntegerField(null=True, verbose_name="赞成")
    against = IntegerField(null=True, verbose_name="不赞成")
    abstain = IntegerField(null=True, verbose_name="弃权")
    opinions = IntegerField(null=True, verbose_name="会前书面意见")  # of all the votes, handed in before the meeting
    issued = IntegerField(null=True, verbose_name="发出票数")
    collected = IntegerField(null=True, verbose_name="收回票数")
    valid = IntegerField(null=True, verbose_name="有效票数")
    voters_present = IntegerField(null=True, verbose_name="表决时到会")  # when they are fewer than the roll says
    present_reason = TextField(default="", verbose_name="少于考勤的原因")
    scrutineers = TextField(default="", verbose_name="监票人")
    tellers = TextField(default="", verbose_name="计票人")


class BallotExclusion(PairRow):
    """A voter who does not count in the base of one meeting's votes: the case, the superior's consent, the vote on it."""

    noun = "不计入应到"
    named_by = ("member",)
    belongs_to = ("meeting",)
    parts = ("meeting", "member")
    together = (("ground", "consent", "voted"),)

    meeting = ForeignKeyField(Meeting, backref="exclusions", verbose_name="会议")
    meeting_id: bytes
    member = ForeignKeyField(Member, backref="+", verbose_name="人员")
    member_id: bytes
    ground = WordField[ExclusionCase](verbose_name="情形", choices=CASES.items())
    consent = TextField(default="", verbose_name="上级同意", help_text="批复的文号或日期")
    voted = BooleanField(default=False, verbose_name="支部大会通过", choices=YES_NO.items())


class ActionItem(Row):
    """议定事项: what somebody is to do, by when; it stays on the board until it is done."""

    noun = "议定事项"
    named_by = ("what",)
    belongs_to = ("item", "meeting")
    auto = ("order_key",)
    together = (("owner_id", "owner_name"), ("done_on", "done_note"))

    meeting = ForeignKeyField(Meeting, backref="actions", verbose_name="会议")
    meeting_id: bytes
    item = ForeignKeyField(AgendaItem, null=True, backref="actions", verbose_name="议程")
    item_id: bytes | None
    order_key = TextField(verbose_name="顺序")
    what = TextField(verbose_name="事项")
    owner = ForeignKeyField(Member, null=True, backref="+", verbose_name="责任人")
    owner_id: bytes | None
    owner_name = TextField(default="", verbose_name="责任人（名册外）")
    due = DateField(null=True, verbose_name="完成时限", help_text="如：下周五；没有定就空着")
    done_on = DateField(null=True, verbose_name="完成日期")
    done_note = TextField(default="", verbose_name="完成情况")


index(ActionItem, "action_item_open", ActionItem.due, where="done_on IS NULL")
