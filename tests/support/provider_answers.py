"""What providers answer about papers that nobody wrote, in the forms that they document."""

import json
from typing import Any

ARXIV_ID = "2401.01234"
DOI = "10.5555/waiting.2024.17"
TITLE = "Waiting Networks: Attention with BERT and $k$ Pauses"
CROSSREF_TITLE = "Waiting Networks: Attention With BERT and <i>k</i> Pauses"


def arxiv(arxiv_id: str = ARXIV_ID, title: str = TITLE, **more: str) -> str:
    """A feed of arXiv's export API with one entry."""
    doi = f"<arxiv:doi>{more['doi']}</arxiv:doi>" if "doi" in more else ""
    comment = f"<arxiv:comment>{more.get('comment', '12 pages')}</arxiv:comment>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>ArXiv Query: id_list={arxiv_id}</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <entry>
    <id>http://arxiv.org/abs/{arxiv_id}v3</id>
    <updated>2024-03-01T10:00:00Z</updated>
    <published>2024-01-02T18:00:00Z</published>
    <title>{title}</title>
    <summary>  We let a network wait for $k$ steps
  before it answers; it gains 5% &amp; more.
</summary>
    <author><name>Ada Quill</name><arxiv:affiliation>Quiet Lab</arxiv:affiliation></author>
    <author><name>Bo Str\\"om</name></author>
    {doi}{comment}
    <link href="http://arxiv.org/abs/{arxiv_id}v3" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/{arxiv_id}v3" rel="related"/>
    <arxiv:primary_category term="cs.LG"/>
  </entry>
</feed>"""


NO_ARXIV = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title><id>x</id></feed>"""


def work(doi: str = DOI, **more: Any) -> dict[str, Any]:
    """A work as Crossref describes it."""
    return {
        "DOI": doi.upper(),
        "type": "journal-article",
        "title": [CROSSREF_TITLE],
        "author": [
            {
                "given": "Ada",
                "family": "Quill",
                "ORCID": "http://orcid.org/0000-0002-1825-0097",
                "sequence": "first",
                "affiliation": [],
            },
            {"given": "B.", "family": "Ström", "sequence": "additional", "affiliation": []},
        ],
        "container-title": ["Journal of Patience &amp; Learning"],
        "published": {"date-parts": [[2024, 6, 5]]},
        "issued": {"date-parts": [[2024, 6]]},
        "volume": "7",
        "issue": "2",
        "page": "17–31",
        "publisher": "Quiet Press",
        "ISSN": ["0028-0836"],
        "license": [
            {"URL": "https://quiet.example/tdm", "content-version": "tdm"},
            {"URL": "http://creativecommons.org/licenses/by/4.0/", "content-version": "vor"},
        ],
        "abstract": "<jats:title>Abstract</jats:title><jats:p>The printed abstract.</jats:p>",
        **more,
    }


def crossref(doi: str = DOI, **more: Any) -> str:
    """Crossref's answer about one work."""
    message = work(doi, **more)
    return json.dumps({"status": "ok", "message-type": "work", "message": message})


def crossref_list(*works: dict[str, Any]) -> str:
    """Crossref's answer to a search."""
    message = {"total-results": len(works), "items": list(works)}
    return json.dumps({"status": "ok", "message-type": "work-list", "message": message})


def semantic_scholar(**more: Any) -> str:
    """Semantic Scholar's answer about one paper."""
    return json.dumps(
        {
            "paperId": "ab" * 20,
            "externalIds": {
                "ArXiv": ARXIV_ID,
                "DOI": DOI,
                "CorpusId": 4242,
                "DBLP": "journals/jpl/QuillS24",
            },
            "title": "Waiting Networks: Attention with BERT and k Pauses",
            "abstract": "An abstract found somewhere.",
            "venue": "J. Patience Learn.",
            "publicationVenue": {"name": "Journal of Patience"},
            "year": 2024,
            "publicationDate": "2024-06-01",
            "journal": {"volume": "7", "pages": "17-31"},
            "publicationTypes": ["JournalArticle"],
            "authors": [{"name": "Ada Quill"}, {"name": "B. Strom"}],
            "openAccessPdf": {"url": "https://quiet.example/waiting.pdf"},
            **more,
        }
    )


def openalex(**more: Any) -> dict[str, Any]:
    """A work as OpenAlex describes it."""
    return {
        "id": "https://openalex.org/W4242424242",
        "doi": f"https://doi.org/{DOI}",
        "title": "Waiting networks: attention with BERT and k pauses",
        "publication_year": 2024,
        "publication_date": "2024-06-05",
        "type": "article",
        "authorships": [
            {
                "author": {
                    "display_name": "Ada Quill",
                    "orcid": "https://orcid.org/0000-0002-1825-0097",
                }
            },
            {"author": {"display_name": "Bo Ström", "orcid": None}},
        ],
        "primary_location": {
            "source": {"display_name": "Journal of Patience & Learning", "type": "journal"},
            "license": "cc-by",
            "version": "publishedVersion",
        },
        "biblio": {"volume": "7", "issue": "2", "first_page": "17", "last_page": "31"},
        "is_retracted": False,
        "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/31452104"},
        "abstract_inverted_index": {"Waiting": [0, 2], "is": [1]},
        **more,
    }


