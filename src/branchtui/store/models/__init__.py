"""The entities, as Peewee models; `SYNCED` travel between machines, `LOCAL` stay here (data.md).

Must not: hold rules or read the clock. What can be derived is not stored.
"""

from branchtui.store.models.attachments import Attachment
from branchtui.store.models.base import LocalRow, PairRow, Row
from branchtui.store.models.contacts import Contact
from branchtui.store.models.days import Silenced, TermDay
from branchtui.store.models.decisions import ActionItem, Ballot, BallotExclusion
from branchtui.store.models.frameworks import Evidence, Framework, Milestone, Point, Submission
from branchtui.store.models.local.ballot_look import BallotDoubt, BallotLook
from branchtui.store.models.local.college import Hub, HubSeen
from branchtui.store.models.local.exchange import Arrival, Peer
from branchtui.store.models.local.frozen_look import FrozenDoubt, FrozenLook
from branchtui.store.models.local.search_sign import SearchSign
from branchtui.store.models.meetings import (
    AgendaItem,
    Attendance,
    Guest,
    Material,
    Meeting,
    Plan,
    PlanItem,
    Station,
)
from branchtui.store.models.partners import Growth, Helper, HelperEvent, Honour, PartnerActivity
from branchtui.store.models.people import Branch, Group, Member, NameIndex, RosterEvent
from branchtui.store.models.posts import Pledge, Post, PostHolder, PostStep, Review, ReviewScore, Service, SignUp
from branchtui.store.models.publishing import Approval, LexiconEntry, Outlet, Publication
from branchtui.store.models.reports import Byline, Fact, Figure, Photo, Report
from branchtui.store.models.settings import DraftBuffer, Setting
from branchtui.store.models.year import Appraisal, DevelopmentStep, Document, HoursOverride, Rectification, Talk

SYNCED: tuple[type[Row], ...] = tuple(
    model for model in (*Row.__subclasses__(), *PairRow.__subclasses__()) if model is not PairRow
)
LOCAL: tuple[type[LocalRow], ...] = tuple(LocalRow.__subclasses__())
BY_TABLE: dict[str, type[Row]] = {model._meta.table_name: model for model in SYNCED}

__all__ = [
    "BY_TABLE",
    "LOCAL",
    "SYNCED",
    "ActionItem",
    "AgendaItem",
    "Appraisal",
    "Approval",
    "Arrival",
    "Attachment",
    "Attendance",
    "Ballot",
    "BallotDoubt",
    "BallotExclusion",
    "BallotLook",
    "Branch",
    "Byline",
    "Contact",
    "DevelopmentStep",
    "Document",
    "DraftBuffer",
    "Evidence",
    "Fact",
    "Figure",
    "Framework",
    "FrozenDoubt",
    "FrozenLook",
    "Group",
    "Growth",
    "Guest",
    "Helper",
    "HelperEvent",
    "Honour",
    "HoursOverride",
    "Hub",
    "HubSeen",
    "LexiconEntry",
    "LocalRow",
    "Material",
    "Meeting",
    "Member",
    "Milestone",
    "NameIndex",
    "Outlet",
    "PairRow",
    "PartnerActivity",
    "Peer",
    "Photo",
    "Plan",
    "PlanItem",
    "Pledge",
    "Point",
    "Post",
    "PostHolder",
    "PostStep",
    "Publication",
    "Rectification",
    "Report",
    "Review",
    "ReviewScore",
    "RosterEvent",
    "Row",
    "SearchSign",
    "Service",
    "Setting",
    "SignUp",
    "Silenced",
    "Station",
    "Submission",
    "Talk",
    "TermDay",
]
