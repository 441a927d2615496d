"""The page of the document in a browser: nothing for axe to find, on a screen and on a phone."""

import pytest
from playwright.sync_api import Page

from tests.browsing import barriers, screenshot


@pytest.mark.needs_chromium
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_of_the_document_has_no_barrier(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/api/v1/docs")
    assert barriers(page) == []
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wider
    screenshot(page, f"api-docs-{width}", whole=False)
