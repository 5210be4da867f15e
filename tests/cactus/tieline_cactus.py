"""The operator of `tieline serve` for cactus-client: what a procedure wants of the server is asked of its management API.

With this folder on PYTHONPATH, cactus finds it by its entry point. TIELINE_MANAGEMENT is the address of the API, such as
127.0.0.1:8444, TIELINE_TOKEN_FILE the file with its token. TIELINE_SIMULATIONS, ROUNDS:SECONDS, shortens simulated
clients to so many rounds, so many seconds apart.
"""

import json
import os
import urllib.error
import urllib.request
from pathlib import Path

from cactus_client.admin import hookimpl
from cactus_client.model.execution import ActionResult
from cactus_client.sep2 import lfdi_from_cert_file
from cactus_test_definitions.csipaus import CSIPAusResource
from cactus_test_definitions.server.admin_instructions import AdminInstructionType as Type
from cactus_test_definitions.server.test_procedures import ClientType

# A scheduled control for which the procedure names neither start nor length: time enough to be seen as scheduled, and
# procedures wait for its end.
LEAD_S = 20
LENGTH_S = 30
# An active one outlasts its procedure.
ACTIVE_S = 3600
# What is there before a procedure changes it: procedures subscribe to a default before they set it.
FIRST_DEFAULT = {"setGradW": 27, "control": {}}
LIMITS = ("opModExpLimW", "opModImpLimW", "opModGenLimW", "opModLoadLimW")
SWITCHES = ("opModConnect", "opModEnergize")


class Management:
    """The management API of a running head-end."""

    def __init__(self):
        self.base = "http://" + os.environ["TIELINE_MANAGEMENT"]
        self.token = Path(os.environ["TIELINE_TOKEN_FILE"]).read_text().strip()

    def ask(self, method, path, body=None, missing=None):
        """The answer to one request; `missing` where the answer is 404 and the caller allows for it."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            if error.code == 404 and missing is not None:
                return missing
            raise RuntimeError(f"{method} {path}: {error.code} {error.read().decode()}") from error
        return json.loads(text) if text else {}


class Client:
    """What the operator has set up for one of a procedure's clients."""

    def __init__(self, alias, config):
        self.alias = alias
        self.lfdi = config.lfdi.upper()
        self.pin = config.pin
        # Who acts for it: an aggregator shows a certificate, and its devices have none.
        is_aggregated = config.type == ClientType.AGGREGATOR
        self.aggregator = lfdi_from_cert_file(config.certificate_file) if is_aggregated else None
        # Groups by annotation, each with its programs; programs are (primacy, mRID), in the order in which they were made.
        self.groups = {}
        # Controls as (program, mRID), and how long those are planned that follow one another.
        self.controls = []
        self.planned_s = LEAD_S

    def programs(self):
        return [program for programs in self.groups.values() for program in programs]


