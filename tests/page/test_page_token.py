"""The page's files, and a server that asks for its token."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from affekt.bench.browser import Browser
from affekt.io.http import HttpServer, serve_http
from affekt.monitor import page as composers
from affekt.monitor.page import CLIENT, NAMES, asset
from affekt.testing.fake_host import FakeSessions

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def guarded() -> AsyncIterator[HttpServer]:
    server = await serve_http(
        FakeSessions(), "127.0.0.1:0", token="secret", metrics=str, health=dict, count=lambda name: None, asset=asset
    )
    yield server
    await server.stop()


async def test_every_file_of_the_page_is_listed_and_no_other_is_given():
    from importlib.resources import files

    there = {one.name for one in files(composers).iterdir() if one.is_file()} - {"__init__.py"}
    assert set(NAMES) == there
    client = {one.name for one in (Path(__file__).parents[2] / "clients/web").glob("*.js")}
    assert set(CLIENT) == client
    assert all(asset(name) is not None for name in CLIENT)
    assert asset("__init__.py") is None
    text, kind = asset("index.html") or ("", "")
    assert (kind, '<script type="module" src="page.js">' in text) == ("text/html", True)
    assert " style=" not in text
    assert "onclick" not in text


async def test_the_token_is_asked_for_and_stands_in_no_address(guarded: HttpServer, browser: Browser):
    tab = await browser.tab(f"http://127.0.0.1:{guarded.port}/")
    await tab.until("document.querySelector('#opening').open && !document.querySelector('#token-form').hidden")
    for token in ("guess", "secret"):  # The second is tried before the first was answered.
        await tab.evaluate("document.querySelector('#token').value = ''; document.querySelector('#token').focus()")
        await tab.call("Input.insertText", text=token)
        await tab.click("#token-form button")
    await tab.until("document.querySelector('#open-sets input')")
    await tab.click("#opening-form > button")
    await tab.until("document.querySelector('#line').dataset.state === 'open'")
    assert "secret" not in await tab.evaluate("location.href")
    # The browser tells of the two pages that wanted a token.
    assert all(one.startswith("network: ") and "401" in one for one in tab.errors)
