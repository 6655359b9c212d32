"""Providers on this machine, for all tests of what asks them."""

import json
from collections.abc import Iterator

import pytest
from tests.support import provider_answers as answers
from tests.support.provider_server import Providers, provider_server


@pytest.fixture
def silent_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Providers]:
    """Providers that know nothing, with no proxy before them."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with provider_server() as providers:
        yield providers


@pytest.fixture
def server(silent_server: Providers) -> Providers:
    """Providers that know the usual paper."""
    silent_server.on("/arxiv", answers.arxiv())
    silent_server.on("/s2/", answers.semantic_scholar())
    silent_server.on("/crossref/", answers.crossref())
    silent_server.on("/openalex/", json.dumps(answers.openalex()))
    return silent_server
