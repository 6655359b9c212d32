"""The preview: the site of a shelf in memory, made anew while its curator edits.

`watch` tells what changed, `reader` reads it, `rebuild` plans a new `site`, `background` brings
search and related papers up to date in another process, `events` tells the browsers, `app` answers
them, `guard` keeps everybody else out.
"""
