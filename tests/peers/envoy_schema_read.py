"""Reads documents of the head-end with the models of envoy-schema, and says as JSON what it found of prices.

Usage: envoy_schema_read.py FILE...  Exits with 1, naming the file, where a model does not take a document.
"""

import importlib
import json
import pkgutil
import sys
from pathlib import Path

import envoy_schema.server.schema.csip_aus as csip_aus
import envoy_schema.server.schema.sep2 as sep2
from envoy_schema.server.schema.sep2.base import BaseXmlModelWithNS
from lxml import etree


def models():
    """The model of each root element; of several, that of what a server answers."""
    for package in (sep2, csip_aus):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    found, left = {}, [BaseXmlModelWithNS]
    while left:
        for model in left.pop().__subclasses__():
            left.append(model)
            tag = model.__xml_tag__ or model.__name__
            if tag not in found or model.__name__ == f"{tag}Response":
                found[tag] = model
    return found


def price(interval):
    """Of a TimeTariffInterval: its rate component, and the prices of its blocks."""
    blocks = interval.ConsumptionTariffIntervalListSummary.ConsumptionTariffInterval or []
    return [interval.RateComponentLink.href, [block.price for block in blocks]]


def main():
    known = models()
    read, passed, combined, tariffs = {}, set(), [], []
    for path in sys.argv[1:]:
        body = Path(path).read_bytes()
        tag = etree.QName(etree.fromstring(body)).localname
        if tag not in known:
            passed.add(tag)
            continue
        try:
            document = known[tag].from_xml(body)
        except Exception as error:
            sys.exit(f"{path}: {tag}: {error}\n{body.decode()}")
        read[tag] = read.get(tag, 0) + 1
        if tag == "TariffProfile":
            tariffs.append(document.CombinedTimeTariffIntervalListLink.href)
        if tag == "TimeTariffIntervalList" and document.href.endswith("/ctti"):
            combined += [price(interval) for interval in document.TimeTariffInterval]
    print(json.dumps({"read": read, "unknown": sorted(passed), "combined": combined, "tariffs": tariffs}))


main()
