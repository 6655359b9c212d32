"""content/site.yaml as frozen, checked settings."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from papershelf.base_url import BaseUrl
from papershelf.config_kinds import (
    CITATION_FORMATS,
    EXPORT_FORMATS,
    SEARCH_FIELDS,
    Amount,
    Boost,
    CitationFormat,
    ExportFormat,
    FeedId,
    Folder,
    GitHubRepository,
    Host,
    NewsletterName,
    NodeId,
    Pattern,
    SearchField,
    Synonyms,
    number,
)
from papershelf.errors import Problem, UsageError
from papershelf.fields import (
    Boolean,
    EditorScript,
    Integer,
    Integrity,
    Language,
    Line,
    Mailbox,
    SecureAddress,
    Slug,
    StaticFile,
    Text,
    WebAddress,
    listed,
    refusal,
    shown,
)
from papershelf.forms import Form, check_form
from papershelf.newsletters import (
    NEWSLETTERS,
    Newsletter,
    is_account,
    is_target,
    target_of,
    trap_of,
)
from papershelf.source import Source
from papershelf.urls import origin_of, web_address
from papershelf.yamltext import YamlError, parse_yaml


class CuratorForm(Form):
    """Somebody who keeps the shelf."""

    id: Slug
    """The handle that entries use in curated_by."""
    name: Line
    """What readers see."""
    url: WebAddress | None = None
    """Their page."""


def _repository(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


class RepositoryForm(Form):
    """Where the files of the shelf are kept, so that readers can mend an entry."""

    url: WebAddress | None = Field(default=None, examples=["https://github.com/someone/shelf"])
    """Its address, as a browser shows it; without one, the one that `build --repository` names."""
    branch: Line = "main"
    """The branch that entries are edited on."""
    folder: Folder = ""
    """The folder of the shelf in it, if it is not its root."""
    edit: Pattern | None = None
    """The address for editing a file, where its host is not known, with {path} and {branch}."""
    report: Pattern | None = None
    """The address for reporting a problem, likewise, with {path}, {id}, {title} or {page}."""
    forms: Boolean = False
    """Whether it has the forms that `init` writes: to suggest a paper and to correct an entry."""


class SearchForm(Form):
    """What is searched and how much each field weighs."""

    enabled: Boolean = True
    """Whether the site has a search."""
    boosts: dict[SearchField, Boost] = {}
    """Weight of each field; 0 leaves it out."""
    coverage: Annotated[float, BeforeValidator(number), Field(ge=0, le=5)] = 2
    """How far papers fall behind that have only a part of the query; 0 ranks as lunr does."""
    stop_words: Annotated[list[Line], BeforeValidator(listed)] = []
    """Words to pass over, beside the usual English ones."""
    synonyms: Annotated[
        list[Synonyms],
        Field(max_length=500, examples=[[["LLM", "large language model"]]]),
    ] = []
    """Groups of words or texts that mean the same: who searches one finds the others too."""
    snippets: Annotated[list[Literal["summary", "note", "abstract"]], BeforeValidator(listed)] = [
        "summary",
        "note",
    ]
    """What results show of a paper: the first of these fields that it has."""
    budget: Annotated[float, BeforeValidator(number), Field(ge=0.001, le=1000)] = 100
    """Megabytes that the search may take before the build tells what each field costs."""


Advice = Literal[
    "duplicate",
    "preprint",
    "ambiguous-name",
    "venue-spelling",
    "rare-topic",
    "no-abstract",
    "no-link",
    "no-collection",
    "stale-metrics",
    "tidy",
]
"""Kinds of advice about papers, as `Problem.rule` names them."""


class TrendingForm(Form):
    """How papers are ranked by what they gained lately."""

    half_life: Annotated[Integer, Field(ge=1, le=3650)] = 7
    """Days after which what was gained counts half."""


class FeedsForm(Form):
    """What can be followed."""

    entries: Annotated[Integer, Field(ge=1, le=500)] = 30
    """Papers in a feed: the latest ones."""
    authors_from: Annotated[Integer, Field(ge=1, le=1000)] | None = None
    """How many papers a person needs for a feed and exports of their own.

    Default: 2 on shelves of up to 2,000 papers; on larger ones nobody has them.
    """
    full_text: Boolean = True
    """Whether feeds hold the abstract and the note of each paper, or a summary only."""


class ExportsForm(Form):
    """What can be taken away as files."""

    formats: Annotated[list[ExportFormat], BeforeValidator(listed)] = [*EXPORT_FORMATS]
    """The formats that papers can be had in; an empty list makes no files."""
    lists: Annotated[list[ExportFormat], BeforeValidator(listed)] | None = None
    """Those for each list; default: the same, on shelves of over 2,000 papers BibTeX alone."""


class PerPaperForm(Form):
    """What each paper has beside its page; default: all of it on shelves up to 2,000 papers."""

    exports: Boolean | None = None
    """A file in each format that one can cite it with."""
    markdown: Boolean | None = None
    """Its page as Markdown."""
    cards: Boolean | None = None
    """A picture that social media show with links to it."""
    coins: Boolean | None = None
    """Its facts in each list, for reference managers that take up a page."""


class BudgetForm(Form):
    """What a site may take, where the limits of its host are not the right ones."""

    megabytes: Amount | None = None
    """All files together."""
    files: Annotated[Integer, Field(ge=1, le=1_000_000_000)] | None = None
    """How many files."""
    file_megabytes: Amount | None = None
    """The largest file."""
    page_kilobytes: Amount | None = None
    """The largest page."""


class CheckForm(Form):
    """What `papershelf check` looks at."""

    without: Annotated[list[Advice], BeforeValidator(listed)] = []
    """Kinds of advice to leave out."""
    stale_after: Annotated[Integer, Field(ge=1, le=36_500)] = 90
    """Days after which counts in metrics.yaml are called old."""
    skip_links: Annotated[list[Line], BeforeValidator(listed)] = []
    """Hosts and beginnings of addresses that the check of links leaves alone."""


class CreditForm(Form):
    """Who is credited for the papers, beside those whom entries name."""

    history: Boolean = False
    """Whether those count whose commits changed an entry, as git remembers them."""
    hide: Annotated[list[Line], BeforeValidator(listed)] = []
    """Names and logins that nobody is shown, whether git or entries have them."""


class AdminForm(Form):
    """A page to edit the shelf in a browser, below /admin/, with Sveltia CMS."""

    enabled: Boolean = False
    """Whether the site has it."""
    script: EditorScript = "sveltia-cms.js"
    """Its program: a file in content/static, or a web address that begins with https."""
    icons: StaticFile | None = None
    """The font with its icons, a file in content/static; without one they are words."""
    integrity: Integrity | None = None
    """What a browser checks a program at a web address against, as `sha384-…`."""
    sign_in: WebAddress | None = None
    """The address of a service for signing in; without one people sign in with a token."""

    @model_validator(mode="after")
    def _is_checked(self) -> "AdminForm":
        if "://" in self.script and not self.integrity:
            raise refusal(
                "a program from elsewhere is not checked",
                "give its integrity too, or put the file into content/static",
            )
        return self


class SubscribeForm(Form):
    """The box in which readers leave an address to get new papers by e-mail."""

    service: NewsletterName = Field(examples=["buttondown"])
    """Who keeps the addresses and sends: buttondown, mailchimp, kit, follow.it, or form."""
    account: Line | None = Field(default=None, examples=["task-shelf"])
    """What the service calls your list: a user name at Buttondown, the number of a form at Kit."""
    address: SecureAddress | None = None
    """Where its own form is sent to: for mailchimp, follow.it and form, in place of an account."""
    field: Line | None = None
    """What a form calls the address that readers type, for the service form; default: email."""
    hidden: dict[Line, Line] = Field(default={}, max_length=20)
    """What the form sends beside it, such as a tag of the service."""
    privacy: SecureAddress | None = None
    """Where the service says what it does with addresses, where that is not known."""
    every: Literal["day", "week", "month"] | None = None
    """How often mails come at most, for readers to know before they subscribe."""
    leads_to: Annotated[list[SecureAddress], BeforeValidator(listed), Field(max_length=5)] = []
    """Pages at other hosts that the service is set to lead new subscribers to."""

    @property
    def newsletter(self) -> Newsletter:
        """What is known of the service."""
        return NEWSLETTERS[self.service]

    @property
    def target(self) -> str:
        """Where the form is sent to, percent-encoded."""
        return web_address(target_of(self.newsletter, self.account or "", self.address or ""))

    @property
    def address_field(self) -> str:
        """What the form calls the address that readers type."""
        return self.field or self.newsletter.field

    @property
    def trap(self) -> str:
        """The name of a field that only robots fill in; empty where there is none."""
        return trap_of(self.newsletter, self.target)

    @model_validator(mode="after")
    def _has_a_target(self) -> "SubscribeForm":
        needed = "account" if self.newsletter.target else "address"
        other = "address" if self.newsletter.target else "account"
        if getattr(self, other) is not None:
            raise refusal(f"{self.service} takes no {other}", f"give its {needed}")
        if getattr(self, needed) is None:
            raise refusal(f"{self.service} needs its {needed}", self.newsletter.hint)
        if self.field and self.newsletter.label:
            raise refusal(f"{self.service} takes no field", "leave it out: its form is known")
        if self.account is not None and not is_account(self.newsletter, self.account):
            raise refusal(
                f"{shown(self.account)} is no account of {self.service}", self.newsletter.hint
            )
        if self.address and not is_target(self.newsletter, self.target):
            raise refusal(f"{shown(self.address)} is not of {self.service}", self.newsletter.hint)
        if taken := {self.address_field, self.trap} & self.hidden.keys():
            raise refusal(
                f"hidden holds {shown(min(taken))}, a field that the form has anyway",
                "leave it out: readers' own addresses would not come through",
            )
        for address in (self.target, *self.leads_to):
            if not origin_of(address):
                raise refusal(
                    f"a policy cannot name the host of {shown(address)}",
                    "write it in ASCII (xn--…), without a name and a password before it",
                )
        return self


class CommentsForm(Form):
    """Comments and upvotes on papers, kept in a repository's discussions by giscus."""

    repository: GitHubRepository = Field(examples=["someone/shelf"])
    """The public repository at GitHub whose discussions hold them."""
    repository_id: NodeId = Field(examples=["R_kgDOexample"])
    """Its id: what giscus.app tells as `data-repo-id`."""
    category: Line = Field(examples=["Announcements"])
    """The category of the discussions; of the kind Announcement, so that only giscus opens them."""
    category_id: NodeId = Field(examples=["DIC_kwDOexample"])
    """Its id: what giscus.app tells as `data-category-id`."""

    @model_validator(mode="after")
    def _has_its_own_ids(self) -> "CommentsForm":
        if self.repository_id.startswith("DIC_") or self.category_id.startswith("R_"):
            raise refusal(
                "repository_id and category_id look exchanged",
                "ids of repositories begin with R_, those of categories with DIC_",
            )
        return self


