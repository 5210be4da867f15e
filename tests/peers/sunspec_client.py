"""Reads a SunSpec device over Modbus TCP with pysunspec2 and prints what it decodes: one JSON object by model number.

usage: sunspec_client.py PORT [MODEL.POINT=VALUE ...]   writes the values first, scaled, one after the other
"""
import json
import sys

import sunspec2.modbus.client as client


def groups(group):
    """The computed values of a group; repeating groups as lists."""
    values = {name: point.cvalue for name, point in group.points.items()}
    for name, inner in group.groups.items():
        values[name] = [groups(one) for one in inner] if isinstance(inner, list) else groups(inner)
    return values


device = client.SunSpecModbusClientDeviceTCP(slave_id=1, ipaddr="127.0.0.1", ipport=int(sys.argv[1]), timeout=5)
device.scan()
for assignment in sys.argv[2:]:
    path, value = assignment.split("=")
    model, name = path.split(".")
    point = device.models[int(model)][0].points[name]
    point.cvalue = float(value) if point.sf_required else int(value)
    point.write()
for number in [key for key in device.models if isinstance(key, int)]:
    device.models[number][0].read()
print(json.dumps({str(key): groups(device.models[key][0]) for key in device.models if isinstance(key, int)}))
device.close()
