"""A request written by hand."""

import asyncio

from affekt.io.http import HttpServer


async def get(server: HttpServer, path: str, host: str = "localhost", **headers: str) -> tuple[int, str, str]:
    """Return status, headers and body of a plain GET."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    writer.write("\r\n".join(lines).encode())
    raw = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    await writer.wait_closed()
    head, _, body = raw.decode().partition("\r\n\r\n")
    return int(head.split()[1]), head, body
