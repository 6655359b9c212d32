"""Addresses in lists of papers say which paper they are of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.importers.addresses import kind_of_label, read_address
from papershelf.schema import LINK_KINDS

KNOWN = {
    "https://arxiv.org/abs/1706.03760": ("page", {"arxiv": "1706.03760"}, True),
    "https://arxiv.org/abs/1706.03762v5": ("page", {"arxiv": "1706.03762"}, False),
    "http://arxiv.org/pdf/1706.03762.pdf": ("pdf", {"arxiv": "1706.03762"}, False),
    "https://arxiv.org/abs/cs/0112017": ("page", {"arxiv": "cs/0112017"}, True),
    "https://ar5iv.labs.arxiv.org/html/1706.03762": ("html", {"arxiv": "1706.03762"}, False),
    "https://huggingface.co/papers/2401.00001": ("discussion", {"arxiv": "2401.00001"}, False),
    "https://huggingface.co/datasets/a/b": ("data", {}, False),
    "https://huggingface.co/a/b": ("model", {}, False),
    "https://doi.org/10.1145/3539618.3591631": ("page", {"doi": "10.1145/3539618.3591631"}, True),
    "https://doi.org/10.48550/arXiv.1706.03762": (
        "page",
        {"doi": "10.48550/arxiv.1706.03762", "arxiv": "1706.03762"},
        True,
    ),
    "https://dl.acm.org/doi/pdf/10.1145/12.34": ("pdf", {"doi": "10.1145/12.34"}, False),
    "https://link.springer.com/content/pdf/10.1007/978-3-030-1_2.pdf": (
        "pdf",
        {"doi": "10.1007/978-3-030-1_2"},
        False,
    ),
    "https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf": (
        "pdf",
        {"doi": "10.1101/2020.01.01.123456"},
        False,
    ),
    "https://aclanthology.org/P19-1001.pdf": ("pdf", {"acl": "P19-1001"}, False),
    "https://aclanthology.org/2023.acl-long.1/": ("page", {"acl": "2023.acl-long.1"}, True),
    "https://www.aclweb.org/anthology/P19-1001": ("page", {"acl": "P19-1001"}, True),
    "https://openreview.net/forum?id=rJl-b3RcF7": ("page", {"openreview": "rJl-b3RcF7"}, True),
    "https://openreview.net/pdf?id=rJl-b3RcF7": ("pdf", {"openreview": "rJl-b3RcF7"}, False),
    "https://pubmed.ncbi.nlm.nih.gov/31452104/": ("page", {"pmid": "31452104"}, True),
    "https://github.com/a/b": ("code", {}, False),
    "https://example.org/paper.pdf": ("pdf", {}, False),
    "https://a.github.io/b/": ("project", {}, False),
    "https://youtu.be/abc": ("video", {}, False),
    "https://example.org/": ("page", {}, False),
    "http://[": ("page", {}, False),
    "": ("page", {}, False),
}


@pytest.mark.parametrize("url", KNOWN)
def test_an_address_says_which_paper_it_is_of(url: str) -> None:
    found = read_address(url)
    assert (found.kind, dict(found.ids), found.is_repeated) == KNOWN[url]


@given(st.text() | st.text("htps:/.arxivog10pdfid?=&%[]@").map(lambda end: f"https://{end}"))
def test_no_text_is_too_strange_to_be_an_address(text: str) -> None:
    assert read_address(text).kind in LINK_KINDS


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("code", "code"),
        ("Project Page", "project"),
        ("paper", "page"),
        ("PyTorch", "code"),
        ("📄 pdf", "pdf"),
        ("Attention is all you need", ""),
        ("Paper Review Networks in Practice", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_link_tell_its_kind(label: str, kind: str) -> None:
    assert kind_of_label(label) == kind