def _comments(value: Any) -> Any:
    fields = value if isinstance(value, dict) else {}
    missing = [name for name in CommentsForm.model_fields if name not in fields]
    if value is not None and missing:
        raise refusal(
            f"needs {', '.join(missing)}",
            "write comments: {repository: OWNER/NAME, repository_id: R_…, category: Announcements, "
            "category_id: DIC_…} with what https://giscus.app tells; for none, remove the line",
        )
    return value


class DigestForm(Form):
    """What `papershelf digest` writes and sends."""

    top: Annotated[Integer, Field(ge=0, le=50)] = 5
    """How many papers that grow it names, beside the new ones."""
    most: Annotated[Integer, Field(ge=1, le=500)] = 20
    """How many new papers it shows; the page of the period has all of them."""
    sender: Mailbox | None = Field(default=None, examples=["The Task Shelf <news@example.org>"])
    """Whom mails come from."""
    reply_to: Mailbox | None = None
    """Whom answers go to."""
    unsubscribe: Mailbox | SecureAddress | None = None
    """Where readers say that they want no more: an address of e-mail, or of a page."""
    one_click: Boolean = False
    """Whether that page unsubscribes by one POST, as RFC 8058 has it; needs {address} in it."""
    postal: Line = ""
    """The sender's postal address, where a law asks for it."""
    most_recipients: Annotated[Integer, Field(ge=1, le=100_000)] = 500
    """Sending to more people than this is refused."""


