"""cactus-client-notifications, where procedures are told of changes, on a free port of loopback, which it prints."""

import os
import socket

from aiohttp import web

door = socket.create_server(("127.0.0.1", 0))
port = door.getsockname()[1]
os.environ |= {"APP_PORT": str(port), "SERVER_URL": f"http://127.0.0.1:{port}"}

from cactus_client_notifications.server.main import app  # noqa: E402: it reads the environment when it is loaded

print(f"receiving on {port}", flush=True)
web.run_app(app, sock=door, print=None)
