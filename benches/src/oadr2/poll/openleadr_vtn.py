"""A VTN by openleadr that takes every VEN, says where it listens, and has nothing to tell.

    openleadr_vtn.py [CERT KEY CA]

With certificates it serves mutual TLS, and messages are signed both ways.
"""

import asyncio
import logging
import sys

from openleadr import OpenADRServer

logging.getLogger("openleadr").setLevel(logging.ERROR)

TLS = sys.argv[1:4]
VENS = {}


async def registered(registration_info):
    name = registration_info["ven_name"]
    VENS[name] = {
        "ven_id": name,
        "ven_name": name,
        "registration_id": f"registration-{name}",
        "fingerprint": registration_info.get("fingerprint"),
    }
    return name, VENS[name]["registration_id"]


async def main():
    options = {}
    if TLS:
        cert, key, ca = TLS
        options = {"http_cert": cert, "http_key": key, "http_ca_file": ca, "cert": cert, "key": key}
    server = OpenADRServer(
        vtn_id="vtn-openleadr",
        http_port=0,
        verify_message_signatures=bool(TLS),
        show_fingerprint=False,
        ven_lookup=lambda ven_id: VENS.get(ven_id),
        **options,
    )
    server.add_handler("on_create_party_registration", registered)
    await server.run()
    print(f"listening on 127.0.0.1:{server.app_runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
