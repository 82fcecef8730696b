"""The OSC client shows a server that asks for it that it hears."""

import socket
import threading

from affekt.io.osc.codec import decode, encode
from affekt_client import OscSession


def test_the_number_is_sent_back_and_nobody_else_is_told_of_it():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    server.settimeout(5)
    heard = []

    def serve() -> None:
        data, where = server.recvfrom(2_000)
        heard.append(decode(data)[0][1:])
        server.sendto(encode("/prove", 7), where)
        data, where = server.recvfrom(2_000)
        heard.append(decode(data)[0][1:])
        server.sendto(encode("/affekt/session/opened", "arena", 1), where)

    thread = threading.Thread(target=serve)
    thread.start()
    session = OscSession.open("arena", port=server.getsockname()[1], timeout_s=5)
    thread.join()
    assert heard == [("/affekt/session/open", ("arena",)), ("/prove", (7,))]
    assert session._inbox.empty()
    session.leave()
    server.close()
