#!/bin/sh
# A real browser for the browser tests: Debian's chromium, installed when we may.
set -eu
if command -v chromium >/dev/null || [ -n "${PAPERSHELF_CHROMIUM:-}" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests (once) …" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2
    exit 0
fi
echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium) or name it in PAPERSHELF_CHROMIUM." >&2
[ -z "${CI:-}" ] || exit 1
echo "They are skipped for now." >&2
