"""What a changed file means for whoever reviews the change, told by its path and its mode."""

import re
from pathlib import PurePosixPath

from papershelf.content_files import ENTRY_SUFFIXES, PUBLISHED
from papershelf.differences.model import FileKind
from papershelf.revision import LINK, REPOSITORY

_WORKFLOW_FOLDERS = frozenset(
    {".github", ".gitlab", ".circleci", ".gitea", ".forgejo", ".buildkite"}
)
_TEMPLATES = re.compile(
    r"\.(?:github|gitlab|gitea|forgejo)/"
    r"(?:issue_template|pull_request_template|issue_templates|merge_request_templates"
    r"|discussion_template)(?:/|\.md$).*(?<!\.yml)(?<!\.yaml)$"
)
"""Templates in Markdown below those folders only suggest a text."""
_WORKFLOWS = frozenset(
    (
        *(".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml"),
        *("netlify.toml", "wrangler.toml", "wrangler.json", "wrangler.jsonc", "vercel.json"),
        *("appveyor.yml", ".appveyor.yml", ".drone.yml", ".woodpecker.yml", ".cirrus.yml"),
        *("jenkinsfile", "codeowners", ".readthedocs.yaml", ".readthedocs.yml", "action.yml"),
        *("action.yaml", "renovate.json", "render.yaml", "firebase.json", "cloudbuild.yaml"),
    )
)
_PROGRAM_FOLDERS = frozenset({"functions"})
"""Beside all hidden ones, in which programs keep what they obey."""
_PROGRAMS = frozenset(
    (
        *("makefile", "gnumakefile", "justfile", "rakefile", "dockerfile", "containerfile"),
        *("procfile", "vagrantfile", "gemfile", "gemfile.lock", "pipfile", "pipfile.lock"),
        *("pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", "uv.toml", "uv.lock"),
        *("poetry.lock", "pdm.lock", "environment.yml", "environment.yaml", "pixi.toml"),
        *("package.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", ".npmrc"),
        *(".yarnrc", ".yarnrc.yml", "pip.conf", ".python-version", ".nvmrc", ".tool-versions"),
        *("mise.toml", ".mise.toml", ".envrc", ".env", "docker-compose.yml", "compose.yaml"),
        *("compose.yml", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml", "lefthook.yml"),
        *(".gitmodules", ".gitattributes", ".gitconfig", ".lfsconfig", "cargo.toml", "go.mod"),
    )
)
_REQUIREMENTS = re.compile(r"(?:requirements|constraints)[\w.-]*\.(?:txt|in)", re.ASCII)
_PROGRAM_SUFFIXES = frozenset(
    (
        *(".py", ".pyi", ".pyw", ".pth", ".pyc", ".so", ".dll", ".dylib", ".exe", ".whl", ".jar"),
        *(".sh", ".bash", ".zsh", ".fish", ".ps1", ".bat", ".cmd", ".mk", ".rb", ".pl", ".php"),
        *(".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx", ".wasm", ".go", ".rs"),
    )
)
_DOCUMENTS = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|authors|contributors|contributing|changelog|changes|news"
    r"|code_of_conduct|security|support|maintainers)(?:[.-][\w.-]*)?|citation\.cff",
    re.ASCII,
)
_DOCUMENT_FOLDERS = frozenset({"doc", "docs"})
_DOCUMENT_SUFFIXES = frozenset({".md", ".rst", ".adoc"})
_VOCABULARIES = frozenset(
    f"content/{name}.yaml" for name in ("topics", "venues", "authors", "metrics")
)
_CONTENT = (
    ("content/papers/", FileKind.ENTRIES),
    ("content/collections/", FileKind.COLLECTION),
    ("content/pages/", FileKind.PAGE),
    ("content/digests/", FileKind.PAGE),
    ("content/static/", FileKind.STATIC),
    ("content/fonts/", FileKind.STATIC),
)
_HOST_FILES = frozenset({".htaccess", "_headers", "_redirects", "_worker.js", "_routes.json"})
"""Names in content/static that hosts take for orders."""
_BROWSER_SUFFIXES = frozenset({".js", ".mjs", ".wasm", ".html", ".htm", ".xhtml"})
"""What runs in the browsers of readers."""
_EXECUTABLE = "100755"


def kind_of(path: str, prefix: str = "", *, before: str = "", after: str = "") -> FileKind:
    """What a file is. `path`: from the root of the repository, `prefix`: where the shelf is in it.

    `before`, `after`: its modes as git has them; empty where there was none.
    """
    if after in (LINK, REPOSITORY) or (not after and before in (LINK, REPOSITORY)):
        return FileKind.LINK
    if after == _EXECUTABLE and before != _EXECUTABLE:
        return FileKind.PROGRAM
    inner = path.removeprefix(prefix) if path.startswith(prefix) else ""
    if inner.startswith("content/"):
        return _of_content(inner)
    if inner.startswith("themes/"):
        return FileKind.THEME
    return _of_repository(path)


def _of_content(path: str) -> FileKind:
    if path == "content/site.yaml":
        return FileKind.SETTINGS
    if path in _VOCABULARIES:
        return FileKind.VOCABULARY
    name = PurePosixPath(path.lower())
    if path.startswith("content/static/") and name.name in _HOST_FILES:
        return FileKind.WORKFLOW
    if path.startswith("content/static/") and name.suffix in _BROWSER_SUFFIXES:
        return FileKind.PROGRAM
    if not _is_read(path):
        return FileKind.OTHER
    for folder, kind in _CONTENT:
        if path.startswith(folder):
            is_kind = kind is not FileKind.ENTRIES or path.endswith(ENTRY_SUFFIXES)
            return kind if is_kind else FileKind.OTHER
    return FileKind.OTHER


def _is_read(path: str) -> bool:
    """Whether a shelf reads files of that name, which it does not if they are hidden."""
    parts = path.split("/")
    if parts[1] == "static" and parts[2:3] and parts[2] in PUBLISHED:
        del parts[2]
    return path.isprintable() and not any(part.startswith(".") for part in parts)


def _of_repository(path: str) -> FileKind:
    # File systems may not tell upper from lower case, and hosts do not always.
    parts = PurePosixPath(path.lower()).parts
    name = parts[-1] if parts else ""
    if _TEMPLATES.fullmatch(path.lower()):
        return FileKind.DOCUMENT
    if not _WORKFLOW_FOLDERS.isdisjoint(parts) or name in _WORKFLOWS:
        return FileKind.WORKFLOW
    if (
        not _PROGRAM_FOLDERS.isdisjoint(parts)
        or any(part.startswith(".") for part in parts[:-1])
        or name in _PROGRAMS
        or _REQUIREMENTS.fullmatch(name)
        or (parts and PurePosixPath(name).suffix in _PROGRAM_SUFFIXES)
    ):
        return FileKind.PROGRAM
    # Elsewhere a text may be what some program takes for orders.
    is_explaining = not _DOCUMENT_FOLDERS.isdisjoint(parts[:-1])
    is_document = _DOCUMENTS.fullmatch(name) or (
        is_explaining and PurePosixPath(name).suffix in _DOCUMENT_SUFFIXES
    )
    # Of another shelf that the repository holds nothing is known.
    return FileKind.DOCUMENT if is_document and "content" not in parts else FileKind.OTHER
