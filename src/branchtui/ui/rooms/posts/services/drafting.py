"""F9: a news draft from what the log of a post says of a stretch of days."""

from branchtui.store.queries import posts
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.workflows.figures.totals import STRETCHES


def choose_stretch(screen: PlaceScreen, post_id: bytes) -> None:
    """Offer the stretches of days; then the draft is written and opened."""
    today = screen.shell.now().date()

    async def chosen(option: tuple[str, str] | None) -> None:
        from branchtui.workflows.reports.post_draft import draft_from_post

        if option is None:
            return
        with screen.telling():
            stretch = next(each for each in STRETCHES if each == option[0])
            report = draft_from_post(posts.post(post_id), stretch, today)
            await screen.shell.open_thing("report", report.id)
            screen.shell.say("新闻稿已起草，数字都来自服务记录，请写正文；发布日期空着，由您填。")

    title = "写哪一段时间的新闻稿"
    screen.app.push_screen(pick(title, list(STRETCHES.items())), chosen)
