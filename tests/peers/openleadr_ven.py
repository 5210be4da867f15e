"""A VEN by openleadr that tells on stdout what it sees, a JSON object a line, until its stdin is closed.

    openleadr_ven.py FOLDER URL [CERT KEY CA [VTN_CERT]]

With the VTN's certificate, messages are signed both ways. What the VTN sends goes to FOLDER, a file a message. Events whose
name begins with "out" are opted out of.
"""

import asyncio
import json
import logging
import sys
from datetime import timedelta
from pathlib import Path

from openleadr import OpenADRClient, utils

logging.getLogger("openleadr").setLevel(logging.INFO)
logging.getLogger("openleadr").addHandler(logging.StreamHandler(sys.stderr))

FOLDER, URL = Path(sys.argv[1]), sys.argv[2]
TLS = sys.argv[3:6]
VTN_CERT = sys.argv[6] if len(sys.argv) > 6 else None


def say(**what):
    print(json.dumps(what), flush=True)


def security():
    if not TLS:
        return {}
    own = dict(zip(("cert", "key", "ca_file"), TLS), show_fingerprint=False)
    if VTN_CERT is None:
        return {**own, "disable_signature": True}
    return {**own, "vtn_fingerprint": utils.certificate_fingerprint(Path(VTN_CERT).read_text())}


class Ven:
    def __init__(self):
        self.client = OpenADRClient(ven_name="openleadr", vtn_url=URL, allow_jitter=False, **security())
        self.messages = 0
        self.client.hooks["after_receive_xml"].append(self.keep)
        self.client.hooks["after_parse_xml"].append(self.read)
        self.client.add_handler("on_event", self.event)
        self.client.add_handler("on_update_event", self.event)
        self.client.add_report(
            callback=self.measure,
            resource_id="house",
            measurement="power_real",
            unit="W",
            report_specifier_id="usage",
            r_id="house.power",
            sampling_rate=timedelta(seconds=1),
            report_duration=timedelta(hours=1),
        )

    def keep(self, content):
        if content:
            self.messages += 1
            (FOLDER / f"{self.messages:05}.xml").write_text(content)

    def read(self, kind, payload):
        """Only what passed the schema, and the signature where there is one, comes here."""
        say(read=kind, code=payload.get("response", {}).get("response_code"))

    def measure(self):
        return 1234.5

    async def event(self, event):
        about = event["event_descriptor"]
        signal = event["event_signals"][0]
        say(
            event=about["event_id"],
            modification=about["modification_number"],
            status=about["event_status"],
            signal=signal["signal_name"],
            value=signal["intervals"][0]["signal_payload"],
        )
        return "optOut" if about["event_id"].startswith("out") else "optIn"

    async def run(self):
        await self.client.run()
        say(ven_id=self.client.ven_id, registration_id=self.client.registration_id)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        await self.client.stop()


asyncio.run(Ven().run())
