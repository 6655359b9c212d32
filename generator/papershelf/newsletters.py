"""The services that send newsletters: what their forms are sent to and what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A service and the form with which readers subscribe to a list of it."""

    label: str
    """As people call it."""
    target: str = ""
    """Where the form is sent to, with {account}; empty where site.yaml gives the address."""
    field: str = "email"
    """What the form calls the address of the reader."""
    hidden: tuple[tuple[str, str], ...] = ()
    """What it sends beside it."""
    privacy: str = ""
    """Where the service says what it does with addresses."""
    hint: str = ""
    """What to write in site.yaml, and where to find it."""


NEWSLETTERS: Final[Mapping[str, Newsletter]] = MappingProxyType(
    {
        "buttondown": Newsletter(
            "Buttondown",
            target="https://buttondown.com/api/emails/embed-subscribe/{account}",
            hidden=(("embed", "1"),),
            privacy="https://buttondown.com/legal/privacy",
            hint="for example account: task-shelf, your user name there",
        ),
        "mailchimp": Newsletter(
            "Mailchimp",
            field="EMAIL",
            privacy="https://www.intuit.com/privacy/statement/",
            hint="the address that its embedded form has as its action, "
            "https://….list-manage.com/subscribe/post?u=…&id=…",
        ),
        "kit": Newsletter(
            "Kit",
            target="https://app.kit.com/forms/{account}/subscriptions",
            field="email_address",
            privacy="https://kit.com/privacy",
            hint="for example account: 1234567, the number of a form there",
        ),
        "follow.it": Newsletter(
            "follow.it",
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
