"""Sveltia CMS in a browser: the real program, on files in the browser's own file system."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route
from tests.support.node import ROOT, unavailable

PROGRAM = ROOT / "tests/node_modules/@sveltia/cms/dist/sveltia-cms.js"
_FOLDER = "sveltia-cms-test"
_WRITE = """
async ([folder, files]) => {
  const root = await navigator.storage.getDirectory();
  for (const [path, text] of Object.entries(files)) {
    let at = await root.getDirectoryHandle(folder, { create: true });
    const parts = path.split("/");
    const name = parts.pop();
    for (const part of parts) at = await at.getDirectoryHandle(part, { create: true });
    const file = await (await at.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}
"""
_READ = """
async ([folder, path]) => {
  const root = await navigator.storage.getDirectory();
  let at = await root.getDirectoryHandle(folder);
  const parts = path.split("/");
  const name = parts.pop();
  for (const part of parts) at = await at.getDirectoryHandle(part);
  return await (await (await at.getFileHandle(name)).getFile()).text();
}
"""


def put_program(shelf: Path) -> None:
    """Put the program into a shelf, as its curator would; skips the test without it."""
    if not PROGRAM.is_file():
        unavailable("Sveltia CMS is not installed: run `npm ci --prefix tests`.")
    (shelf / "content/static").mkdir(exist_ok=True)
    shutil.copy(PROGRAM, shelf / "content/static/sveltia-cms.js")


def without_network(page: Page, address: str) -> list[str]:
    """Let a page have nothing but the site; what it asked for elsewhere goes to the list."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        if route.request.url.startswith((address, "blob:", "data:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", refuse)
    return asked


def work_in_browser(page: Page, address: str, files: Mapping[str, str]) -> None:
    """Sign in where the program keeps `files` (by their paths) in the browser."""

    def settings(route: Route) -> None:
        told: dict[str, Any] = route.fetch().json()
        told["backend"] = {"name": "test-repo"}
        del told["publish_mode"]
        route.fulfill(status=200, content_type="application/json", body=json.dumps(told))

    page.route("**/admin/config.json*", settings)
    page.goto(f"{address}robots.txt")
    page.evaluate(_WRITE, [_FOLDER, files])
    page.goto(f"{address}admin/")
    page.get_by_role("button", name="Test Repository").click()
    page.get_by_role("button", name="New").first.wait_for()


def file_of(page: Page, path: str) -> str:
    """The text of a file as the program has written it."""
    return str(page.evaluate(_READ, [_FOLDER, path]))
