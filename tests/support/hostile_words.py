"""Words that ask a shell, a runner, a reader of YAML, a host or a terminal for something."""

RUNS = "pwned"
"""A file of this name would be left somewhere, whatever is tried."""
SHELL = (
    f"$(touch {RUNS}) `touch {RUNS}` ; touch {RUNS} | touch {RUNS} && touch {RUNS} "
    f"\"; touch {RUNS}; \" '; touch {RUNS}; ' $IFS ${{HOME}} \\ > {RUNS}"
)
_RUNNER = (
    "::error file=a::b\n::add-mask::paper\n::set-output name=changed::true\n##[command]x\n"
    "::stop-commands::x\n${{ github.token }} ${{ secrets.X }}"
)
_YAML = "a: &a [*a]\n---\n!!python/object/apply:os.system [x]\n<<: *a\n...\n- {title: X}\n\t"
_PATHS = "../../.github/workflows/x.yml /etc/passwd C:\\x content/site.yaml"
_MARKDOWN = (
    "@everyone @octocat Closes #1 fixes someone/shelf#2 <!-- --> <img src=x> ![x](http://x.example/)"
    "\n# A heading\n</details>\n```\n| a |\n### Link\n\nhttps://example.org/other"
)
_LETTERS = "\u202e\u0000\u0007\u001b[31m\u2028\ud800 \U0001f600"
HOSTILE = "\n".join([SHELL, _RUNNER, _YAML, _PATHS, _MARKDOWN, _LETTERS])
