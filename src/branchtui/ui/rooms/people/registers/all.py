"""The screens of the registers."""

from collections.abc import Callable, Mapping
from typing import Any

from branchtui.ui.rooms.people.registers.activities import ActivitiesScreen
from branchtui.ui.rooms.people.registers.base import ToldScreen
from branchtui.ui.rooms.people.registers.contacts import ContactsScreen
from branchtui.ui.rooms.people.registers.development import DevelopmentScreen
from branchtui.ui.rooms.people.registers.growth import GrowthScreen
from branchtui.ui.rooms.people.registers.helpers import HelpersScreen
from branchtui.ui.rooms.people.year.rectifications import RectificationsScreen
from branchtui.ui.rooms.people.year.talks import TalksScreen

SCREENS: Mapping[str, Callable[[], ToldScreen[Any]]] = {
    "contact": ContactsScreen,
    "activity": ActivitiesScreen,
    "helper": HelpersScreen,
    "growth": GrowthScreen,
    "development": DevelopmentScreen,
    "talk": TalksScreen,
    "rectification": RectificationsScreen,
}
"""By the word that the command line has for a row of each."""
