"""What a web address of a paper, or of something beside it, says: its ids and the kind of link."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"{}|\\^`]+", re.ASCII)
# Old ones hold angles, and nothing stands behind them where their own host is asked.
_WHOLE_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_ARXIV_ID: Final = r"(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z\-]+(?:\.[A-Z]{2})?/\d{7})"
_ARXIV: Final = re.compile(rf"{_ARXIV_ID}(?=v\d{{1,2}}\b|\b)", re.ASCII)
ARXIV: Final = re.compile(rf"(?:arxiv:\s*)?({_ARXIV_ID}(?:v\d{{1,2}})?)", re.IGNORECASE)
"""An arXiv id that stands alone, or behind its name."""
ARXIV_IN: Final = re.compile(
    rf"arxiv:?\s*(?:abs/)?({_ARXIV_ID}(?:v\d{{1,2}})?)(?:\s*\[([a-z][\w.,\s-]{{1,60}})\])?",
    re.IGNORECASE,
)
"""One within a text, told by its name; its subject may stand behind it, as Zotero has it."""
_ACL: Final = re.compile(r"[A-Z]\d{2}-\d{4}|\d{4}\.[\w\-]+\.\d+", re.ASCII)
_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
# What publishers add behind a DOI in the addresses of pages and files.
_BEHIND_DOI: Final = re.compile(
    r"(?:/(?:full|pdf|epdf|abstract|abs|meta|fulltext|html|summary|pdfft))+/?$"
    r"|\.full(?:\.pdf|-text)?$|\.pdf$|/$",
    re.IGNORECASE,
)
_BEFORE_ID: Final = re.compile(
    r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|(?:www\.)?arxiv\.org/abs/)|(?:doi|arxiv):\s*", re.I
)
_PREPRINT_VERSION: Final = re.compile(r"(?<=\d)v\d{1,2}$")
_HEX: Final = re.compile(r"[0-9a-f]{40}")
_MOST: Final = 2_000
"""Characters of an address that is still looked into."""


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says by itself, without being visited."""

    kind: str
    """One of the kinds of links: `page` where nothing tells more."""
    ids: Mapping[str, str]
    """Of the paper that it is about, by kind, as the schema writes them."""
    is_repeated: bool = False
    """Whether it says no more than its id: the page that everybody makes of it."""

    def tell(self, ids: Mapping[str, str], kind: str = "") -> tuple[dict[str, str], bool]:
        """The ids that a paper with these gets from it, and whether it then says nothing more.

        None where it is of another paper. `kind`: what it is said to lead to; `""` if nobody says.
        """
        if (
            not self.ids
            or kind in _BESIDE
            or not all(_same(ids[name], value) for name, value in self.ids.items() if name in ids)
        ):
            return {}, False
        new = {name: value for name, value in self.ids.items() if name not in ids}
        return new, self.is_repeated and kind in {"", "page"}

    @property
    def is_of_paper(self) -> bool:
        """Whether it leads to a paper rather than to something beside one."""
        return bool(self.ids) or self.kind in {"pdf", "html"}


# What may be of a preprint, of another paper or of several, and still belongs to the one named.
_BESIDE: Final = frozenset({"code", "data", "model", "demo", "project"})


def _same(written: str, found: str) -> bool:
    """Whether an id as somebody wrote it is this one; versions of preprints are one paper."""
    bare = _BEFORE_ID.sub("", unquote(written).strip()).lower()
    return found.lower() in (bare, _PREPRINT_VERSION.sub("", bare))


_NOTHING: Final = Address("page", MappingProxyType({}))


def read_address(url: str) -> Address:
    """What an address says; a page without ids where it says nothing. Never raises."""
    if len(url) > _MOST:
        return _NOTHING
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return _NOTHING
    path = unquote(parts.path)
    for hosts, read in _READERS:
        if host in hosts:
            found = read(path, parts)
            if found:
                return found
    return _by_doi(path, host) or Address(_kind(host, path), {})


def arxiv_of(text: str) -> str:
    """The arXiv id that a text starts with, without its version; empty if there is none."""
    found = _ARXIV.match(text)
    return found[0] if found else ""


def _arxiv(path: str, _parts: SplitResult) -> Address | None:
    folder, _, rest = path.strip("/").partition("/")
    found = arxiv_of(rest)
    if not found or folder not in {"abs", "pdf", "html", "format", "ps", "e-print"}:
        return None
    kind = {"pdf": "pdf", "html": "html"}.get(folder, "page")
    return Address(kind, {"arxiv": found}, is_repeated=folder == "abs" and rest == found)


def _about_arxiv(kind: str) -> Callable[[str, SplitResult], Address | None]:
    def read(path: str, _parts: SplitResult) -> Address | None:
        folder, _, rest = path.strip("/").partition("/")
        found = arxiv_of(rest) if folder in _ARXIV_FOLDERS else ""
        return Address(kind, {"arxiv": found}) if found else None

    return read


