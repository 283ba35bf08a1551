"""Pages checked by axe-core in a browser without a window."""

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import axe

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--disable-sync", "--disable-dev-shm-usage", "--virtual-time-budget=30000",
)  # fmt: skip
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
RUN = """
axe.run(document).then(found => {
  const said = found.violations.concat(found.incomplete).map(one => [one.id, one.nodes.map(node => node.html)]);
  parent.document.getElementById(%s).textContent = JSON.stringify(said);
});
"""


def violations(pages: Mapping[str, str], folder: Path) -> dict[str, dict[str, list[str]]]:
    """What axe-core has against each page, or cannot tell: the rule, and the markup it is about."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or not axe.script().is_file():
        missing = "axe-core" if browser else "Chromium"
        assert not os.environ.get("CI"), f"{missing} is missing: see tools/system.py and tools/axe.py"
        pytest.skip(f"{missing} is not here to check pages with")
    page = folder / "pages.html"
    page.write_text(_frames(pages), encoding="utf-8")
    command = [browser, *QUIET, f"--user-data-dir={folder / 'browser'}", "--dump-dom", page.as_uri()]
    seen = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60).stdout
    return {name: _found(name, seen) for name in pages}


def _found(name: str, seen: str) -> dict[str, list[str]]:
    said = re.search(rf'<pre id="{name}">(.+?)</pre>', seen, re.DOTALL)
    assert said, f"axe-core said nothing of {name}: {seen[-2000:]}"
    return dict(json.loads(html.unescape(said[1])))


def _frames(pages: Mapping[str, str]) -> str:
    """All pages in one, each in a frame of its own that axe-core runs in."""
    script = axe.script().read_text(encoding="utf-8").replace("</script", "<\\/script")
    frames = []
    for name, page in pages.items():
        run = f"<script>{script}</script><script>{RUN % json.dumps(name)}</script></body>"
        inside = html.escape(POLICY.sub("", page).replace("</body>", run))
        frames.append(f'<pre id="{name}"></pre><iframe width="1000" height="2000" srcdoc="{inside}"></iframe>')
    return f'<!DOCTYPE html><meta charset="utf-8">{"".join(frames)}'
