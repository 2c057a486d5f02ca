"""The desk in a real browser: it works with scripts switched off, on a narrow screen, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from story import story

pytestmark = pytest.mark.browser
EVENT, ARTICLE = story().events[0].id, story().article.id


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page with no scripts; what the browser complains of (blocked styles, missing files) fails the test."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1200, "height": 800})
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    yield page
    context.close()
    assert not complaints


def test_from_the_list_to_the_words(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_label("Country").fill("Kenya")
    page.get_by_label("disputed").check()
    page.get_by_role("button", name="Show").click()
    assert "country=Kenya" in page.url
    page.get_by_role("link", name="gunmen").click()
    row = page.locator("tr", has_text="Northern Front [KEN REB]")
    denial = row.locator(".against details")
    assert not denial.locator("blockquote").is_visible()
    denial.locator("summary").click()
    assert denial.locator("mark").inner_text() == "it attacked the bus"
    assert denial.locator("blockquote").is_visible()
    denial.get_by_role("link", name="in the article").click()
    assert ARTICLE in page.url
    assert page.locator(":target").inner_text() == "it attacked the bus"


def test_marks_lie_over_their_words(page: Any, address: str) -> None:
    page.goto(f"{address}/article/{ARTICLE}")
    assert page.locator(".text .trigger").all_inner_texts() == ["attacked"]
    assert page.locator("h1").all_inner_texts() == ["Gunmen attack <b>bus</b> & flee"]
    assert page.locator(".block.copyright").inner_text() == "Copyright 2021 The Herald"


@pytest.mark.parametrize("path", ["/", f"/event/{EVENT}", f"/article/{ARTICLE}", "/articles", "/nowhere"])
def test_nothing_runs_over_the_edge_of_a_narrow_screen(browser: Any, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address + path)
    widest = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert widest <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", f"/event/{EVENT}", f"/article/{ARTICLE}"])
def test_words_can_be_told_from_what_lies_behind_them(browser: Any, address: str, path: str, scheme: str) -> None:
    """Contrast of every text is at least 4.5 to 1 (WCAG 2.2, level AA)."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(address + path)
    faint = page.evaluate(CONTRAST)
    context.close()
    assert not faint


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor);
    if (c[3] === 255) return c; } return [255, 255, 255]; };
  const faint = [];
  for (const e of document.querySelectorAll('body *')) {
    const text = [...e.childNodes].filter(n => n.nodeType === 3 && n.textContent.trim());
    if (!text.length || !e.checkVisibility() || e.tagName === 'OPTION') continue;
    const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    const words = text[0].textContent.trim().slice(0, 30);
    if (ratio < 4.5) faint.push(`${e.className || e.tagName} ${ratio.toFixed(2)} ${words}`);
  }
  return faint;
}"""
