"""The services that send newsletters: what their forms are sent to and what they hold.

What is told here is what the services' own forms for other sites hold: Buttondown's "embed" form,
Mailchimp's embedded form (its name for the trap is made of `u` and `id` in the address), the HTML
form of Kit (until 2024 ConvertKit) and the follow form of follow.it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qs, quote, urlsplit


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A service and the form with which readers subscribe to a list of it."""

    label: str
    """As people call it."""
    target: str = ""
    """Where the form is sent to, with {account}; empty where site.yaml gives the address."""
    account: str = ".+"
    """What an account of it looks like, as a regular expression for all of it."""
    begins: str = "https://"
    """How an address of it begins, as a regular expression."""
    field: str = "email"
    """What the form calls the address of the reader."""
    hidden: tuple[tuple[str, str], ...] = ()
    """What it sends beside it."""
    trap: str = ""
    """The name of a field that only robots fill in, with blanks for parameters of the address."""
    origins: tuple[str, ...] = ()
    """Where it may lead on to from where the form is sent: browsers ask the policy there too."""
    privacy: str = ""
    """Where the service says what it does with addresses."""
    hint: str = ""
    """What to write in site.yaml, and where to find it."""


NEWSLETTERS: Final[Mapping[str, Newsletter]] = MappingProxyType(
    {
        "buttondown": Newsletter(
            "Buttondown",
            target="https://buttondown.com/api/emails/embed-subscribe/{account}",
            # A name alone: people paste the address of their page, or their own e-mail address.
            account=r"(?!\.+$)[^\s/:@?#]+",
            hidden=(("embed", "1"),),
            privacy="https://buttondown.com/legal/privacy",
            hint="for example account: task-shelf, your user name there",
        ),
        "mailchimp": Newsletter(
            "Mailchimp",
            begins=r"https://[a-z0-9.-]+\.list-manage\.com/subscribe/post\?",
            field="EMAIL",
            trap="b_{u}_{id}",
            # Forms are sent to one of its data centres, which may ask others for a captcha.
            origins=("https://*.list-manage.com",),
            privacy="https://www.intuit.com/privacy/statement/",
            hint="the address that its embedded form has as its action, "
            "https://….list-manage.com/subscribe/post?u=…&id=…",
        ),
        "kit": Newsletter(
            "Kit",
            target="https://app.kit.com/forms/{account}/subscriptions",
            # Its other name for a form, such as 3f752fab3e, is for scripts alone.
            account="[0-9]{1,20}",
            field="email_address",
            privacy="https://kit.com/privacy",
            hint="for example account: 1234567, the number of a form there",
        ),
        "follow.it": Newsletter(
            "follow.it",
            begins=r"https://(api\.)?follow\.it/\w",
            # Its answer is a page of its own site, to confirm the address.
            origins=("https://follow.it",),
            privacy="https://follow.it/info/privacy",
            hint="the address that its form has as its action, "
            "https://api.follow.it/subscription-form/…",
        ),
        "form": Newsletter(
            "",
            hint="the address that the form is sent to, which begins with https://",
        ),
    }
)
"""By the names that `subscribe.service` in site.yaml has for them."""


def target_of(newsletter: Newsletter, account: str, address: str) -> str:
    """Where a form is sent to: one segment of the path is the account, whatever it holds."""
    if newsletter.target:
        return newsletter.target.replace("{account}", quote(account, safe=""))
    # People copy addresses out of HTML.
    return address.replace("&amp;", "&")


def is_account(newsletter: Newsletter, account: str) -> bool:
    """Whether the service can have an account of that name."""
    return bool(re.fullmatch(newsletter.account, account, re.ASCII))


def is_target(newsletter: Newsletter, address: str) -> bool:
    """Whether the form of the service can be sent to an address."""
    asked = re.findall(r"{(\w+)}", newsletter.trap)
    known = parse_qs(urlsplit(address).query)
    return bool(re.match(newsletter.begins, address, re.IGNORECASE)) and all(
        name in known for name in asked
    )


def trap_of(newsletter: Newsletter, target: str) -> str:
    """The name of the field that only robots fill in; empty where there is none."""
    known = parse_qs(urlsplit(target).query)
    return re.sub(r"{(\w+)}", lambda blank: known.get(blank[1], [""])[0], newsletter.trap)
