"""Serves a SunSpec device that pysunspec2's own test data describes, by pymodbus, on 127.0.0.1.

Prints the port once it listens; ends when its standard input does. The shipped data leaves out scale factors and names
points by an older revision, so the points under test are patched by name.
"""
import asyncio
import json
import os
import sys
import warnings

import sunspec2
import sunspec2.file.client as file_client
from pymodbus.datastore import ModbusDeviceContext, ModbusSequentialDataBlock, ModbusServerContext
from pymodbus.server import ModbusTcpServer

warnings.filterwarnings("ignore")

PATCHES = {
    701: {"ACType": 0, "W": 4200, "W_SF": 0, "Var": -300, "Var_SF": 0, "InvSt": 3, "ConnSt": 1, "Alrm": 0},
    704: {
        "WMaxLimPctEna": 0, "WMaxLimPct": 1000, "WMaxLimPctRvrt": 1000, "WMaxLimPctEnaRvrt": 0,
        "WMaxLimPctRvrtTms": 0, "WMaxLimPctRvrtRem": 0, "WMaxLimPct_SF": -1,
        "WSetEna": 0, "WSetMod": 1, "WSet": 0, "WSetRvrt": 0, "WSetEnaRvrt": 0, "WSetRvrtTms": 0, "WSet_SF": 0,
    },
}


def registers(patched):
    path = os.path.join(os.path.dirname(sunspec2.__file__), "tests", "test_data", "device_1547.json")
    device = file_client.FileClientDevice(path)
    device.scan()
    result = [0x5375, 0x6E53]
    for number in sorted(key for key in device.models if isinstance(key, int)):
        model = device.models[number][0]
        for name, value in (PATCHES.get(number, {}) if patched else {}).items():
            getattr(model, name).set_value(value)
        data = model.get_mb(computed=False)
        own = [data[i] << 8 | data[i + 1] for i in range(0, len(data), 2)]
        own[0], own[1] = number, len(own) - 2
        result += own
    return result + [0xFFFF, 0]


async def serve(block):
    context = ModbusServerContext(devices=ModbusDeviceContext(hr=block), single=True)
    server = ModbusTcpServer(context, address=("127.0.0.1", 0))
    await server.serve_forever(background=True)
    port = server.transport.sockets[0].getsockname()[1]
    print(json.dumps({"port": port}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await server.shutdown()


block = ModbusSequentialDataBlock(40001, registers("--as-shipped" not in sys.argv))
asyncio.run(serve(block))
