"""How the page of a paper shows its discussion: addresses for the frame of giscus, and for people.

The parameters are those that giscus' own script gives its frame; what only a browser knows, as
where the page is and how it looks, `comments-frame.js` adds.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from papershelf.comments import SERVICE, comments_mark, comments_term
from papershelf.config import CommentsForm
from papershelf.model import Paper
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.policy import policy_with
from papershelf.plan.views import CommentsView

_LANGUAGES: Final[Mapping[str, str]] = {
    **{tag: tag for tag in ("ar", "be", "bg", "ca", "cs", "da", "de", "eo", "es", "eu", "fa")},
    **{tag: tag for tag in ("fr", "gsw", "he", "hu", "id", "it", "ja", "ko", "nl", "pl")},
    **{tag: tag for tag in ("pt", "ro", "ru", "th", "tr", "uk", "uz", "vi")},
    "el": "gr",
    "iw": "he",
    "in": "id",
    "km": "kh",
    **dict.fromkeys(("bs", "hr", "sh", "sr"), "hbs"),
    "zh": "zh-CN",
    "zh-hant": "zh-TW",
    "zh-hant-hk": "zh-HK",
    "zh-hk": "zh-HK",
    "zh-mo": "zh-HK",
    "zh-tw": "zh-TW",
}
"""The tags of languages that giscus speaks, beside English, with its own names for them."""

_UNLISTED: Final = frozenset({"draft", "hidden"})


class PaperComments:
    """The comments of a shelf; without settings there are none, and no page knows of them."""

    def __init__(self, form: CommentsForm | None, language: str) -> None:
        self._form = form
        self._folder = _folder(language)
        self._policy = policy_with(frames=(SERVICE,))
        self._key = digest_of(form.model_dump(), self._folder) if form else b""

    def has(self, paper: Paper) -> bool:
        """Whether the page of a paper shows its discussion, which everybody may find."""
        return self._form is not None and paper.status not in _UNLISTED

    @property
    def policies(self) -> dict[str, str]:
        """What the policies of folders have to allow."""
        return {"papers": self._policy} if self._form else {}

    def policy(self, paper: Paper) -> str:
        """That of the page of a paper; empty for that of the site."""
        return self._policy if self.has(paper) else ""

    def key(self, paper: Paper) -> bytes:
        """Changes whenever the policy of its page does."""
        return self._key if self.has(paper) else b""

    def of(self, paper: Paper) -> CommentsView | None:
        """What its page shows; None where it shows nothing."""
        form = self._form
        if form is None or not self.has(paper):
            return None
        return deferred(paper.digest + self._key, lambda: _view(form, self._folder, paper))


def _view(form: CommentsForm, folder: str, paper: Paper) -> CommentsView:
    parameters = {
        "repo": form.repository,
        "repoId": form.repository_id,
        "category": form.category,
        "categoryId": form.category_id,
        "term": comments_term(paper),
        "strict": "1",
        "reactionsEnabled": "1",
        "emitMetadata": "0",
        "inputPosition": "bottom",
    }
    found = quote(f"in:body {comments_mark(paper)}", safe="")
    return CommentsView(
        frame=f"{SERVICE}{folder}/widget?{urlencode(parameters, quote_via=quote)}",
        repository=form.repository,
        discussion=f"https://github.com/{form.repository}/discussions?discussions_q={found}",
    )


def _folder(language: str) -> str:
    """The folder of giscus in the language of the site: `/de`; empty for English."""
    tag = language.lower()
    while tag:
        if tag in _LANGUAGES:
            return f"/{_LANGUAGES[tag]}"
        tag = tag.rpartition("-")[0]
    return ""
