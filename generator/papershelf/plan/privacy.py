"""The privacy page: what becomes of readers' data, by what is switched on."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from papershelf.config import Config
from papershelf.hosts import HOSTS
from papershelf.plan import contexts
from papershelf.plan.editing import Editing
from papershelf.plan.inbox import receiver, receiver_privacy
from papershelf.plan.inbox_views import PrivacyPart
from papershelf.plan.offline_page import offline_privacy
from papershelf.plan.own_words import PRIVACY, own_description, own_words
from papershelf.plan.page import Page
from papershelf.plan.personal_pages import READING
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.repository import Repository
from papershelf.plan.views import Fact, Link
from papershelf.plan.woven import woven
from papershelf.urls import site_path
from papershelf.wording import Wording

Text = tuple[Link, ...]

STORED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "papershelf-theme": "privacy.stored_theme",
        "papershelf-size": "privacy.stored_size",
        "papershelf-density": "privacy.stored_density",
        "papershelf-keys": "privacy.stored_keys",
        "papershelf-visits:…": "privacy.stored_visits",
        "papershelf-papers:…": "privacy.stored_papers",
    }
)
"""What the scripts of the pages keep in a browser, by its key in the local storage: the words."""
STORED_WITH_COMMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "giscus-session": "privacy.stored_session",
        "papershelf-comments": "privacy.stored_comments",
    }
)
"""What those of the comments keep beside it."""
_GISCUS_PRIVACY = "https://github.com/giscus/giscus/blob/main/PRIVACY-POLICY.md"
_GITHUB_PRIVACY = (
    "https://docs.github.com/site-policy/privacy-policies/github-general-privacy-statement"
)


def privacy_page(planner: Planner, editing: Editing | None) -> Page:
    """The page: the curators' own words, if there are any, and then what the settings say."""
    wording = planner.wording
    words = own_words(planner.library, PRIVACY, wording)
    has_counts = bool(planner.library.metrics)
    parts = privacy_parts(planner.config, editing, wording, has_counts=has_counts)
    described = wording.say("descriptions.privacy", shelf=planner.config.title)
    return planner.page(
        (PRIVACY,),
        "privacy.html",
        words.title,
        contexts.PrivacyContext(
            body=words.body, summary=words.summary, parts=(*parts, *offline_privacy(planner))
        ),
        description=own_description(words, described),
        source=words.source,
        links=internal_links_of(words.body),
    )


def privacy_parts(
    config: Config, editing: Editing | None, wording: Wording, *, has_counts: bool
) -> tuple[PrivacyPart, ...]:
    """What the settings make true, and nobody by name who has no part in it."""
    return tuple(_Told(config, wording).parts(editing, has_counts=has_counts))


class _Told:
    """Tells of one shelf."""

    def __init__(self, config: Config, wording: Wording) -> None:
        self._config = config
        self._wording = wording
        self._say = wording.say
        self._repository = urlsplit(Repository(config.repository).root).netloc

    def parts(self, editing: Editing | None, *, has_counts: bool) -> Iterator[PrivacyPart]:
        yield self._loaded()
        yield self._kept()
        yield self._seen()
        yield from self._mailed()
        yield from self._discussed()
        if has_counts:
            yield self._part("counts", "counts_fetched")
        yield self._linked()
        if editing is not None:
            yield self._edited(editing)

    def _part(self, label: str, *paragraphs: str) -> PrivacyPart:
        """A part of words without blanks."""
        return PrivacyPart(
            self._say(f"privacy.{label}"),
            tuple((Link(self._say(f"privacy.{word}")),) for word in paragraphs),
        )

    def _loaded(self) -> PrivacyPart:
        pages = "loaded_but_comments" if self._config.comments else "loaded_here"
        return self._part("loaded", pages, "no_cookies")

    def _kept(self) -> PrivacyPart:
        part = self._part("kept", "kept_local")
        page = Link(self._say("reading.title"), site_path(READING))
        removed = woven(self._wording.template("privacy.kept_removed"), list=(page,))
        return replace(part, facts=self._facts(STORED), after=(removed,))

    def _facts(self, stored: Mapping[str, str]) -> tuple[Fact, ...]:
        return tuple(Fact(key, self._say(word)) for key, word in stored.items())

    def _seen(self) -> PrivacyPart:
        # The setting has a default, which says nothing of where a site really is.
        config = self._config
        is_known = "host" in config.model_fields_set and config.host != "plain"
        host = HOSTS[config.host].label if is_known else ""
        seen = self._say("privacy.host_sees", host=host) if host else self._say("privacy.some_host")
        part = self._part("host", *(["search_runs"] if config.search.enabled else []))
        return replace(part, paragraphs=((Link(seen),), *part.paragraphs))

    def _mailed(self) -> Iterator[PrivacyPart]:
        settings = self._config.subscribe
        if settings is not None:
            said = Link(self._say("privacy.mail_goes", receiver=receiver(settings)))
            policy = receiver_privacy(settings, self._wording)
            links = (policy,) if policy else ()
            yield PrivacyPart(self._say("privacy.mail"), (self._with_links(said, *links),))
        if self._config.digest.sender is not None:
            yield self._part("digests", "digests_sent")

    def _discussed(self) -> Iterator[PrivacyPart]:
        if self._config.comments is None:
            return
        said = self._with_links(
            Link(self._say("privacy.comments_kept")),
            Link(self._say("privacy.giscus"), _GISCUS_PRIVACY),
            Link(self._say("privacy.github"), _GITHUB_PRIVACY),
        )
        remembered = (Link(self._say("privacy.comments_stored")),)
        yield PrivacyPart(
            self._say("privacy.comments"), (said, remembered), self._facts(STORED_WITH_COMMENTS)
        )

    def _linked(self) -> PrivacyPart:
        part = self._part("links", "links_lead")
        if not self._repository:
            return part
        mending = (Link(self._say("privacy.mending", host=self._repository)),)
        return replace(part, paragraphs=(*part.paragraphs, mending))

    def _edited(self, editing: Editing) -> PrivacyPart:
        program, host = urlsplit(editing.script).netloc, self._repository
        said = (
            self._say("privacy.editing_loads", program=program, host=host)
            if program
            else self._say("privacy.editing_talks", host=host)
        )
        return PrivacyPart(self._say("privacy.editing"), ((Link(said),),))

    def _with_links(self, said: Link, *links: Link) -> Text:
        """A paragraph that ends in links, each a sentence of its own."""
        sentence = self._wording.template("privacy.sentence")
        return (said, *(piece for link in links for piece in woven(sentence, link=(link,))))
