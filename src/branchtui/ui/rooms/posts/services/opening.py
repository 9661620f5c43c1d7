"""A service, opened from elsewhere: the log of its post, with the cursor on it."""

from branchtui.store.queries.services import log as services
from branchtui.ui.rooms.posts.post import PostScreen


def at_service(service_id: bytes) -> PostScreen:
    """The screen of its post. Raises GoneError where it is gone."""
    screen = PostScreen(services.service(service_id).post_id, "log")
    screen.wanted = service_id
    return screen
