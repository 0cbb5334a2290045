"""The pictures of docs/reference/pages.md, and that page itself: every page as its readers see it.

`make screenshots` draws them all over the story of tests/web/story.py. What a picture shows follows from that story and
the day it was drawn, so tests hold the list of pictures and their weight, and never their pixels.
"""

import base64
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.database import ROOT

FOLDER = ROOT / "docs/images/pages"
HEIGHT = 1400
"""A longer page is cut off below."""
SIZES = {"en": (1280, 0.625), "cs": (390, 0.875)}
"""By language: how wide the window is, and how the picture is scaled."""

REDUCED = """async source => {
  const picture = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0);
  const raw = context.getImageData(0, 0, picture.width, picture.height).data;
  const counts = new Map();
  const key = i => (raw[i] >> 3) << 10 | (raw[i + 1] >> 3) << 5 | raw[i + 2] >> 3;
  for (let i = 0; i < raw.length; i += 4) counts.set(key(i), (counts.get(key(i)) || 0) + 1);
  const parts = k => [(k >> 10) * 255 / 31, (k >> 5 & 31) * 255 / 31, (k & 31) * 255 / 31].map(Math.round);
  const far = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const palette = [];
  const weight = ([k, n]) => n * (1 + (Math.max(...parts(k)) - Math.min(...parts(k))) / 8);
  for (const [k] of [...counts].sort((a, b) => weight(b) - weight(a))) {
    const color = parts(k);
    if (palette.length < 16 && palette.every(each => far(each, color) > (palette.length < 4 ? 60 : 1200)))
      palette.push(color);
  }
  const nearest = new Map();
  for (const k of counts.keys()) {
    const color = parts(k);
    nearest.set(k, palette.reduce((best, each, n) => far(each, color) < far(palette[best], color) ? n : best, 0));
  }
  const row = 1 + Math.ceil(picture.width / 2);
  const rows = new Uint8Array(row * picture.height);
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++)
      rows[y * row + 1 + (x >> 1)] |= nearest.get(key(4 * (y * picture.width + x))) << (x & 1 ? 0 : 4);
  let text = '';
  for (let i = 0; i < rows.length; i += 8192) text += String.fromCharCode(...rows.subarray(i, i + 8192));
  return [picture.width, picture.height, palette.flat(), btoa(text)];
}"""
"""Reduces a picture to sixteen colors, as rows of a PNG with four bits a point."""


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def reduced(desk: Any, picture: bytes) -> bytes:
    """The picture with sixteen colors; `desk` is an empty page of a browser."""
    source = "data:image/png;base64," + base64.b64encode(picture).decode()
    width, height, palette, rows = desk.evaluate(REDUCED, source)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)),
            chunk(b"PLTE", bytes(palette)),
            chunk(b"IDAT", zlib.compress(base64.b64decode(rows), 9)),
            chunk(b"IEND", b""),
        )
    )


def files() -> list[str]:
    """The names of all pictures."""
    from tests.web.every_page import EVERY  # lazy: it needs Django

    return [f"{page.id}-{lang}.png" for page in EVERY for lang in SIZES]


def pages() -> dict[str, str]:
    """The page of the docs, by its name."""
    return {"docs/reference/pages.md": "\n".join(_lines())}


def _lines() -> Iterator[str]:
    from tests.web.every_page import EVERY  # lazy: it needs Django

    yield "# The pages"
    yield ""
    yield "Every page of the site in each of its states, in English on a wide screen and in Czech on a phone. Companies"
    yield "and people are invented. `make screenshots` draws the pictures, `make reference` writes this list."
    for name, states in groupby(EVERY, key=lambda page: page.name):
        yield f"\n## {name}"
        for page in states:
            yield f"\n{page.state.replace('_', ' ').capitalize()}: {page.about}\n"
            names = zip(("![English, wide]", "![Czech, on a phone]"), SIZES, strict=True)
            yield " ".join(f"{alt}(../images/pages/{page.id}-{lang}.png)" for alt, lang in names)
    yield ""


def draw(wanted: list[str]) -> None:
    """Draw the pictures of the pages whose names hold one of the words; of all pages without any."""
    from playwright.sync_api import sync_playwright  # lazy: only for drawing

    from tests import conftest, machine
    from tests.web import shown
    from tests.web.every_page import EVERY

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = machine.launch(driver, conftest.find_chromium())
        desk = browser.new_page()
        with shown.started(browser) as site:
            for page in EVERY:
                if wanted and not any(word in page.id for word in wanted):
                    continue
                for lang, (width, scale) in SIZES.items():
                    with site.opened(page, lang, width=width, device_scale_factor=scale) as view:
                        height = min(HEIGHT, view.evaluate("document.documentElement.scrollHeight"))
                        clip = {"x": 0, "y": 0, "width": width, "height": height}
                        picture = view.screenshot(full_page=True, clip=clip)
                    (FOLDER / f"{page.id}-{lang}.png").write_bytes(reduced(desk, picture))
        browser.close()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    django.setup()
    draw(sys.argv[1:])
    for stranger in {path.name for path in FOLDER.glob("*.png")} - set(files()):
        Path(FOLDER / stranger).unlink()
