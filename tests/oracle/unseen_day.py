"""Judges a day from its day file, the utility's wire log and the plant's log alone.

    unseen_day.py DAY.toml WIRE.jsonl PLANT.jsonl

Prints a verdict as JSON. Nothing here comes from the gateway: schedule, limits and averages are worked out afresh.
What the gateway could not know to the second (a poll's delay, a random draw) is varied; what holds in no variant is a
problem. Powers are watts, positive towards the grid; times are seconds from the start of the day.
"""

import bisect
import json
import random
import sys
import tomllib
import xml.etree.ElementTree as Xml
from collections import defaultdict

EPOCH_S = 1_782_000_000
VARIANTS = 60
GRACE_S = 5
DELAY_S = 3.0
HELD_S = 1.5
REST_S = 30
MODES = ("opModExpLimW", "opModGenLimW", "opModMaxLimW", "opModEnergize", "opModFixedW")


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def child(element, *path):
    for name in path:
        element = next((c for c in element if local(c) == name), None)
        if element is None:
            return None
    return element.text if len(element) == 0 else element


def every(element, name):
    return [e for e in element.iter() if local(e) == name]


class Wire:
    """What the utility saw: events served, responses, and the readings of the site's mirror."""

    def __init__(self, file):
        self.seen, self.cancelled, self.superseded = {}, {}, {}
        self.responses = defaultdict(list)
        self.order = []
        self.intervals, self.power = [], None
        self.default_at, self.end, self.stalled_s = None, 0.0, 0.0
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                self.note(json.loads(line))

    def note(self, row):
        at = row["time"] / 1000 - EPOCH_S
        # Polls and posts come every few seconds: a longer silence is a machine that cannot keep time.
        if self.default_at is not None:
            self.stalled_s = max(self.stalled_s, at - self.end)
        self.end = max(self.end, at)
        good = 200 <= row["status"] < 300
        if row["method"] == "GET" and good and "/dderc" in row["target"] and self.default_at is None:
            self.default_at = at
        if row["method"] == "GET" and good and "/derc" in row["target"]:
            for control in every(Xml.fromstring(row["response"]), "DERControl"):
                mrid = child(control, "mRID")
                self.seen.setdefault(mrid, at)
                status = child(control, "EventStatus", "currentStatus")
                if status in ("2", "3"):
                    self.cancelled.setdefault(mrid, at)
                if status == "4":
                    self.superseded.setdefault(mrid, at)
        if row["method"] == "POST" and good and row["request"]:
            self.posted(Xml.fromstring(row["request"]))

    def posted(self, body):
        if local(body) == "DERControlResponse":
            said = int(child(body, "createdDateTime")) - EPOCH_S
            entry = (child(body, "subject"), int(child(body, "status")), said)
            self.responses[entry[0]].append(entry)
            self.order.append(entry)
        if local(body) == "MirrorUsagePoint" and child(body, "roleFlags") == "0003":
            for reading in every(body, "MirrorMeterReading"):
                if child(reading, "ReadingType", "uom") == "38":
                    scale = int(child(reading, "ReadingType", "powerOfTenMultiplier") or 0)
                    imports = child(reading, "ReadingType", "flowDirection") == "1"
                    self.power = (child(reading, "mRID"), (-1 if imports else 1) * 10**scale)
        for reading in every(body, "MirrorMeterReading"):
            for value in every(reading, "Reading"):
                if self.power and child(reading, "mRID") == self.power[0]:
                    start = int(child(value, "timePeriod", "start")) - EPOCH_S
                    seconds = int(child(value, "timePeriod", "duration"))
                    self.intervals.append((start, seconds, int(child(value, "value")) * self.power[1]))


class Plant:
    """What truly happened: samples every 100 ms."""

    def __init__(self, file):
        self.t, self.site, self.der, self.can, self.stored = [], [], [], [], []
        self.sums = [0.0]
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["row"] != "sample":
                    continue
                devices = row["devices"].values()
                self.t.append(row["t"])
                self.site.append(row["site_w"])
                self.der.append(sum(d["w"] for d in devices))
                self.can.append(sum(d["available_w"] for d in devices if d["service"]))
                self.stored.append(sum(d["w"] for d in devices if "soc" in d))
                self.sums.append(self.sums[-1] + row["site_w"])

    def average(self, values, start, end):
        i, j = bisect.bisect_left(self.t, start), bisect.bisect_left(self.t, end)
        if j <= i:
            return None
        if values is self.site:
            return (self.sums[j] - self.sums[i]) / (j - i)
        return sum(values[i:j]) / (j - i)

    def late_average(self, start, end, samples):
        """The site's average as seen this many samples late; before the first there is nothing but the first."""
        i, j = bisect.bisect_left(self.t, start), bisect.bisect_left(self.t, end)
        seen = [self.site[max(0, k - samples)] for k in range(i, j)]
        return sum(seen) / len(seen)

    def sampled(self, start, end):
        """Least and most that samples a second apart, each up to HELD_S old, can average."""
        i, j = bisect.bisect_left(self.t, start), bisect.bisect_left(self.t, end)
        held = [self.site[max(0, k - int(HELD_S * 10)) : k + 1] for k in range(i, j)]
        return sum(map(min, held)) / len(held), sum(map(max, held)) / len(held)


