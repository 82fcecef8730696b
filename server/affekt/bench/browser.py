"""A browser without a window, driven as a person would: Chromium over its DevTools protocol, and nothing else."""

import asyncio
import base64
import itertools
import json
import shutil
import signal
import subprocess
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from websockets.asyncio.client import ClientConnection, connect

from affekt.core.errors import AffektError, Reason

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_START_S: Final = 60.0
_WAIT_S: Final = 20.0
_FLAGS: Final = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio", "--no-first-run",
    "--autoplay-policy=no-user-gesture-required", "--remote-debugging-port=0", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip
_WEBGL: Final = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
"""Draws in WebGL without a graphics card."""
_UNTIL: Final = """new Promise((resolve, reject) => {
  const ends = performance.now() + %d;
  const look = () => {
    const found = (() => (%s))();
    if (found) resolve(found);
    else if (performance.now() > ends) reject(new Error("it did not become so"));
    else setTimeout(look, 15);
  };
  look();
})"""


def browser_path() -> str | None:
    """Return where a Chromium is; None where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class Tab:
    """One page in the browser."""

    def __init__(self, ws: ClientConnection) -> None:
        self.errors: list[str] = []
        """What the page, or the browser about it, has complained of."""
        self._ws = ws
        self._ids = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reading = asyncio.create_task(self._read())

    async def close(self) -> None:
        """Leave it."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._ws.close()

    async def _read(self) -> None:
        async for message in self._ws:
            told = json.loads(message)
            if "id" in told:
                answer = self._answers.pop(told["id"], None)
                if answer is not None and not answer.done():
                    answer.set_result(told)
            else:
                self._complaint(told.get("method", ""), told.get("params", {}))

    def _complaint(self, method: str, params: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.errors.append(str(details.get("exception", {}).get("description") or details["text"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.errors.append(" ".join(str(one.get("value", one.get("description"))) for one in params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            entry = params["entry"]
            self.errors.append(f"{entry['source']}: {entry['text']} {entry.get('url', '')}")

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol.

        Raises:
            AffektError: INTERNAL, with what the browser says.
        """
        number = next(self._ids)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._ws.send(json.dumps({"id": number, "method": method, "params": params}))
        async with asyncio.timeout(_START_S):
            told = await self._answers[number]
        if "error" in told:
            raise AffektError(Reason.INTERNAL, f"{method}: {told['error']['message']}")
        found: dict[str, Any] = told["result"]
        return found

    async def evaluate(self, script: str) -> Any:
        """Return the value of an expression in the page; a promise is waited for.

        Raises:
            AffektError: INTERNAL where it throws.
        """
        told = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            why = told["exceptionDetails"].get("exception", {}).get("description", "it threw")
            raise AffektError(Reason.INTERNAL, f"{script[:200]}: {why}")
        return told["result"].get("value")

    async def until(self, condition: str, seconds: float = _WAIT_S) -> Any:
        """Wait in the page until an expression is true, and return its value.

        Raises:
            AffektError: INTERNAL where it does not become so.
        """
        try:
            return await self.evaluate(_UNTIL % (seconds * 1_000, condition))
        except AffektError as error:
            raise AffektError(error.reason, f"{condition}: {error.text[-120:]}; {self.errors[-3:]}") from None

    async def go(self, url: str) -> None:
        """Go to an address."""
        await self.call("Page.navigate", url=url)
        await self.until("document.readyState === 'complete'")

    async def size(self, width: int, height: int, *, phone: bool = False, scheme: str = "dark") -> None:
        """Give it a size, in its own pixels, and a colour scheme."""
        scale = 2 if phone else 1
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=phone
        )
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        await self.call("Emulation.setEmulatedMedia", features=features)

    async def middle(self, selector: str) -> tuple[float, float, float, float]:
        """Return the middle of an element, its width and its height, once it can be seen."""
        name = json.dumps(selector)
        await self.until(f"document.querySelector({name})?.getClientRects().length")
        script = f"""(() => {{ const one = document.querySelector({name});
            one.scrollIntoView({{ block: "nearest" }}); const at = one.getBoundingClientRect();
            return [at.left + at.width / 2, at.top + at.height / 2, at.width, at.height]; }})()"""
        x, y, width, height = await self.evaluate(script)
        return x, y, width, height

    async def _mouse(self, kind: str, x: float, y: float) -> None:
        held = {"button": "left", "buttons": 1, "clickCount": 1}
        await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **held)

    async def click(self, selector: str) -> None:
        """Click in the middle of an element."""
        x, y, _, _ = await self.middle(selector)
        await self._mouse("mousePressed", x, y)
        await self._mouse("mouseReleased", x, y)

    async def drag(self, selector: str, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        """Drag within an element, from and to shares of its width and height."""
        x, y, width, height = await self.middle(selector)
        at = [
            (x + (a - 0.5) * width, y + (b - 0.5) * height)
            for a, b in (
                (start[0] + (end[0] - start[0]) * n / steps, start[1] + (end[1] - start[1]) * n / steps)
                for n in range(steps + 1)
            )
        ]
        await self._mouse("mousePressed", *at[0])
        for point in at[1:]:
            await self._mouse("mouseMoved", *point)
        await self._mouse("mouseReleased", *at[-1])

    async def press(self, key: str, code: str = "", text: str = "", *, repeat: bool = False) -> None:
        """Press a key where the focus is; `repeat` says that it was down already."""
        more = {"key": key, "code": code or key, "autoRepeat": repeat, **({"text": text} if text else {})}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **more)
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=code or key)

    async def screenshot(self, path: Path) -> None:
        """Write a PNG of what is seen."""
        told = await self.call("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(told["data"]))


class Browser:
    """A running Chromium."""

    def __init__(self, scratch: Path, *, webgl: bool = False) -> None:
        """Prepare; it keeps its profile and its downloads in a folder, and draws in WebGL where asked."""
        self._webgl = webgl
        self.downloads = scratch / "downloads"
        self.downloads.mkdir(parents=True, exist_ok=True)
        self._profile = scratch / "profile"
        self._process: subprocess.Popen[bytes] | None = None
        self._tabs: list[Tab] = []
        self._port = 0

    async def __aenter__(self) -> Self:
        """Start it.

        Raises:
            AffektError: UNSUPPORTED where there is none, INTERNAL where it does not start.
        """
        told = await asyncio.to_thread(self._begin)
        try:
            async with asyncio.timeout(_START_S):
                while not (port := _first_line(told)):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        except TimeoutError:
            self._end()
            raise AffektError(Reason.INTERNAL, "Chromium does not open its port") from None
        self._port = int(port)
        return self

    def _begin(self) -> Path:
        """Start it, and return the file in which it tells its port."""
        path = browser_path()
        if path is None:
            raise AffektError(Reason.UNSUPPORTED, "there is no Chromium; install it with apt-get install chromium")
        told = self._profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        flags = [flag for flag in _FLAGS if not self._webgl or flag != "--disable-gpu"]
        command = [path, *flags, *(_WEBGL if self._webgl else ()), f"--user-data-dir={self._profile}", "about:blank"]
        nothing = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdout=nothing, stderr=nothing, start_new_session=True)
        return told

    async def tab(self, url: str = "about:blank", width: int = 1_280, height: int = 720) -> Tab:
        """Open a page."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(f"PUT /json/new?about:blank HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        sizes = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        made = json.loads(await reader.readexactly(int(sizes[0])))
        writer.close()
        await writer.wait_closed()
        tab = Tab(await connect(made["webSocketDebuggerUrl"], max_size=None, compression=None, ping_interval=None))
        self._tabs.append(tab)
        for domain in ("Page", "Runtime", "Log"):
            await tab.call(f"{domain}.enable")
        await tab.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads))
        await tab.size(width, height)
        if url != "about:blank":
            await tab.go(url)
        return tab

    async def downloaded(self, ending: str, but: Collection[Path] = (), seconds: float = _WAIT_S) -> Path:
        """Wait for a whole file that ends so and is none of those in `but`, and return it.

        Raises:
            TimeoutError: if none comes.
        """
        async with asyncio.timeout(seconds):
            while (found := self._found(ending, but)) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return found

    def _found(self, ending: str, but: Collection[Path]) -> Path | None:
        return next((p for p in self.downloads.iterdir() if p.name.endswith(ending) and p not in but), None)

    def _end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for tab in self._tabs:
            await tab.close()
        await asyncio.to_thread(self._end)


def _first_line(path: Path) -> str:
    """Return the first line of a file once it is whole."""
    text = path.read_text("utf-8") if path.exists() else ""
    return text.partition("\n")[0] if "\n" in text else ""
