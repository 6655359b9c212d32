"""Papers as one CSL-JSON array, a line for each item."""

import msgspec

from papershelf.citation.csl import csl_item, csl_json
from papershelf.exporters.exporter import Exported, Exporter, Size


def _item(paper: Exported) -> str:
    return msgspec.json.encode(csl_item(paper.work, paper.key)).decode()


CSL_JSON = Exporter(
    name="csl-json",
    label="CSL-JSON",
    file="papers.csl.json",
    paper_file="paper.csl.json",
    media_type="application/vnd.citationstyles.csl+json",
    piece=_item,
    head="[\n",
    between=",\n",
    tail="\n]\n",
    size=Size(record=1.2, each=90),
    alone=lambda paper: csl_json(paper.work, paper.key),
)
