"""A small file of every format of lists, written for the tests."""

from types import MappingProxyType
from typing import Final

ENDNOTE: Final = """<?xml version="1.0" encoding="UTF-8" ?>
<xml><records>
<record><rec-number>1</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Lovelace, Ada</style></author>
<author>The ATLAS Collaboration,</author></authors></contributors>
<titles><title><style>On </style><style face="italic">E. coli</style><style> and H</style>\
<style face="subscript">2</style></title>
<secondary-title>Journal of Made Up Things</secondary-title></titles>
<dates><year>2015</year><pub-dates><date>Jun 9</date></pub-dates></dates>
<volume>12</volume><number>3</number><pages>S1–S20</pages>
<keywords><keyword>engines</keyword><keyword>notes</keyword></keywords>
<abstract>What it says.</abstract>
<isbn>0028-0836 (Print)&#xD;9780306406157</isbn>
<electronic-resource-num>https://doi.org/10.1000/182</electronic-resource-num>
<urls><pdf-urls><url>internal-pdf://1/a.pdf</url></pdf-urls>
<related-urls><url>https://example.org/a.pdf</url></related-urls></urls>
<custom1>kept</custom1></record>
<record><ref-type>47</ref-type><titles><title>Second</title></titles></record>
</records></xml>
"""

PUBMED: Final = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2024//EN"
 "https://example.org/pubmed.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">123</PMID><Article>
<Journal><ISSN IssnType="Print">0028-0836</ISSN><JournalIssue><Volume>5</Volume>
<PubDate><Year>2015</Year><Month>Jun</Month></PubDate></JournalIssue>
<Title>Made up</Title><ISOAbbreviation>M. up</ISOAbbreviation></Journal>
<ArticleTitle>On <i>x</i><sup>2</sup> &eacute; \
<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi>\
<mml:mn>2</mml:mn></mml:msup></mml:math>.</ArticleTitle>
<ELocationID EIdType="doi">10.1000/182</ELocationID>
<Abstract><AbstractText Label="BACKGROUND">One.</AbstractText>
<AbstractText Label="METHODS">Two.</AbstractText></Abstract>
<AuthorList CompleteYN="Y"><Author><LastName>Lovelace</LastName><ForeName>Ada</ForeName>
<Identifier Source="ORCID">https://orcid.org/0000000218250097</Identifier>
<AffiliationInfo><Affiliation>Somewhere.</Affiliation></AffiliationInfo></Author>
<Author><CollectiveName>The Made Up Group</CollectiveName></Author></AuthorList>
<Language>eng</Language>
<PublicationTypeList><PublicationType>Journal Article</PublicationType>
<PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article>
<MeshHeadingList><MeshHeading><DescriptorName>Engines</DescriptorName></MeshHeading>
</MeshHeadingList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">123</ArticleId>
<ArticleId IdType="pmc">PMC77</ArticleId><ArticleId IdType="doi">10.1000/182</ArticleId>
</ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>
"""

ACL: Final = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2023.acl"><volume id="long" type="proceedings">
<meta><booktitle>Proceedings of the Meeting</booktitle>
<editor><first>Ed</first><last>Itor</last></editor><publisher>A Publisher</publisher>
<address>Toronto</address><month>July</month><year>2023</year><venue>acl</venue></meta>
<frontmatter><url hash="0">2023.acl-long.0</url></frontmatter>
<paper id="1"><title><fixed-case>BERT</fixed-case> with <tex-math>O(n)</tex-math></title>
<author><first>Ada</first><last>Lovelace</last></author><pages>1–10</pages>
<url hash="a">2023.acl-long.1</url><bibkey>lovelace-2023-bert</bibkey>
<award>Best Paper</award><video href="2023.acl-long.1.mp4"/></paper>
<paper id="2"><title>Two</title></paper>
</volume></collection>
"""

CSV: Final = """Title,Authors,Year,DOI
"Notes, on engines","Lovelace, Ada; Turing, Alan",2015,10.1000/182
"""

JSON: Final = """{"papers": [
  {"title": "Notes", "authors": ["Ada Lovelace"], "year": 2015, "arxiv": 1706.03760}
]}
"""

JSON_LINES: Final = """{"title": "Notes", "authors": [{"name": "Ada Lovelace"}], "year": 2015}
{"title": "More", "authors": [{"name": "Ada Lovelace"}], "year": 2016}
"""

YAML: Final = """# Papers
Origins:
  - name: Notes
    paper: https://arxiv.org/abs/1706.03760
    github: https://github.com/a/b
"""

MARKDOWN: Final = """# A list

- [Origins](#origins)

## Origins

- [Notes](https://arxiv.org/abs/1706.03760) - Ada Lovelace, Alan Turing. *NeurIPS 2015*. \
[[code](https://github.com/a/b)]
"""

BIBTEX: Final = """@article{lovelace, title = {Notes}, author = {Lovelace, Ada}, year = 2015}
"""

OTHER_XML: Final = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>
"""

SAMPLES: Final = MappingProxyType(
    {
        "endnote-xml": ENDNOTE,
        "pubmed-xml": PUBMED,
        "acl-xml": ACL,
        "other-xml": OTHER_XML,
        "csv": CSV,
        "json": JSON,
        "jsonl": JSON_LINES,
        "yaml": YAML,
        "markdown": MARKDOWN,
        "bibtex": BIBTEX,
    }
)
"""By the names of their formats."""
