"""How long the network page takes to open, beside plain pyvis on the same graph.

    python tests/benchmarks/views.py [THINGS …] [--patience SECONDS]

For each size a made-up graph is written as our page and as pyvis writes it by itself, and both are opened in Chromium
with every other host cut off. *Ready* is when the page can be used: from the start of the navigation until ours says
so, and until pyvis takes its loading bar away, in both cases until three frames have come at a pace of 100 ms or
less. *Frames* are frames a second while the picture is dragged about for two seconds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from chromium import ARGUMENTS, chromium
from playwright.sync_api import Error, sync_playwright
from synthetic import synthetic_store

from kg.views import write_graph_page
from kg.views.labels import CLASSES
from kg.views.model import GraphView
from kg.views.view import graph_view

# pyvis takes its loading bar away when the forces have settled
READY = {"govkg": "html[data-ready]", "pyvis": "#loadingBar[style*='display: none']"}
CALM = """() => new Promise((done) => {
  let last = performance.now(), calm = 0;
  const frame = () => {
    const now = performance.now();
    calm = now - last <= 100 ? calm + 1 : 0;
    last = now;
    if (calm >= 3) done(now); else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""
COUNT = """() => { window.frames_ = 0; const f = () => { window.frames_ += 1; requestAnimationFrame(f); }; f(); }"""


def write_plain(view: GraphView, path: Path) -> None:
    """The graph as pyvis does it when nobody helps; edges given at once, as its own checks take minutes at 20,000."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(height="700px", directed=True, cdn_resources="in_line")
    network.nodes = [
        Node(n, "dot", one.label, title=one.label, color=CLASSES[one.cls].fill).options
        for n, one in enumerate(view.nodes)
    ]
    network.node_ids = list(range(len(view.nodes)))
    network.node_map = dict(enumerate(network.nodes))
    network.edges = [Edge(one.source, one.target, True, title=one.relation).options for one in view.edges]
    path.write_text(network.generate_html(), "utf-8")


def opened(browser: Any, path: Path, kind: str, patience: float) -> tuple[float | None, float | None]:
    """Seconds until the page is ready, and frames a second while it is dragged; None where patience ended."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("http*://**/*", lambda route: route.abort())
    start = perf_counter()
    try:
        page.goto(path.resolve().as_uri(), wait_until="commit", timeout=patience * 1000)
        page.wait_for_selector(READY[kind], state="attached", timeout=patience * 1000)
        page.evaluate(CALM)
        ready = perf_counter() - start
        page.evaluate(COUNT)
        begin = perf_counter()
        page.mouse.move(620, 90)
        page.mouse.down()
        while perf_counter() - begin < 2:
            at = (perf_counter() - begin) * 100
            page.mouse.move(620 + at % 150, 90 + at / 2)
        page.mouse.up()
        frames = page.evaluate("window.frames_") / (perf_counter() - begin)
        return ready, frames
    except Error:
        return None, None
    finally:
        page.close()


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("things", type=int, nargs="*", default=[200, 2000, 20000])
    parser.add_argument("--patience", type=float, default=120, help="seconds to wait for a page")
    arguments = parser.parse_args()
    executable = chromium()
    if executable is None:
        sys.exit("no chromium found (Debian: apt-get install chromium)")
    print(
        f"{'nodes':>7} {'edges':>7} {'drawn':>7}  {'page':<6} {'written s':>9} {'MB':>6} {'ready s':>8} {'frames/s':>8}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for things in arguments.things:
            store = synthetic_store(things)
            view = graph_view(store)
            for kind in READY:
                path = Path(folder) / f"{kind}.html"
                start = perf_counter()
                if kind == "govkg":
                    drawn = write_graph_page(store, path).drawn
                else:
                    write_plain(view, path)
                    drawn = len(view.nodes)
                written = perf_counter() - start
                ready, frames = opened(browser, path, kind, arguments.patience)
                figures = (f"> {arguments.patience:.0f}", "-") if ready is None else (f"{ready:.2f}", f"{frames:.0f}")
                print(
                    f"{len(view.nodes):>7} {len(view.edges):>7} {drawn:>7}  {kind:<6} {written:>9.2f} "
                    f"{path.stat().st_size / 1e6:>6.1f} {figures[0]:>8} {figures[1]:>8}",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
