"""What curators say first about a day, week or month, as its page and its digest show it."""

from papershelf.config import Config
from papershelf.model import DigestPage
from papershelf.plan.curators import hidden_names, is_shown, keepers_by_handle, person_link
from papershelf.plan.views import IntroductionView, Link


def introduction_of(written: DigestPage, config: Config) -> IntroductionView:
    """The introduction of a period; nobody is named whom the shelf shows nobody."""
    return IntroductionView(written.body, written.title, _curator(written.curator, config))


def _curator(handle: str, config: Config) -> Link | None:
    if not handle:
        return None
    hidden = hidden_names(config.credit)
    link = person_link(keepers_by_handle(config.curators), handle)
    return link if is_shown(handle, hidden) and is_shown(link.label, hidden) else None