class TielineAdmin:
    """The hooks. One is made for each run of cactus, whose state it keeps."""

    @hookimpl
    async def admin_setup(self, context):
        self.api = Management()
        self.rates = {"polls": {}}
        self.clients = {alias: Client(alias, config) for alias, config in context.client_configs.items()}
        for client in self.clients.values():
            if client.aggregator:
                self.api.ask("PUT", f"/v1/devices/{client.aggregator}", {"aggregator": True})
        shorten_simulations(context.test_procedure)
        return ActionResult.done()

    @hookimpl
    async def admin_teardown(self, context):
        """Leaves the server without what this run has set up; programs stay, with nothing in them."""
        for client in self.clients.values():
            self.clear(client, {"all": True})
            for lfdi in filter(None, (client.lfdi, client.aggregator)):
                self.api.ask("DELETE", f"/v1/devices/{lfdi}", missing={})
        self.api.ask("PUT", "/v1/rates", {})
        return ActionResult.done()

    @hookimpl
    async def admin_instruction(self, instruction, step, context):
        first = next(iter(self.clients.values()))
        client = first if instruction.client is None else self.clients[instruction.client]
        DO[instruction.type](self, client, instruction.parameters)
        return ActionResult.done()

    def end_device(self, client, wanted):
        if wanted["registered"]:
            self.enrol(client)
        else:
            self.withdraw(client)

    def enrol(self, client):
        granted_to = [client.aggregator] if client.aggregator else []
        self.api.ask("PUT", f"/v1/devices/{client.lfdi}", {"pin": client.pin, "granted_to": granted_to})

    def withdraw(self, client):
        self.api.ask("DELETE", f"/v1/devices/{client.lfdi}", missing={})

    def access(self, client, wanted):
        """A device without an enrolment is served an empty list; one that is denied is not even answered."""
        self.end_device(client, {"registered": wanted["granted"]})

    def no_mirrors(self, client, _):
        mirrors = self.api.ask("GET", f"/v1/devices/{client.lfdi}/mirrors")["items"]
        if mirrors:
            raise RuntimeError(f"{client.alias} has mirrors already: start with a device that has none")

    def group(self, client, wanted):
        """Function set assignments of the client's own; what it is called is told apart by the client."""
        annotation = wanted.get("annotation") or wanted.get("fsa_annotation") or "fsa"
        if annotation not in client.groups:
            client.groups[annotation] = []
            self.put_group(client, annotation)
            self.api.ask("POST", f"/v1/groups/{name_of(client, annotation)}/devices", {"add": [client.lfdi]})
        return annotation

    def put_group(self, client, annotation):
        programs = [mrid for _, mrid in client.groups[annotation]]
        self.api.ask("PUT", f"/v1/groups/{name_of(client, annotation)}", {"programs": programs})

    def program(self, client, wanted):
        """A program in the group, of the primacy that is named; the same again is the same program."""
        annotation = self.group(client, wanted)
        primacy = wanted.get("primacy", 1)
        for known, mrid in client.groups[annotation]:
            if known == primacy:
                return mrid
        made = self.api.ask("POST", "/v1/programs", {"description": annotation, "primacy": primacy})
        self.api.ask("PUT", f"/v1/programs/{made['mrid']}/default-control", FIRST_DEFAULT)
        client.groups[annotation].append((primacy, made["mrid"]))
        self.put_group(client, annotation)
        return made["mrid"]

    def program_for(self, client, wanted):
        """The client's first program, or its first of the primacy that is named; made where there is none."""
        for primacy, mrid in client.programs():
            if wanted.get("primacy", primacy) == primacy:
                return mrid
        return self.program(client, {"primacy": wanted.get("primacy", 1)})

    def control_list(self, client, _):
        """Every program has its list of controls."""
        self.program_for(client, {})

    def control(self, client, wanted):
        program = self.program_for(client, wanted)
        control = modes(wanted)
        if "rampTms" in wanted:
            control["rampTms"] = wanted["rampTms"]
        start_s, length_s = self.when(client, wanted)
        body = {"start_in_s": start_s, "duration_s": length_s, "control": control}
        if "randomizeStart_seconds" in wanted:
            body["randomize_start_s"] = wanted["randomizeStart_seconds"]
        made = self.api.ask("POST", f"/v1/programs/{program}/controls", body)
        client.controls.append((program, made["mrid"]))

    def when(self, client, wanted):
        """Start and length in seconds; scheduled controls that name no start follow one another."""
        if wanted["status"] == "active":
            return 0, wanted.get("duration_seconds", ACTIVE_S)
        length_s = wanted.get("duration_seconds", LENGTH_S)
        if "start_offset_seconds" in wanted:
            return wanted["start_offset_seconds"], length_s
        start_s = client.planned_s
        client.planned_s += length_s
        return start_s, length_s

    def default(self, client, wanted):
        program = self.program_for(client, wanted)
        body = {"control": modes(wanted)}
        if "setGradW" in wanted:
            body["setGradW"] = wanted["setGradW"]
        self.api.ask("PUT", f"/v1/programs/{program}/default-control", body)

    def clear(self, client, wanted):
        """Cancels every control, or the one that was made last."""
        count = len(client.controls) if wanted.get("all") else min(1, len(client.controls))
        for program, control in client.controls[len(client.controls) - count :]:
            shown = self.api.ask("GET", f"/v1/programs/{program}/controls/{control}")
            if shown["status"] in ("scheduled", "active"):
                self.api.ask("DELETE", f"/v1/programs/{program}/controls/{control}")
        del client.controls[len(client.controls) - count :]

    def poll_rate(self, _, wanted):
        resource = CSIPAusResource(wanted["resource"])
        self.rates["polls"][str(resource)] = wanted["rate_seconds"]
        self.api.ask("PUT", "/v1/rates", self.rates)

    def post_rate(self, _, wanted):
        self.rates["post_s"] = wanted["rate_seconds"]
        self.api.ask("PUT", "/v1/rates", self.rates)


DO = {
    Type.ENSURE_END_DEVICE: TielineAdmin.end_device,
    Type.ENSURE_MUP_LIST_EMPTY: TielineAdmin.no_mirrors,
    Type.ENSURE_FSA: TielineAdmin.group,
    Type.ENSURE_DER_PROGRAM: TielineAdmin.program,
    Type.SET_CLIENT_ACCESS: TielineAdmin.access,
    Type.ENSURE_DER_CONTROL_LIST: TielineAdmin.control_list,
    Type.CREATE_DER_CONTROL: TielineAdmin.control,
    Type.CREATE_DEFAULT_DER_CONTROL: TielineAdmin.default,
    Type.CLEAR_DER_CONTROLS: TielineAdmin.clear,
    Type.SET_POLL_RATE: TielineAdmin.poll_rate,
    Type.SET_POST_RATE: TielineAdmin.post_rate,
}


def name_of(client, annotation):
    """The name of a group: at most 32 bytes, without blanks."""
    return f"{annotation}-{client.alias}".replace(" ", "-")[:32]


def modes(wanted):
    """What a control or a default asks for, in the API's words."""
    limits = {mode: int(wanted[mode]) for mode in LIMITS if mode in wanted}
    return limits | {mode: wanted[mode] for mode in SWITCHES if mode in wanted}


def shorten_simulations(procedure):
    shorter = os.environ.get("TIELINE_SIMULATIONS")
    if not shorter:
        return
    rounds, seconds = (int(part) for part in shorter.split(":"))
    for step in procedure.steps:
        if step.action.type == "simulate-client":
            step.action.parameters |= {"total_simulations": rounds, "frequency_seconds": seconds}
