//! A gateway with its plant and a VTN as processes, killed at random while an operator works and readings flow.

use super::script::Dice;
use crate::openleadr::home::Home;
use crate::vtn_process::{CONTEXT, VtnProcess};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use tieline::runtime::clock::{host_wall, stopwatch};

/// Kills, half of them of the VEN, in all.
const KILLS: u64 = 100;
/// Between two kills at most so long.
const PAUSE_MS: u64 = 1_400;
/// Everything is settled so long after the last kill.
const SETTLED: Duration = Duration::from_secs(60);

fn kills() -> u64 {
    std::env::var("ORDER_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS)
}

/// What the operator was told to be done.
#[derive(Debug, Clone)]
struct Made {
    plan: Value,
    modification: u64,
    cancelled: bool,
}

struct Street {
    home: Home,
    vtn: VtnProcess,
    dice: Dice,
    made: BTreeMap<String, Made>,
    /// Readings that were seen in the VTN, and so acknowledged or about to be: by line and start.
    seen: BTreeMap<(String, String), Value>,
    /// Answers that were seen, by event and modification.
    answered: BTreeMap<(String, u64), bool>,
}

impl Street {
    fn new(engine: &str, seed: u64) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let rest = "[[ven]]\nid = \"ven-1\"\nname = \"tieline\"\n[[report]]\nname = \"TELEMETRY_USAGE\"\n\
                    granularity_s = 1\nback_s = 1\n";
        let vtn = VtnProcess::start(dir.path(), "lab = true\n", engine, rest);
        let upstream = format!(
            "engine = \"{engine}\"\n[[upstream]]\nid = \"vtn\"\nprotocol = \"openadr2.0b\"\n\
             url = \"http://127.0.0.1:{}\"\nlab = true\n[[upstream.level]]\nlevel = 1\nstorage_w = 1000\n\
             [[upstream.level]]\nlevel = 2\nstorage_w = 2000\n",
            vtn.port
        );
        let (home, made) = (Home::start(dir, &upstream), BTreeMap::new());
        Self { home, vtn, dice: Dice(seed), made, seen: BTreeMap::new(), answered: BTreeMap::new() }
    }

    fn plan(&mut self) -> Value {
        let (length, level) = (60 * (1 + self.dice.below(60)), 1 + self.dice.below(2));
        let start = jiff_text(host_wall().0 / 1_000 + 3_600 + i64::try_from(self.dice.below(36_000)).expect("small"));
        let intervals = json!([{"duration_s": length, "value": level}]);
        let signals = json!([{"name": "SIMPLE", "type": "level", "intervals": intervals}]);
        json!({"market_context": CONTEXT, "start": start, "duration_s": length, "signals": signals})
    }

    /// The operator makes, changes or cancels something, and insists until that is acknowledged.
    fn act(&mut self) {
        let alive: Vec<String> =
            self.made.iter().filter(|(_, made)| !made.cancelled).map(|(id, _)| id.clone()).collect();
        let pick = self.dice.below(alive.len() as u64 + 1);
        match (alive.get(usize::try_from(pick).expect("small")), self.dice.below(3)) {
            (Some(id), 0) => {
                self.insist("DELETE", &format!("/v1/events/{id}"), &Value::Null);
                let made = self.made.get_mut(id).expect("made");
                (made.cancelled, made.modification) = (true, made.modification + 1);
            }
            (Some(id), _) => {
                let plan = self.plan();
                let body = self.insist("PUT", &format!("/v1/events/{id}"), &plan);
                let made = self.made.get_mut(id).expect("made");
                (made.plan, made.modification) = (plan, made.modification + 1);
                assert_eq!(body["modification"], made.modification, "{id}");
            }
            (None, _) => {
                let (id, mut plan) = (format!("event-{}", self.made.len()), self.plan());
                self.made.insert(id.clone(), Made { plan: plan.clone(), modification: 0, cancelled: false });
                plan["event_id"] = id.into();
                self.insist("POST", "/v1/events", &plan);
            }
        }
    }

    /// Asks until there is an answer; what was there already is as good.
    fn insist(&self, method: &str, path: &str, body: &Value) -> Value {
        let deadline = stopwatch() + SETTLED;
        loop {
            if let Ok((status, answer)) = self.vtn.operate(method, path, body) {
                assert!([200, 201, 409].contains(&status) && (status != 409 || method == "POST"), "{path}: {answer}");
                return answer;
            }
            assert!(stopwatch() < deadline, "{method} {path} gets no answer");
        }
    }

    /// Keeps what the VTN shows now: it must not be gone later.
    fn look(&mut self) {
        let from = jiff_text(host_wall().0 / 1_000 - 10);
        let readings = self.vtn.get(&format!("/v1/vens/ven-1/readings?limit=1000&from={from}"));
        for reading in readings["items"].as_array().expect("a list") {
            self.seen.insert(place(reading), reading["value"].clone());
        }
        let nth = self.dice.below(self.made.len() as u64);
        let Some(id) = self.made.keys().nth(usize::try_from(nth).expect("small")).cloned() else { return };
        for answer in self.vtn.get(&format!("/v1/events/{id}/answers"))["answers"].as_array().expect("a list") {
            let modification = answer["modification"].as_u64().expect("a number");
            let opts_in = answer["opts_in"].as_bool().expect("a word");
            let before = self.answered.insert((id.clone(), modification), opts_in);
            assert!(before.is_none_or(|before| before == opts_in), "{id} was answered otherwise: {answer}");
        }
    }

    fn play(&mut self, kills: u64) -> String {
        self.vtn.wait_for("readings", "/v1/vens/ven-1/readings", |body| !items(body).is_empty());
        let registration = self.vtn.get("/v1/vens/ven-1")["registration"]["id"].clone();
        assert!(registration.is_string());
        let mut of_ven = 0;
        for _ in 0..kills {
            self.act();
            self.look();
            std::thread::sleep(Duration::from_millis(self.dice.below(PAUSE_MS)));
            self.act();
            std::thread::sleep(Duration::from_micros(self.dice.below(20_000)));
            if self.dice.hits(1, 2) {
                of_ven += 1;
                self.home.crash();
            } else {
                self.vtn.crash();
            }
        }
        let ended_s = host_wall().0 / 1_000;
        self.settled(ended_s);
        assert_eq!(self.vtn.get("/v1/vens/ven-1")["registration"]["id"], registration, "the registration");
        let (answers, readings) = (self.events_are_there(), self.readings_are_whole());
        format!(
            "{kills} kills, {of_ven} of them of the VEN: {} events and {answers} answers as acknowledged, {readings} \
             readings without gap, each once",
            self.made.len()
        )
    }

    /// Waits until every event is answered and the readings of the time after the last kill are there.
    fn settled(&self, ended_s: i64) {
        for id in self.made.keys() {
            self.vtn.wait_for("an answer", &format!("/v1/events/{id}/answers"), |body| body["missing"] == json!([]));
        }
        let from = jiff_text(ended_s + 5);
        self.vtn.wait_for("readings", &format!("/v1/vens/ven-1/readings?from={from}"), |body| !items(body).is_empty());
    }

    fn events_are_there(&self) -> usize {
        let events = self.vtn.get("/v1/events");
        assert_eq!(items(&events).len(), self.made.len());
        for (id, made) in &self.made {
            let event = self.vtn.get(&format!("/v1/events/{id}"));
            let is_cancelled = event["status"] == "cancelled";
            assert_eq!((&event["modification"], is_cancelled), (&json!(made.modification), made.cancelled), "{event}");
            for key in ["start", "duration_s"] {
                assert_eq!(event[key], made.plan[key], "{id}");
            }
            let answers = self.vtn.get(&format!("/v1/events/{id}/answers"));
            let [answer] = answers["answers"].as_array().expect("a list").as_slice() else { panic!("{answers}") };
            assert_eq!((&answer["ven_id"], &answer["modification"]), (&json!("ven-1"), &event["modification"]));
            assert_eq!((&answer["opts_in"], &answer["code"]), (&json!(true), &json!(200)), "{answer}");
        }
        assert!(self.answered.values().all(|opts_in| *opts_in));
        self.made.len()
    }

    /// Every reading that was seen is there with its value, and the intervals of each line join.
    fn readings_are_whole(&self) -> usize {
        let (mut all, mut from): (BTreeMap<(String, String), Value>, Option<String>) = Default::default();
        loop {
            let from_part = from.map(|from| format!("&from={from}")).unwrap_or_default();
            let page = self.vtn.get(&format!("/v1/vens/ven-1/readings?limit=1000{from_part}"));
            for reading in items(&page) {
                assert_eq!(reading["seconds"], 1, "{reading}");
                let twice = all.insert(place(reading), reading["value"].clone());
                assert_eq!(twice, None, "{reading} stands twice");
            }
            match page["next"].as_str() {
                Some(next) => from = Some(next.to_owned()),
                None => break,
            }
        }
        for (place, value) in &self.seen {
            assert_eq!(all.get(place), Some(value), "{place:?} was acknowledged");
        }
        let mut lines: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for (rid, start) in all.keys() {
            let at: jiff::Timestamp = start.parse().expect("an instant");
            lines.entry(rid).or_default().push(at.as_second());
        }
        assert!(lines.contains_key("site.power") && lines.contains_key("battery.power"), "{:?}", lines.keys());
        for (rid, starts) in &lines {
            for pair in starts.windows(2) {
                assert_eq!(pair[0] + 1, pair[1], "{rid}: a gap; home: {}", self.home.last_words());
            }
        }
        all.len()
    }
}

fn items(body: &Value) -> &[Value] {
    body["items"].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn place(reading: &Value) -> (String, String) {
    let text = |key: &str| reading[key].as_str().expect("a text").to_owned();
    (text("rid"), text("start"))
}

fn jiff_text(second: i64) -> String {
    jiff::Timestamp::from_second(second).expect("a time").to_string()
}

/// [design r4] [design r5]
#[test]
fn killed_at_random_either_side_keeps_what_it_has_acknowledged() {
    std::thread::scope(|scope| {
        let runs = [("redb", 21), ("sled", 22)]
            .map(|(engine, seed)| (engine, scope.spawn(move || Street::new(engine, seed).play(kills().div_ceil(2)))));
        for (engine, run) in runs {
            println!("figure: {engine}: {}", run.join().unwrap_or_else(|_| panic!("{engine} failed")));
        }
    });
}
