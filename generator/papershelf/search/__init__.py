"""The search index as files of the site."""

from papershelf.search.document import Document
from papershelf.search.documents import documents_digest, documents_of
from papershelf.search.files import search_outputs

__all__ = ["Document", "documents_digest", "documents_of", "search_outputs"]