class Variant:
    """One way that the day may have gone, as the gateway could have known it."""

    def __init__(self, day, wire, seed):
        self.draw = random.Random(seed)
        self.day = day
        self.codes, self.ended = defaultdict(list), {}
        primacy = {p["mrid"]: p["primacy"] for p in day["utility"]["programs"]}
        self.events = [self.event(e, wire, primacy) for e in day["utility"]["events"] if e["mrid"] in wire.seen]
        self.join_neighbours()
        self.holders = []
        for second in range(int(wire.end) + 1):
            self.holders.append(self.step(second))

    def event(self, script, wire, primacy):
        late = self.draw.uniform(0, DELAY_S)
        cancelled, superseded = wire.cancelled.get(script["mrid"]), wire.superseded.get(script["mrid"])

        def drawn(limit):
            return round(self.draw.uniform(min(0, limit), max(0, limit)))

        start = script["start_s"] + drawn(script.get("randomize_start_s", 0))
        length = script["duration_s"] + drawn(script.get("randomize_duration_s", 0))
        modes = {m for m in MODES if m in script["control"]}
        return {
            "mrid": script["mrid"],
            "known": wire.seen[script["mrid"]] + late,
            "cancelled": None if cancelled is None else cancelled + self.draw.uniform(0, DELAY_S),
            "superseded": None if superseded is None else superseded + self.draw.uniform(0, DELAY_S),
            "start": start,
            "end": start + length,
            "rank": (primacy[script["program"]], -script["created_s"], self.draw.random()),
            "modes": modes,
            "left": set(modes),
            "phase": "unknown",
            "control": script["control"],
            "script": script,
        }

    def join_neighbours(self):
        """Of two that touch in one program, the later starts as the earlier ends, whatever was drawn [2030.5 10.2.2.3 m]."""

        def touch(earlier, later):
            one, other = earlier["script"], later["script"]
            touching = one["start_s"] + one["duration_s"] == other["start_s"]
            return touching and one["program"] == other["program"] and earlier["modes"] & later["modes"]

        ends = {}
        for later in self.events:
            before = [e for e in self.events if e is not later and e["cancelled"] is None and touch(e, later)]
            if before:
                ends[later["mrid"]] = min(before, key=lambda e: e["rank"])["end"]
        for later in self.events:
            later["start"] = min(ends.get(later["mrid"], later["start"]), later["end"])

    def say(self, event, code, second):
        self.codes[event["mrid"]].append(code)
        if code not in (1, 2):
            event["phase"] = "ended"
            self.ended[event["mrid"]] = second

    def step(self, second):
        """Who holds each mode during this second."""
        for event in self.events:
            if event["phase"] == "unknown" and event["known"] <= second:
                event["phase"] = "waiting"
                self.say(event, 1, second)
            if event["phase"] in ("waiting", "active"):
                # What comes to be known within a second may act within it.
                if event["cancelled"] is not None and event["cancelled"] < second + 1:
                    self.say(event, 6, second)
                elif event["superseded"] is not None and event["superseded"] < second + 1:
                    # The server's own word, also of one that has yet to begin [2030.5 EventStatus.currentStatus].
                    self.say(event, 7, second)
                elif event["end"] <= second:
                    self.say(event, 3 if event["phase"] == "active" else 254, second)
        running = [e for e in self.events if e["phase"] in ("waiting", "active") and e["start"] <= second]
        holders = {}
        for event in sorted(running, key=lambda e: e["rank"]):
            event["left"] -= holders.keys()
            holders.update({mode: event for mode in event["left"]})
        for event in running:
            if not event["left"]:
                self.say(event, 7, second)
            elif event["phase"] == "waiting":
                event["phase"] = "active"
                self.say(event, 2, second)
        return {mode: event["control"][mode] for mode, event in holders.items()}


