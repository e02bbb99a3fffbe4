"""What both pages share: data that cannot end its script element, and a policy that lets only our own scripts run."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).with_name("templates")
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_for_script(data: Any) -> str:
    """`data` as JSON for a script element: no character of it can be read as markup."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


@lru_cache(maxsize=16)
def asset(name: str) -> str:
    """The text of a file in the templates folder."""
    return (TEMPLATES / name).read_text("utf-8")


@lru_cache(maxsize=1)
def network_library() -> str:
    """The vis-network bundle that ships in the installed pyvis package.

    Raises FileNotFoundError when the installed pyvis has none.
    """
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    bundles = sorted(folder.glob("vis-9*/vis-network.min.js"), key=lambda path: tuple(_numbers(path.parent.name)))
    if not bundles:
        raise FileNotFoundError(2, "the installed pyvis ships no vis-network; install pyvis 0.3.2", str(folder))
    # the map that this comment names is not there, and a browser's tools would ask for it
    return bundles[-1].read_text("utf-8").partition("//# sourceMappingURL=")[0].rstrip()


def _numbers(name: str) -> list[int]:
    return [int(part) for part in name.partition("-")[2].split(".") if part.isdigit()]


def content_policy(*scripts: str) -> str:
    """A Content-Security-Policy under which only these scripts run and nothing is fetched from anywhere."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
