"""A VTN by openleadr, told what to do on stdin and telling on stdout what it saw, a JSON object a line.

    openleadr_vtn.py FOLDER [CERT KEY CA [FINGERPRINT]]

With the VEN's fingerprint, messages are signed both ways.

What the VEN sends goes to FOLDER, a file a message. Commands: {"event": id, "in_s", "steps": [[seconds, value], ...],
"signal", "type"}, {"cancel": id}, {"reports": seconds}.
"""

import asyncio
import json
import logging
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from openleadr import OpenADRServer

logging.getLogger("openleadr").setLevel(logging.WARNING)
logging.getLogger("openleadr").addHandler(logging.StreamHandler(sys.stderr))

FOLDER = Path(sys.argv[1])
TLS = sys.argv[2:5]
FINGERPRINT = sys.argv[5] if len(sys.argv) > 5 else None
VEN = {"ven_id": "ven-tieline", "registration_id": "reg-tieline", "ven_name": "tieline"}


def say(**what):
    print(json.dumps(what), flush=True)


class Vtn:
    def __init__(self):
        tls = dict(zip(("http_cert", "http_key", "http_ca_file"), TLS))
        self.server = OpenADRServer(
            vtn_id="vtn-openleadr",
            http_port=0,
            requested_poll_freq=timedelta(seconds=1),
            verify_message_signatures=FINGERPRINT is not None,
            **tls,
            **self.signing(),
        )
        self.messages = 0
        self.server.app.middlewares.append(self.keep)
        self.server.add_handler("on_create_party_registration", self.registered)
        self.server.add_handler("on_register_report", self.offered)

    def signing(self):
        if FINGERPRINT is None:
            return {}
        known = {**VEN, "fingerprint": FINGERPRINT}
        cert, key = TLS[0], TLS[1]
        return {"cert": cert, "key": key, "show_fingerprint": False, "ven_lookup": lambda ven_id: known}

    async def run(self):
        await self.server.run()
        say(listening=self.server.app_runner.addresses[0][1])
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            self.obey(json.loads(line))
        await self.server.stop()

    def obey(self, command):
        if "event" in command:
            start = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(seconds=command["in_s"])
            intervals = []
            for seconds, value in command["steps"]:
                length = timedelta(seconds=seconds)
                intervals.append({"dtstart": start, "duration": length, "signal_payload": value})
                start += length
            self.server.add_event(
                ven_id=VEN["ven_id"],
                event_id=command["event"],
                signal_name=command.get("signal", "SIMPLE"),
                signal_type=command.get("type", "level"),
                intervals=intervals,
                callback=self.opted,
            )
        if "cancel" in command:
            self.server.cancel_event(VEN["ven_id"], command["cancel"])

    from aiohttp import web

    @web.middleware
    async def keep(self, request, handler):
        self.messages += 1
        (FOLDER / f"{self.messages:05}.xml").write_bytes(await request.read())
        return await handler(request)

    async def registered(self, registration_info):
        say(registered=registration_info["ven_name"])
        return VEN["ven_id"], VEN["registration_id"]

    async def offered(self, ven_id, resource_id, measurement, unit, scale, min_sampling_interval, max_sampling_interval):
        say(offered=measurement, unit=unit, resource=resource_id)

        def update(values):
            say(update=[[moment.timestamp(), value] for moment, value in values], resource=resource_id, measurement=measurement)

        # It cannot read the status of a resource (its issue 108).
        return None if measurement == "Status" else (update, min_sampling_interval)

    async def opted(self, ven_id, event_id, opt_type):
        say(opted=event_id, opt=opt_type)


asyncio.run(Vtn().run())