def datacite(doi: str = "10.5555/data.9") -> str:
    """DataCite's answer about a data set."""
    return json.dumps(
        {
            "data": {
                "id": doi,
                "type": "dois",
                "attributes": {
                    "doi": doi,
                    "titles": [
                        {"title": "Ten Thousand Pauses"},
                        {"title": "A corpus", "titleType": "Subtitle"},
                    ],
                    "creators": [
                        {
                            "name": "Quill, Ada",
                            "nameType": "Personal",
                            "givenName": "Ada",
                            "familyName": "Quill",
                            "affiliation": ["Quiet Lab"],
                            "nameIdentifiers": [
                                {
                                    "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
                                    "nameIdentifierScheme": "ORCID",
                                }
                            ],
                        },
                        {"name": "The Pause Consortium", "nameType": "Organizational"},
                    ],
                    "publisher": {"name": "Zenodo"},
                    "publicationYear": 2023,
                    "dates": [{"date": "2023-11-05", "dateType": "Issued"}],
                    "types": {"resourceTypeGeneral": "Dataset"},
                    "descriptions": [
                        {"description": "<p>All pauses.</p>", "descriptionType": "Abstract"}
                    ],
                    "rightsList": [{"rightsIdentifier": "cc-by-4.0"}],
                    "subjects": [{"subject": "pauses"}],
                    "url": "https://zenodo.org/record/9",
                    "language": "en",
                    "version": "1.2",
                },
            }
        }
    )


def pubmed(pmid: str = "31452104", *, retracted: bool = False) -> str:
    """PubMed's answer about one article."""
    update = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Rest'
        "</RefSource></CommentsCorrections></CommentsCorrectionsList>"
        if retracted
        else ""
    )
    return f"""<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">{pmid}</PMID>
<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Print">0028-0836</ISSN>
<JournalIssue CitedMedium="Internet"><Volume>12</Volume><Issue>3</Issue>
<PubDate><Year>2019</Year><Month>Aug</Month></PubDate></JournalIssue>
<Title>Journal of rest</Title></Journal>
<ArticleTitle>Rest and <i>Drosophila</i> CO<sub>2</sub> &amp; sleep.</ArticleTitle>
<Pagination><MedlinePgn>1234-41</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="Y">10.5555/rest.2019.3</ELocationID>
<Abstract><AbstractText Label="BACKGROUND">Flies rest.</AbstractText>
<AbstractText Label="RESULTS">They <b>do</b>.</AbstractText></Abstract>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Müller</LastName><ForeName>Eva K</ForeName>
<Initials>EK</Initials><Identifier Source="ORCID">0000-0002-1825-0097</Identifier>
<AffiliationInfo><Affiliation>Quiet Lab, Bern.</Affiliation></AffiliationInfo></Author>
<Author><CollectiveName>Rest Study Group</CollectiveName></Author></AuthorList>
<Language>eng</Language>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
</PublicationTypeList>
<ArticleDate DateType="Electronic"><Year>2019</Year><Month>08</Month><Day>09</Day></ArticleDate>
</Article>{update}<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">rest</Keyword></KeywordList>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>
<ArticleId IdType="pmc">PMC6812345</ArticleId>
<ArticleId IdType="doi">10.5555/rest.2019.3</ArticleId>
</ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""


def pmc_ids(pmcid: str = "PMC6812345", pmid: str = "31452104") -> str:
    """What PubMed Central's converter of ids answers."""
    record = {"pmcid": pmcid, "pmid": int(pmid), "doi": "10.5555/rest.2019.3"}
    return json.dumps({"status": "ok", "records": [record]})


def openreview(note_id: str = "rJl-b3RcF7", *, version: int = 2) -> str:
    """OpenReview's answer about one submission, of either version of its API."""
    content: dict[str, Any] = {
        "title": "Pausing for Thought",
        "authors": ["Ada Quill", "Bo Ström"],
        "abstract": "We pause.\n\nThen we think about $x$.",
        "keywords": ["pauses", "thought"],
        "venue": "ICLR 2024 poster",
        "venueid": "ICLR.cc/2024/Conference",
        "pdf": "/pdf/abc.pdf",
    }
    if version == 2:
        content = {name: {"value": value} for name, value in content.items()}
    note = {
        "id": note_id,
        "forum": note_id,
        "pdate": 1705363200000,
        "cdate": 1695363200000,
        "license": "CC BY 4.0",
        "content": content,
    }
    return json.dumps({"notes": [note], "count": 1})


def acl(acl_id: str = "2023.acl-long.1") -> str:
    """The BibTeX of a paper in the ACL Anthology."""
    return f"""@inproceedings{{quill-strom-2023-pauses,
    title = "{{P}}auses in {{BERT}}: Reading \\textit{{slowly}}",
    author = {{Quill, Ada  and
      Str{{\\"o}}m, Bo}},
    editor = "Rogers, Anna",
    booktitle = "Proceedings of the 61st Annual Meeting of the Association (Volume 1: Long Papers)",
    month = jul,
    year = "2023",
    address = "Toronto, Canada",
    publisher = "Association for Computational Linguistics",
    url = "https://aclanthology.org/{acl_id}/",
    doi = "10.18653/v1/{acl_id}",
    pages = "1--17",
    abstract = "We read slowly."
}}
"""


def open_library(isbn: str = "9780262035613") -> str:
    """Open Library's answer about one book."""
    return json.dumps(
        {
            f"ISBN:{isbn}": {
                "url": "https://openlibrary.org/books/OL1M/Slow_Reading",
                "title": "Slow Reading",
                "subtitle": "A handbook",
                "authors": [{"url": "https://openlibrary.org/authors/OL1A", "name": "Ada Quill"}],
                "publishers": [{"name": "Quiet Press"}],
                "publish_places": [{"name": "Bern"}],
                "publish_date": "November 18, 2016",
            }
        }
    )