class Judge:
    def __init__(self, day, wire, plant):
        self.day, self.wire, self.plant = day, wire, plant
        self.problems = []
        self.worst_over_w = self.worst_reading_w = 0.0
        self.set_max_w = sum(device["max_w"] for device in day["devices"])
        self.variants = [Variant(day, wire, seed) for seed in range(VARIANTS)]

    def verdict(self):
        self.served()
        self.answered()
        self.obeyed()
        self.followed()
        self.reported()
        return {
            "problems": self.problems,
            "events": len(self.wire.seen),
            "responses": len(self.wire.order),
            "worst_over_w": self.worst_over_w,
            "worst_reading_w": self.worst_reading_w,
            "stalled_s": self.wire.stalled_s,
        }

    def served(self):
        """Each event is served unless it was over before the gateway first asked."""
        first = self.wire.default_at
        if first is None:
            self.problems.append("the gateway never asked for a default")
            return
        for event in self.day["utility"]["events"]:
            over = event["start_s"] + event["duration_s"] + min(0, event.get("randomize_start_s", 0))
            if event["mrid"] not in self.wire.seen and over > max(first, event["created_s"]) + 10:
                self.problems.append(f"event {event['mrid']} was never served")
        for mrid in self.wire.seen:
            if mrid not in {event["mrid"] for event in self.day["utility"]["events"]}:
                self.problems.append(f"event {mrid} was served but is not in the day")

    def answered(self):
        scripts = {event["mrid"]: event for event in self.day["utility"]["events"]}
        for mrid in self.wire.seen:
            got = [code for _, code, _ in self.wire.responses[mrid]]
            allowed = {tuple(v.codes[mrid]) for v in self.variants}
            # The end of the run may cut the last answers off.
            late = any(v.ended.get(mrid, self.wire.end) > self.wire.end - 8 for v in self.variants)
            cut = late and any(list(codes[: len(got)]) == got for codes in allowed)
            if tuple(got) not in allowed and not cut:
                self.problems.append(f"event {mrid} got the responses {got}, not one of {sorted(allowed)}")
            self.punctual(scripts[mrid])
        for i, (winner, code, at) in enumerate(self.wire.order):
            for loser, other, said in self.wire.order[i + 1 :]:
                shared = scripts[winner]["control"].keys() & scripts[loser]["control"].keys()
                # One that has yet to start loses nothing by the winner's beginning: the server's own word ends it.
                begun = scripts[loser]["start_s"] + max(0, scripts[loser].get("randomize_start_s", 0)) <= said
                if (code, other, at) == (2, 7, said) and shared and begun and winner != loser:
                    self.problems.append(f"{loser} was superseded after {winner} was told to have begun")

    def punctual(self, script):
        for mrid, code, said in self.wire.responses[script["mrid"]]:
            shift = script.get("randomize_start_s", 0)
            first = script["start_s"] + min(0, shift)
            last = max(script["start_s"] + max(0, shift), self.wire.seen[mrid] + DELAY_S)
            if code == 2 and not first - 1 <= said <= last + DELAY_S:
                self.problems.append(f"event {mrid} began at {said}, not in {first} to {last}")

    def defaults(self, mode):
        programs = sorted(self.day["utility"]["programs"], key=lambda p: p["primacy"])
        controls = [p["default"]["control"] for p in programs if "default" in p]
        return next((c[mode] for c in controls if mode in c), None)

    def ramp_s(self, before, after):
        programs = self.day["utility"]["programs"]
        gradients = [p["default"].get("setGradW", 0) for p in programs if "default" in p]
        slowest = min((g for g in gradients if g > 0), default=0)
        if not slowest:
            return 0.0
        step = abs(min(before, self.set_max_w) - min(after, self.set_max_w))
        return step / (slowest / 10_000 * self.set_max_w)

    def bounds(self, of):
        """The loosest bound that counts in each second, over all variants."""
        loosest = []
        for variant in self.variants:
            bound = [of(holders) for holders in variant.holders]
            counts = list(bound)
            for second in range(1, len(bound)):
                if bound[second] < bound[second - 1]:
                    until = second + self.ramp_s(bound[second - 1], bound[second]) + GRACE_S
                    looser = counts[second - 1]
                    for late in range(second, min(len(bound), int(until) + 1)):
                        counts[late] = max(counts[late], looser)
            loosest = [max(pair) for pair in zip(loosest, counts)] if loosest else counts
        return loosest

    def obeyed(self):
        """Export and generation stay at or under what holds, from 5 s after a step and its ramp."""
        export_default = self.defaults("opModExpLimW")
        none = float("inf")

        def export(holders):
            limit = holders.get("opModExpLimW", export_default)
            return none if limit is None else limit

        def generation(holders):
            share = holders.get("opModMaxLimW", self.defaults("opModMaxLimW"))
            limits = [holders.get("opModGenLimW", self.defaults("opModGenLimW"))]
            limits.append(None if share is None else share / 10_000 * self.set_max_w)
            limits.append(0 if holders.get("opModEnergize") is False else None)
            return min((limit for limit in limits if limit is not None), default=none)

        begin = int(self.wire.default_at or 0) + GRACE_S
        begin += int(self.ramp_s(self.set_max_w, export({}))) + 3
        # Power that the load suddenly leaves over has to be seen by the meter first: the grace of any other step.
        load, drops = self.day["load"]["base_w"], []
        for step in self.day["load"].get("steps", []):
            drops += [step["at_s"]] if step["value"] < load else []
            load = step["value"]
        for what, of, values in (("export", export, self.plant.site), ("generation", generation, self.plant.der)):
            for second, bound in enumerate(self.bounds(of)):
                average = self.plant.average(values, second, second + 1)
                if second < begin or average is None or bound == none:
                    continue
                if what == "export" and any(at - 1 < second <= at + GRACE_S for at in drops):
                    continue
                self.worst_over_w = max(self.worst_over_w, average - bound)
                if average - bound > max(50, 0.01 * abs(bound)):
                    self.problems.append(f"at {second} s {what} is {average:.0f} W over {bound:.0f} W")

    def followed(self):
        """A fixed power is what the site's DERs give, where no limit, no darkness and no load stands in the way."""
        for second in range(len(self.variants[0].holders)):
            # The same in every variant for long enough to have settled.
            window = range(second - 12, second + 2)
            if window.start < 0 or window.stop > len(self.variants[0].holders):
                continue
            held = {tuple(sorted(v.holders[s].items())) for v in self.variants for s in window}
            if len(held) != 1:
                continue
            holders = dict(held.pop())
            if set(holders) != {"opModFixedW"}:
                continue
            target = holders["opModFixedW"] / 10_000 * self.set_max_w
            given = self.plant.average(self.plant.der, second, second + 1)
            can = min((self.plant.average(self.plant.can, s, s + 1) or 0) for s in window)
            limit = self.defaults("opModExpLimW")
            load = given - self.plant.average(self.plant.site, second, second + 1)
            # A battery that charged rests before it gives [design r11f].
            lately = self.plant.stored[max(0, (second - REST_S - 3) * 10) : second * 10]
            sun = given - self.plant.average(self.plant.stored, second, second + 1)
            if sun < target and min(lately) < -0.01 * self.set_max_w:
                continue
            if can < target + 100 or (limit is not None and target - load > limit - 200):
                continue
            # A hundredth of a rating is not worth a write; the sun moves on between a sample and its answer.
            moved = abs(self.plant.average(self.plant.can, second - 2, second - 1) - self.plant.average(self.plant.can, second, second + 1))
            if abs(given - target) > max(50, 0.02 * target, 0.01 * self.set_max_w) + moved:
                self.problems.append(f"at {second} s the DERs give {given:.0f} W, told {target:.0f} W")

    def reported(self):
        """Averages of the site agree with the plant's; intervals follow each other without gap or overlap."""
        intervals = sorted(self.wire.intervals)
        if not intervals:
            self.problems.append("no reading of the site was posted")
            return
        for (start, seconds, _), (following, _, _) in zip(intervals, intervals[1:]):
            if start + seconds != following:
                self.problems.append(f"after the reading of {start} s, {seconds} s long, the next is of {following} s")
        total = 0.0
        for start, seconds, value in intervals:
            exact = self.plant.average(self.plant.site, start, start + seconds)
            if exact is None:
                self.problems.append(f"a reading of {start} s, where the plant has no sample")
                continue
            low, high = self.plant.sampled(start, start + seconds)
            off = max(low - value, value - high, 0.0)
            self.worst_reading_w = max(self.worst_reading_w, off)
            if off > max(30, 0.01 * abs(exact)):
                self.problems.append(f"the reading of {start} s is {value} W, the plant's average {exact:.0f} W")
            total += value * seconds
        start, end = intervals[0][0], intervals[-1][0] + intervals[-1][1]
        shifted = [self.plant.late_average(start, end, late) for late in range(int(HELD_S * 10) + 1)]
        posted, low, high = total / (end - start), min(shifted), max(shifted)
        if max(low - posted, posted - high) > max(30, 0.01 * abs(shifted[0])):
            self.problems.append(f"all readings average {posted:.0f} W, the plant {shifted[0]:.0f} W")


def main():
    day_file, wire_file, plant_file = sys.argv[1:4]
    with open(day_file, "rb") as file:
        day = tomllib.load(file)
    print(json.dumps(Judge(day, Wire(wire_file), Plant(plant_file)).verdict()))


main()
