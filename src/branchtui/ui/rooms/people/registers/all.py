"""The screens of the registers."""

from collections.abc import Callable, Mapping
from typing import Any

from branchtui.ui.rooms.people.registers.activities import ActivitiesScreen
from branchtui.ui.rooms.people.registers.base import RegisterScreen
from branchtui.ui.rooms.people.registers.contacts import ContactsScreen
from branchtui.ui.rooms.people.registers.growth import GrowthScreen
from branchtui.ui.rooms.people.registers.helpers import HelpersScreen

SCREENS: Mapping[str, Callable[[], RegisterScreen[Any]]] = {
    "contact": ContactsScreen,
    "activity": ActivitiesScreen,
    "helper": HelpersScreen,
    "growth": GrowthScreen,
}
"""By the word that the command line has for a row of each."""
