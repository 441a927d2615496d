"""The page of the document in a browser: nothing for axe to find, on a screen and on a phone."""

import pytest
from playwright.sync_api import Page

from tests.browsing import barriers, screenshot


@pytest.mark.needs_chromium
def test_the_page_of_the_document_has_no_barrier(page: Page):
    page.goto("/api/v1/docs")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        screenshot(page, f"api-docs-{width}", whole=False)
