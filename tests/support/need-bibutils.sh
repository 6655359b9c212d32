#!/bin/sh
# An independent reader of our BibTeX and RIS: bib2xml and ris2xml, installed when we may.
set -eu
if command -v bib2xml >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing bibutils for the tests of exports (once) …" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq bibutils >&2
    exit 0
fi
echo "Some tests of exports need bib2xml: install it (Debian: sudo apt-get install bibutils)." >&2
echo "They are skipped for now." >&2
