"""What people paste to name a paper."""

import pytest

from papershelf.errors import UsageError
from papershelf.providers import Reference, read_reference

GOOD = [
    ("1706.03762", "arxiv", "1706.03762"),
    ("1706.03762v5", "arxiv", "1706.03762"),
    ("arXiv: hep-th/9901001v2", "arxiv", "hep-th/9901001"),
    ("https://arxiv.org/abs/1706.03762v5", "arxiv", "1706.03762"),
    ("arxiv.org/pdf/1706.03762.pdf", "arxiv", "1706.03762"),
    ("https://arxiv.org/html/2406.01234v1", "arxiv", "2406.01234"),
    ("https://export.arxiv.org/abs/math.GT/0309136", "arxiv", "math/0309136"),
    ("math.GT/0309136v2", "arxiv", "math/0309136"),
    ("https://huggingface.co/papers/1706.03762", "arxiv", "1706.03762"),
    ("hf.co/papers/2406.01234", "arxiv", "2406.01234"),
    ("https://www.alphaxiv.org/abs/1706.03762v2", "arxiv", "1706.03762"),
    ("https://ar5iv.labs.arxiv.org/html/1706.03762", "arxiv", "1706.03762"),
    ("10.48550/arXiv.1706.03762", "arxiv", "1706.03762"),
    ("https://doi.org/10.48550/arXiv.1706.03762", "arxiv", "1706.03762"),
    ("https://doi.org/10.1145/3539618.3591631", "doi", "10.1145/3539618.3591631"),
    ("doi:10.5555/ABC", "doi", "10.5555/abc"),
    ("DOI: https://doi.org/10.5555/ABC", "doi", "10.5555/abc"),
    ("https://dl.acm.org/doi/pdf/10.1145/3.4?download=true", "doi", "10.1145/3.4"),
    ("https://link.springer.com/content/pdf/10.1007/978-3_13.pdf", "doi", "10.1007/978-3_13"),
    ("https://www.nature.com/articles/s41586-021-03819-2", "doi", "10.1038/s41586-021-03819-2"),
    ("https://onlinelibrary.wiley.com/doi/full/10.1002/job.1787", "doi", "10.1002/job.1787"),
    ("https://quiet.example/view/10.5555/x.1/abstract", "doi", "10.5555/x.1"),
    ("https://openreview.net/forum?id=rJl-b3RcF7&noteId=x", "openreview", "rJl-b3RcF7"),
    ("https://openreview.net/pdf?id=rJl-b3RcF7", "openreview", "rJl-b3RcF7"),
    ("https://aclanthology.org/2023.acl-long.1/", "acl", "2023.acl-long.1"),
    ("https://aclanthology.org/P19-1001.pdf", "acl", "P19-1001"),
    ("P19-1001", "acl", "P19-1001"),
    ("pmid:31452104", "pmid", "31452104"),
    ("31452104", "pmid", "31452104"),
    ("https://pubmed.ncbi.nlm.nih.gov/31452104/", "pmid", "31452104"),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC6812345/", "pmcid", "PMC6812345"),
    ("PMCID: 6812345", "pmcid", "PMC6812345"),
    ("978-0-262-03561-3", "isbn", "9780262035613"),
    ("ISBN-10: 0262035618", "isbn", "9780262035613"),
    ("https://openlibrary.org/isbn/9780262035613", "isbn", "9780262035613"),
    ("https://www.semanticscholar.org/paper/A-Title/" + "ab" * 20, "semanticscholar", "ab" * 20),
    ("CorpusId: 4242", "semanticscholar", "4242"),
    ("Attention is all you need", "title", "Attention is all you need"),
    ("“Learning to Rank”", "title", "Learning to Rank"),
]
BAD = [
    "",
    "  ",
    "Attention",
    "2017",
    "https://quiet.example/some/page",
    "https://ieeexplore.ieee.org/document/8099554",
    "https://arxiv.org/list/cs.LG/recent",
    "https://openreview.net/group?id=ICLR.cc",
    "http://",
    "http://[::1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "../../etc/passwd",
    "doi:banana",
    "isbn:9780262035614",
    "pmid:x",
    "two words\x1b[2J",
    "many words " * 100,
]


@pytest.mark.parametrize(("text", "kind", "value"), GOOD, ids=[row[0][:60] for row in GOOD])
def test_a_reference_in_any_usual_form_names_its_paper(text: str, kind: str, value: str) -> None:
    assert read_reference(text) == Reference(kind, value)


@pytest.mark.parametrize("text", BAD, ids=[repr(text[:40]) for text in BAD])
def test_what_names_no_paper_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match=r"give an arXiv id \(2406\.01234\)"):
        read_reference(text)
