"""Signs and verifies as openleadr does, and canonicalizes as lxml does; for the suite `xmldsig`.

create CERT KEY DIR          writes a signed message of each kind below into DIR
verify FINGERPRINT FILE...   checks schema, signature and replay protection of each file
c14n                         reads documents from stdin, separated by NUL; writes five canonical forms of each and its part
schema                       prints the path of the schema
"""

import sys
from datetime import datetime, timedelta, timezone

from lxml import etree

from openleadr import messaging


def messages():
    ven = {"ven_id": "ven-1"}
    event = {
        "event_id": "event-1",
        "modification_number": 0,
        "opt_type": "optIn",
        "request_id": "request-1",
        "response_code": 200,
        "response_description": "OK 'quoted' &amp; \u20ac",
    }
    now = datetime.now(timezone.utc)
    descriptor = {
        "event_id": "event-1",
        "modification_number": 0,
        "modification_date_time": now,
        "created_date_time": now,
        "event_status": "far",
        "test_event": False,
        "market_context": "http://market.example",
        "priority": 1,
        "vtn_comment": "a &lt; b",
    }
    interval = {"dtstart": now + timedelta(hours=1), "duration": timedelta(minutes=10), "uid": 0, "signal_payload": 2}
    signal = {
        "signal_name": "SIMPLE",
        "signal_type": "level",
        "signal_id": "signal-1",
        "intervals": [interval],
    }
    distributed = {
        "event_descriptor": descriptor,
        "active_period": {"dtstart": now + timedelta(hours=1), "duration": timedelta(minutes=10)},
        "event_signals": [signal],
        "targets": [{"ven_id": "ven-1"}],
        "targets_by_type": {"ven_id": ["ven-1"]},
        "response_required": "always",
    }
    answer = {"response_code": 200, "response_description": "OK", "request_id": "request-1"}
    yield "oadrPoll", ven
    yield "oadrQueryRegistration", {"request_id": "request-1"}
    yield "oadrRequestEvent", {"request_id": "request-1", **ven}
    yield "oadrResponse", {"response": answer, **ven}
    yield "oadrCreatedEvent", {"response": answer, "event_responses": [event], **ven}
    yield "oadrDistributeEvent", {"request_id": "request-1", "vtn_id": "vtn-1", "events": [distributed]}


def create(cert, key, folder):
    with open(cert, "rb") as file:
        cert = file.read()
    with open(key, "rb") as file:
        key = file.read()
    for kind, payload in messages():
        text = messaging.create_message(kind, cert=cert, key=key, **payload)
        with open(f"{folder}/{kind}.xml", "w", encoding="utf-8") as file:
            file.write(text)
        print(kind)


def verify(fingerprint, *files):
    for name in files:
        with open(name, "rb") as file:
            tree = messaging.validate_xml_schema(file.read())
        messaging.validate_xml_signature(tree, cert_fingerprint=fingerprint)
        print("verified", name)


def c14n():
    out = sys.stdout.buffer
    for document in sys.stdin.buffer.read().split(b"\0"):
        root = etree.fromstring(document)
        # Read again, as signxml does: lxml's copies of a part lose track of a default namespace.
        part = etree.fromstring(etree.tostring(root.xpath("//*[@Id='part']")[0], with_tail=False))
        for node in (root.getroottree(), part):
            for exclusive in (False, True):
                out.write(etree.tostring(node, method="c14n", exclusive=exclusive, with_comments=True) + b"\0")
                out.write(etree.tostring(node, method="c14n", exclusive=exclusive, with_comments=False) + b"\0")
            listed = {"exclusive": True, "with_comments": False, "inclusive_ns_prefixes": ["a", "zed"]}
            out.write(etree.tostring(node, method="c14n", **listed) + b"\0")


def main(command, *arguments):
    if command == "schema":
        print(messaging.XML_SCHEMA_LOCATION)
    else:
        {"create": create, "verify": verify, "c14n": c14n}[command](*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
