"""What the files tell of postings: gaps, weights and positions as texts of numbers."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from papershelf.digits import Integers, Offsets, ascending, encode_numbers, zigzag
from papershelf.search.postings import Lengths, Postings

# Nearly all words stand once or twice in a field: that fits in with the length, more does not.
_MOST_WITH_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A text for every group of postings, one after the other."""

    text: str
    offsets: Offsets
    """Where each group's text begins, and the length of all."""

    def sizes(self) -> Integers:
        """Bytes of each group."""
        return np.diff(self.offsets)

    def texts(self, groups_of: Offsets) -> list[str]:
        """The text of each term, with all its groups; `groups_of`: the first group of each."""
        bounds = self.offsets[groups_of].tolist()
        return [self.text[start:end] for start, end in pairwise(bounds)]


def gaps(postings: Postings) -> Column:
    """Which documents: for each group its field and its rising places."""
    numbers, bounds = ascending(postings.place, postings.postings_of, postings.field)
    return Column(*encode_numbers(numbers, bounds))


def steps(lengths: Lengths) -> str:
    """The lengths of the longest field: for each length its rise and how many places have it."""
    if lengths.longest < 0:
        return ""
    values, counts = np.unique(lengths.words[lengths.longest], return_counts=True)
    rises = np.diff(values, prepend=np.int32(0))
    numbers = np.column_stack((rises, counts)).ravel()
    return encode_numbers(numbers, np.array([0, len(numbers)]))[0]


def weights(postings: Postings, lengths: Lengths) -> Column:
    """How much each posting weighs: the length of the field, how often the term stands in it.

    The lengths of the longest field are told by its `steps` alone.
    """
    groups = postings.postings_of
    documents = max(1, len(lengths.documents))
    averages = np.array([total // documents for total in lengths.totals], dtype=np.int32)
    fields = np.repeat(postings.field, np.diff(groups))
    length = lengths.words[fields, postings.place]
    change = np.diff(length, prepend=np.int32(0))
    change[groups[:-1]] = length[groups[:-1]] - averages[postings.field]
    more = postings.frequency - 1
    bare = fields == lengths.longest
    often = ~bare & (more >= _MOST_WITH_LENGTH)
    shift = np.concatenate(([0], np.cumsum(often)))
    numbers = np.empty(len(length) + shift[-1], dtype=np.int32)
    at = np.arange(len(length)) + shift[:-1]
    with_length = zigzag(change) * (_MOST_WITH_LENGTH + 1) + np.minimum(more, _MOST_WITH_LENGTH)
    numbers[at] = np.where(bare, more, with_length)
    numbers[at[often] + 1] = more[often] - _MOST_WITH_LENGTH
    return Column(*encode_numbers(numbers, groups + shift[groups]))


def positions(postings: Postings) -> Column:
    """Where in its field each occurrence stands: the first, then the differences."""
    occurrences = postings.occurrences_of
    numbers = np.diff(postings.position, prepend=np.int32(0))
    numbers[occurrences[:-1]] = postings.position[occurrences[:-1]]
    return Column(*encode_numbers(numbers, occurrences[postings.postings_of]))