class NavForm(Form):
    """A link in the header."""

    label: Line
    """What it says."""
    url: Line
    """A web address, or a path within the site such as topics/."""


class Config(Form):
    """The settings of a shelf, content/site.yaml."""

    title: Line = Field(default="A shelf of papers", examples=["The Task Shelf"])
    """The name of the shelf."""
    tagline: Line = ""
    """A short line below the name."""
    description: Text = ""
    """A sentence or two for search engines."""
    language: Language = "en"
    """The language of the site: of its words, dates and numbers."""
    base_url: BaseUrl | None = None
    """Where the site will be: for canonical addresses, the sitemap and the 404 page in a folder."""
    curators: Annotated[list[CuratorForm], BeforeValidator(listed)] = []
    """Who keeps the shelf."""
    repository: Annotated[RepositoryForm | None, BeforeValidator(_repository)] = None
    """Where the files are kept: pages of papers lead there for mending and reporting."""
    theme: Slug = "default"
    """The name of a theme: a folder in themes/, or a packaged one."""
    theme_options: dict[
        Line,
        Annotated[list[Line], BeforeValidator(listed, json_schema_input_type=Line | list[Line])],
    ] = {}
    """Options of the theme; its README lists them."""
    card_fonts: Annotated[
        list[Line], BeforeValidator(listed), Field(max_length=8, examples=[["NotoSerifSC.otf"]])
    ] = []
    """Font files in content/fonts, for titles on cards in scripts that ours lack."""
    page_size: Annotated[Integer, Field(ge=5, le=500)] = 50
    """Papers on one page of a list."""
    author_pages_from: Annotated[Integer, Field(ge=1, le=1000)] | None = None
    """How many papers a person needs for a page; default: 1, on shelves of over 2,000 papers 2."""
    related: Boolean = True
    """Whether the page of a paper names related papers."""
    citations: Annotated[list[CitationFormat], BeforeValidator(listed)] = [*CITATION_FORMATS]
    """The formats in which the page of a paper cites it; an empty list shows none."""
    stats: Boolean = True
    """Whether there is a page of charts."""
    map: Boolean = True
    """Whether there is a page that shows papers about the same things near each other."""
    offline: Boolean = False
    """Whether pages that a reader has seen stay readable without a network."""
    search: SearchForm = SearchForm()
    """The search."""
    trending: TrendingForm = TrendingForm()
    """The ranking by recent growth."""
    host: Host = "github"
    """Where the site is published, for what it may take."""
    budget: BudgetForm = BudgetForm()
    """What the site may take, where the limits of the host are not the right ones."""
    feed_id: FeedId | None = None
    """What names the feeds for ever, whatever the title and the address; made by init."""
    feeds: FeedsForm = FeedsForm()
    """What can be followed."""
    exports: ExportsForm = ExportsForm()
    """What can be taken away as files."""
    noindex: Boolean = False
    """Whether search engines are asked to leave the whole site alone, as for a preview."""
    per_paper: PerPaperForm = PerPaperForm()
    """What each paper has beside its page."""
    check: CheckForm = CheckForm()
    """What the check looks at."""
    credit: CreditForm = CreditForm()
    """Who is credited."""
    admin: AdminForm = AdminForm()
    """A page to edit the shelf in a browser."""
    subscribe: SubscribeForm | None = None
    """Who sends new papers by e-mail; without it readers are offered the feeds."""
    comments: Annotated[CommentsForm | None, BeforeValidator(_comments)] = None
    """Comments and upvotes on papers; without it there are none."""
    digest: DigestForm = DigestForm()
    """Digests by e-mail."""

    @property
    def base_path(self) -> str:
        """The path of the site on its host, with slashes around: `/` or `/repo/`."""
        return urlsplit(self.base_url).path if self.base_url else "/"

    @property
    def boosts(self) -> dict[str, float]:
        """The weight of each searched field."""
        weights = dict.fromkeys(SEARCH_FIELDS, 1.0)
        # Chosen on half of the questions of `tests.bench.ranking`; a greater weight of titles finds
        # papers by their titles no better, and by their keywords worse.
        weights |= dict.fromkeys(("authors", "summary", "topics", "keywords"), 2.0)
        weights["title"] = 3.0
        weights |= self.search.boosts
        return {field: weight for field, weight in weights.items() if weight > 0}


def read_config(text: str, path: str) -> tuple[Config, list[Problem]]:
    """The settings in the text of `path` with all problems; defaults where they are wrong."""
    lines = text.split("\n")
    try:
        node = parse_yaml(text)
    except YamlError as problem:
        return Config(), [problem.at(path, lines)]
    if node.value is None:
        return Config(), []
    config, problems = check_form(Config, node, Source(path, lines))
    if config is None:
        return Config(), problems
    return config, problems


def with_base_url(config: Config, address: str) -> Config:
    """The settings with another address of the site; raises UsageError if it is none."""
    return config.model_copy(update={"base_url": _option("--base-url", BaseUrl, address)})


def with_repository(config: Config, address: str) -> Config:
    """The settings with the address of a repository where they name none.

    Raises UsageError if it is no address.
    """
    url = _option("--repository", WebAddress, address)
    known = config.repository or RepositoryForm()
    return config.model_copy(
        update={"repository": known.model_copy(update={"url": known.url or url})}
    )


def _option(name: str, kind: Any, address: str) -> str:
    """What an option of the command line gives, checked as a setting is."""
    try:
        return str(TypeAdapter(kind).validate_python(address))
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        raise UsageError(f"{name}: {context.get('message')}; {context.get('hint')}") from None