_ARXIV_FOLDERS: Final = frozenset({"abs", "pdf", "html", "overview", "papers", "paper"})


def _doi(path: str, _parts: SplitResult) -> Address | None:
    found = _WHOLE_DOI.fullmatch(path.strip("/"))
    return Address("page", ids_of_doi(found[0]), is_repeated=True) if found else None


def ids_of_doi(doi: str) -> dict[str, str]:
    """The ids that a DOI gives: itself, and that of the preprint whose DOI arXiv made."""
    doi = doi.lower()
    preprint = _ARXIV_DOI.fullmatch(doi)
    found = arxiv_of(preprint[1]) if preprint else ""
    return {"doi": doi, "arxiv": found} if found else {"doi": doi}


def _acl(path: str, _parts: SplitResult) -> Address | None:
    last = path.rstrip("/").rpartition("/")[2]
    found = _ACL.match(last)
    if not found:
        return None
    kind = "pdf" if last.endswith(".pdf") else "page"
    return Address(kind, {"acl": found[0]}, is_repeated=last == found[0])


def _openreview(path: str, parts: SplitResult) -> Address | None:
    found = parse_qs(parts.query).get("id", [""])[0]
    if not re.fullmatch(r"[\w\-]{6,24}", found, re.ASCII):
        return None
    page = path.strip("/")
    if page == "forum":
        return Address("page", {"openreview": found}, is_repeated=not parts.fragment)
    return Address("pdf", {"openreview": found}) if page in {"pdf", "attachment"} else None


def _dblp(path: str, _parts: SplitResult) -> Address | None:
    found = re.fullmatch(r"/rec/([\w\-./+:]{3,120}?)(?:\.(?:html|bib|xml))?", path, re.ASCII)
    return Address("page", {"dblp": found[1]}, is_repeated=True) if found else None


def _pubmed(path: str, _parts: SplitResult) -> Address | None:
    article = re.search(r"/(PMC\d{1,9})(?:/|$)", path)
    if article:
        return Address("pdf" if path.endswith(".pdf") else "html", {"pmcid": article[1]})
    found = re.fullmatch(r"(?:/pubmed)?/(\d{1,9})/?", path, re.ASCII)
    return Address("page", {"pmid": found[1]}, is_repeated=True) if found else None


def _scholar(path: str, _parts: SplitResult) -> Address | None:
    found = _HEX.search(path)
    if found and path.startswith("/paper/"):
        return Address("page", {"semanticscholar": found[0]})
    preprint = arxiv_of(path.lower().removeprefix("/arxiv:"))
    return Address("page", {"arxiv": preprint}) if preprint else None


def _nature(path: str, _parts: SplitResult) -> Address | None:
    found = re.fullmatch(r"/articles/((?:s\d|nature|n[a-z]+\.?\d)[\w.\-]+?)(\.pdf)?", path)
    if not found or "." in found[1].strip("."):
        return None
    return Address("pdf" if found[2] else "page", {"doi": f"10.1038/{found[1].lower()}"})


def _zenodo(path: str, _parts: SplitResult) -> Address | None:
    found = re.match(r"/records?/(\d+)", path)
    return Address("data", {"doi": f"10.5281/zenodo.{found[1]}"}) if found else None


def _plos(path: str, parts: SplitResult) -> Address | None:
    found = _DOI.match(parse_qs(parts.query).get("id", [""])[0])
    if not found:
        return None
    return Address("pdf" if "/file" in path else "page", {"doi": found[0].lower()})


def _hub(path: str, parts: SplitResult) -> Address | None:
    folder = path.strip("/").partition("/")[0]
    if folder == "papers":
        return _about_arxiv("discussion")(path, parts)
    kind = {"datasets": "data", "spaces": "demo", "blog": "blog", "docs": "page"}.get(folder)
    is_model = path.strip("/").count("/") == 1
    return Address(kind or ("model" if is_model else "page"), {})


def _nothing_but(kind: str) -> Callable[[str, SplitResult], Address | None]:
    return lambda _path, _parts: Address(kind, {})


