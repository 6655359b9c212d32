"""Papers from the files of other programs: the table of formats."""

from typing import Final

from papershelf.importers.acl_xml import ACL_XML
from papershelf.importers.bibtex import BIBTEX
from papershelf.importers.csl_json import CSL_JSON
from papershelf.importers.endnote_xml import ENDNOTE_XML
from papershelf.importers.importer import Importer, Source
from papershelf.importers.json_lists import JSON, JSON_LINES
from papershelf.importers.markdown_lists import MARKDOWN
from papershelf.importers.pubmed_xml import PUBMED_XML
from papershelf.importers.ris import RIS
from papershelf.importers.table import CSV
from papershelf.importers.xml_kinds import OTHER_XML
from papershelf.importers.yaml_lists import YAML

__all__ = ["IMPORTERS", "Importer", "Source"]

IMPORTERS: Final[tuple[Importer, ...]] = (
    *(BIBTEX, RIS, CSL_JSON),
    *(ENDNOTE_XML, PUBMED_XML, ACL_XML, OTHER_XML),
    *(JSON_LINES, JSON, YAML, MARKDOWN, CSV),
)
"""In the order in which a file is asked whether it is theirs."""
