"""Related papers: what stands beside each paper.

Papers are near that use the same words (TF-IDF), whose words point the same way (latent semantic
analysis), and that share authors, topics and collections. The stages: `weights` weigh words,
`basis` and `areas` make up the `model` of a sample, `vectors` place every document in it,
`candidates` and `groups` say who is compared, `ranking` chooses, `update` carries over what an edit
cannot have changed, `memory` keeps it between builds.
"""

from papershelf.related.find import RELATED, find_related, recalled_neighbours
from papershelf.related.papers import related_papers
from papershelf.related.values import Bags, Groups, Members

__all__ = [
    "RELATED",
    "Bags",
    "Groups",
    "Members",
    "find_related",
    "recalled_neighbours",
    "related_papers",
]
