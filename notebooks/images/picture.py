"""Takes the pictures of the network page that the READMEs show.

    python notebooks/images/picture.py

Builds the example report and photographs its page, with the card of the district's government open, in Chinese and in
English. Needs the test extra and a Chromium (Debian: apt-get install chromium fonts-noto-cjk); the variable CHROMIUM
names another one.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import kg
from kg.reports import example_path

HERE = Path(__file__).parent
PICTURES = {"network.zh.png": "zh-CN", "network.png": "en-US"}
NAME = "南昌市西湖区人民政府"

executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
with TemporaryDirectory() as folder, sync_playwright() as driver:
    page_file = kg.build(example_path()).to_html(Path(folder) / "graph.html")
    browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
    for picture, locale in PICTURES.items():
        page = browser.new_page(viewport={"width": 1160, "height": 680}, locale=locale)
        page.goto(page_file.resolve().as_uri())
        page.wait_for_selector("html[data-ready]")
        if (page.get_attribute("html", "lang") or "")[:2] != locale[:2]:
            page.click("#language")
        page.fill("#search", NAME)
        page.press("#search", "Enter")
        page.click("#fit")
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / picture)
        print(f"{picture}: {(HERE / picture).stat().st_size // 1024} kB")
    browser.close()