_READERS: Final[
    tuple[tuple[frozenset[str], Callable[[str, SplitResult], Address | None]], ...]
] = (
    (frozenset({"arxiv.org", "export.arxiv.org", "browse.arxiv.org", "cn.arxiv.org"}), _arxiv),
    (frozenset({"ar5iv.org", "ar5iv.labs.arxiv.org"}), _about_arxiv("html")),
    (frozenset({"alphaxiv.org", "scirate.com"}), _about_arxiv("discussion")),
    (frozenset({"doi.org", "dx.doi.org"}), _doi),
    (frozenset({"aclanthology.org", "aclanthology.info", "aclweb.org", "aclanthology.coli.uni-"
                "saarland.de"}), _acl),
    (frozenset({"openreview.net"}), _openreview),
    (frozenset({"dblp.org", "dblp.uni-trier.de", "dblp.dagstuhl.de"}), _dblp),
    (frozenset({"pubmed.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov"}), _pubmed),
    (frozenset({"semanticscholar.org"}), _scholar),
    (frozenset({"nature.com"}), _nature),
    (frozenset({"zenodo.org"}), _zenodo),
    (frozenset({"journals.plos.org"}), _plos),
    (frozenset({"huggingface.co", "hf.co"}), _hub),
    (frozenset({"docs.google.com"}), lambda path, _: Address(
        "slides" if path.startswith("/presentation") else "page", {})),
    (frozenset({"colab.research.google.com", "replicate.com"}), _nothing_but("demo")),
    (frozenset({"youtube.com", "youtu.be", "vimeo.com", "bilibili.com", "slideslive.com",
                "videolectures.net"}), _nothing_but("video")),
    (frozenset({"slideshare.net", "speakerdeck.com"}), _nothing_but("slides")),
    (frozenset({"twitter.com", "x.com", "reddit.com", "news.ycombinator.com", "bsky.app"}),
     _nothing_but("discussion")),
    (frozenset({"medium.com", "towardsdatascience.com", "lilianweng.github.io", "distill.pub"}),
     _nothing_but("blog")),
    (frozenset({"kaggle.com", "figshare.com", "datadryad.org", "ieee-dataport.org"}),
     _nothing_but("data")),
)  # fmt: skip
_CODE_HOSTS: Final = frozenset(
    {"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "gist.github.com"}
)
# Hosts whose addresses hold DOIs; of others only those that say so in their path.
_PUBLISHERS: Final = re.compile(
    r"(?:^|\.)(?:acm|springer|springeropen|biomedcentral|wiley|tandfonline|sagepub|science|acs|aps"
    r"|iop|biorxiv|medrxiv|pnas|frontiersin|mitpressjournals|mit|cambridge|annualreviews|rsc"
    r"|royalsocietypublishing|aip|informs|hindawi|ssrn|worldscientific)\.(?:org|com|edu)$"
)


def _by_doi(path: str, host: str) -> Address | None:
    if "10." not in path or not (_PUBLISHERS.search(host) or "/doi/" in path):
        return None
    found = _DOI.search(path)
    if not found:
        return None
    doi = found[0]
    for _ in range(3):
        doi = _BEHIND_DOI.sub("", doi)
    if host.endswith("rxiv.org"):
        doi = _PREPRINT_VERSION.sub("", doi)
    is_pdf = path.endswith((".pdf", "/pdf")) or "/pdf/" in path or "/epdf/" in path
    return Address("pdf" if is_pdf else "page", ids_of_doi(doi)) if _DOI.fullmatch(doi) else None


def _kind(host: str, path: str) -> str:
    lower = path.lower()
    if lower.endswith((".pdf", ".ps", ".ps.gz")):
        return "pdf"
    if host in _CODE_HOSTS:
        return "code"
    if host.endswith((".github.io", ".gitlab.io")):
        return "project"
    if host.endswith((".medium.com", ".substack.com", ".blogspot.com", ".wordpress.com")):
        return "blog"
    if host.startswith("blog."):
        return "blog"
    if lower.endswith((".mp4", ".webm")):
        return "video"
    return "slides" if lower.endswith((".pptx", ".ppt", ".key")) else "page"


_WORDS: Final = (
    ("pdf", "pdf"),
    ("page", "page abs abstract paper arxiv openreview link url doi publisher proceedings article"),
    ("html", "html fulltext"),
    ("code", "code github gitlab repo repository implementation source official pytorch tensorflow"
     " jax git torch keras tf"),
    ("data", "data dataset datasets"),
    ("model", "model models weights checkpoint checkpoints"),
    ("demo", "demo colab space spaces playground"),
    ("project", "project website homepage site webpage web"),
    ("slides", "slides slide presentation"),
    ("poster", "poster"),
    ("video", "video videos youtube talk recording"),
    ("supplement", "supplement supplementary supp appendix suppl"),
    ("blog", "blog post blogpost"),
    ("discussion", "discussion twitter reddit thread tweet"),
    ("review", "review reviews"),
)  # fmt: skip
_BY_WORD: Final[Mapping[str, str]] = MappingProxyType(
    {word: kind for kind, words in _WORDS for word in words.split()}
)
_MOST_WORDS: Final = 4


def kind_of_label(label: str) -> str:
    """The kind of link that its words name ("Project page", "[code]"); empty if they do not."""
    words = re.findall(r"[a-z]+", label[:200].lower())
    if not 0 < len(words) <= _MOST_WORDS:
        return ""
    kinds = [_BY_WORD[word] for word in words if word in _BY_WORD]
    if len(kinds) < len(words) and len(words) > 1 and not set(kinds) - {"page"}:
        return ""
    # "Project page" and "paper code" are about what is not the page.
    return next((kind for kind in kinds if kind != "page"), kinds[0] if kinds else "")
