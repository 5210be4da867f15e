//! CORE: HTTP, polling, lists, time, devices, assignments, programs, settings, randomization, responses.

use super::basic::own_der;
use super::case::{Case, Judged, LIFE, ONCE, Wording, nothing};
use super::http::{ask_badly, ask_oddly, page, pages, poll_rates, requests, responses_of_http};
use super::judge::{as_set_up, first_control};
use super::other::{CHANGED, FIRST, SECOND};
use super::stand::{Change, Event, Group, LIMIT, Mode, Stand, group, program};
use super::tour::Tour;
use super::view::{Seen, decode, equal, holds, there};
use crate::client::Answer;
use tieline_schemas::sep2 as wire;

/// The PIN that every device of a run is registered with.
pub const PIN: u32 = 111_115;
/// The pollRate that the server is set up with, in seconds.
pub const POLL_RATE: u32 = 60;

/// Seven levels of the grid, from the system to the service point [CSIP topology].
const LEVELS: [&str; 7] =
    ["System", "Sub-Transmission", "Substation", "Feeder", "Segment", "Transformer", "Service Point"];

const fn case(
    name: &'static str,
    clause: &'static str,
    title: &'static str,
    looks: &'static [i64],
    judge: fn(&Seen<'_>) -> Judged,
) -> Case {
    Case { name, clause, title, wording: Wording::Gist, looks, restart_after: None, stand: plain, act: nothing, judge }
}

fn plain() -> Stand {
    Stand::of(vec![group(program("Service Point", 1).with_default(&[LIMIT]))])
}

fn levels(count: usize) -> Stand {
    let level = |i: usize| {
        let name = LEVELS.get(i).map_or_else(|| format!("Level {i}"), |name| (*name).to_owned());
        let primacy = 100 - u8::try_from(i).unwrap_or(0);
        group(program(&name, primacy).with_default(&[LIMIT]))
    };
    Stand::of((0..count).map(level).collect())
}

/// Five events, so that there is a list to be read in pages.
fn many() -> Stand {
    let event = |i: i64| Event { start_s: 10_000 + 100 * i, duration_s: 50, modes: vec![LIMIT], ..Event::default() };
    let program = (0..5).fold(program("Service Point", 1), |program, i| program.with(event(i)));
    Stand::of(vec![group(program)])
}

fn several() -> Stand {
    let busy = |name: &str, primacy| {
        program(name, primacy).with_default(&[LIMIT]).with_event(120, 80, &[LIMIT]).with_event(
            120,
            80,
            &[Mode::FixedVar(100)],
        )
    };
    Stand::of(vec![
        Group { name: String::new(), programs: vec![busy("Feeder", 5), busy("Segment", 4)] },
        group(busy("Service Point", 1)),
    ])
}

fn randomized() -> Stand {
    let event = |start_s: i64, draws: (i16, i16), mode: Mode| Event {
        start_s,
        duration_s: 60,
        randomize_start_s: draws.0,
        randomize_duration_s: draws.1,
        modes: vec![mode],
        ..Event::default()
    };
    let program = program("Service Point", 1);
    let program = program.with(event(120, (20, 0), LIMIT)).with(event(150, (-30, 15), Mode::FixedVar(100)));
    Stand::of(vec![group(program.with(event(120, (0, -10), Mode::Energize(true))))])
}

fn cancelled() -> Stand {
    let event = Event { start_s: 60, duration_s: 140, cancel_s: Some(150), modes: vec![LIMIT], ..Event::default() };
    Stand::of(vec![group(program("Service Point", 1).with(event))])
}

fn superseded() -> Stand {
    let first = Event { start_s: 60, duration_s: 140, modes: vec![LIMIT], ..Event::default() };
    let second = Event { created_s: 80, start_s: 120, ..Event { duration_s: 80, ..first.clone() } };
    Stand::of(vec![group(program("Service Point", 1).with(first).with(second))])
}

pub(super) const CASES: &[Case] = &[
    Case { act: ask_oddly, ..case("CORE-001", "CSIP CORE-001", "HTTP requests", ONCE, requests) },
    Case { act: ask_badly, ..case("CORE-002", "CSIP CORE-002", "HTTP responses", ONCE, responses_of_http) },
    case("CORE-003", "CSIP CORE-003", "pollRate", ONCE, poll_rates),
    Case { stand: many, act: page, ..case("CORE-004", "CSIP CORE-004", "lists by s, a and l", ONCE, pages) },
    case("CORE-005", "CSIP CORE-005", "basic time", &[0, 60], time),
    Case {
        stand: || plain().changing(&[(FIRST, Change::TimeZone(ZONES[1])), (SECOND, Change::TimeZone(ZONES[2]))]),
        ..case("CORE-006", "CSIP CORE-006", "advanced time", CHANGED, time_zones)
    },
    Case { act: put_all, ..case("CORE-009", "CSIP CORE-009", "advanced EndDevice", &[0, 1], all_put) },
    Case { stand: || levels(7), ..case("CORE-010", "CSIP CORE-010", "seven levels", ONCE, as_set_up) },
    Case { stand: || levels(15), ..case("CORE-011", "CSIP CORE-011", "fifteen levels", ONCE, as_set_up) },
    Case {
        stand: || {
            Stand::of(vec![group(program("Service Point", 1).with_default(&[Mode::MaxLimW(9_000)]).with_event(
                120,
                80,
                &[LIMIT],
            ))])
        },
        ..case("CORE-012", "CSIP CORE-012", "basic program and control", LIFE, as_set_up)
    },
    Case {
        stand: several,
        wording: Wording::Unverified,
        ..case("CORE-013", "CSIP CORE-013", "several programs and controls", LIFE, as_set_up)
    },
    Case { act: put_settings, ..case("CORE-014", "CSIP CORE-014", "DERSettings", &[0, 1], settings) },
    Case { stand: randomized, ..case("CORE-021", "CSIP CORE-021", "randomized events", &[0, 125, 240], as_set_up) },
    Case {
        stand: cancelled,
        act: respond,
        ..case("CORE-022", "CSIP CORE-022", "responses, cancelled too", &[0, 70, 155, 205], responses)
    },
    Case {
        stand: superseded,
        act: respond,
        wording: Wording::Unverified,
        ..case("CORE-023", "CSIP CORE-023", "response to a superseded event", &[0, 90, 125, 205], responses)
    },
];

fn time(seen: &Seen<'_>) -> Judged {
    let (mut last, mut all) = (i64::MIN, 0);
    for look in seen.looks()? {
        for time in look.times()? {
            holds(time.current_time >= last, || format!("time goes back from {last} to {}", time.current_time))?;
            holds((3..=7).contains(&time.quality), || format!("quality {}", time.quality))?;
            let summer = (time.dst_start_time..time.dst_end_time).contains(&time.current_time);
            let offset = i64::from(time.tz_offset) + if summer { i64::from(time.dst_offset) } else { 0 };
            equal("localTime", time.local_time.unwrap_or(time.current_time + offset), time.current_time + offset)?;
            last = time.current_time;
            all += 1;
        }
    }
    holds(last >= seen.begun + 60, || format!("time stands at {last}, the run began at {}", seen.begun))?;
    Ok(format!("{all} readings, none before another"))
}

/// What the operator says of local time before, between and after its changes.
const ZONES: [i32; 3] = [0, 36_000, -12_600];

/// Local time moves with the zone, the server's own time does not.
fn time_zones(seen: &Seen<'_>) -> Judged {
    let says = time(seen)?;
    for (look, zone) in seen.looks()?.into_iter().zip(ZONES) {
        let shown = there("Time", look.times()?.pop())?;
        equal("tzOffset", shown.tz_offset, zone)?;
    }
    as_set_up(seen)?;
    Ok(says)
}

fn settings_of(step: usize) -> wire::DERSettings {
    wire::DERSettings {
        set_grad_w: 100 + step as u16,
        updated_time: 1_700_000_000,
        set_max_w: wire::ActivePower { multiplier: 0, value: 5_000 },
        ..Default::default()
    }
}

fn put_settings(tour: &mut Tour<'_>) {
    if tour.look == 0
        && let Some(link) = own_der(tour).and_then(|der| der.der_settings_link)
    {
        for step in 0..2 {
            tour.send("PUT", &link.href, &settings_of(step));
        }
    }
}

fn is_taken(answer: &Answer) -> Result<(), String> {
    holds(matches!(answer.status, 200 | 201 | 204), || format!("the PUT is answered {}", answer.status))
}

fn settings(seen: &Seen<'_>) -> Judged {
    let der = there("DER", seen.look(1).ders()?.der.into_iter().next())?;
    let link = there("DERSettingsLink", der.der_settings_link)?;
    let puts: Vec<_> = seen.answers("PUT", |path| path == link.href).map(|(_, answer)| answer).collect();
    equal("the number of PUTs answered", puts.len(), 2)?;
    puts.into_iter().try_for_each(is_taken)?;
    let kept: wire::DERSettings = seen.look(1).at(&link.href)?;
    equal("the DERSettings", wire::DERSettings { href: None, subscribable: None, ..kept }, settings_of(1))?;
    Ok("put twice, the second read back".to_owned())
}

fn put_all(tour: &mut Tour<'_>) {
    if tour.look > 0 {
        return;
    }
    let Some(der) = own_der(tour) else { return };
    let capability =
        wire::DERCapability { rtg_max_w: wire::ActivePower { multiplier: 0, value: 6_000 }, ..Default::default() };
    let availability = wire::DERAvailability { reading_time: 1_700_000_000, ..Default::default() };
    let status = wire::DERStatus { reading_time: 1_700_000_000, ..Default::default() };
    der.der_capability_link.map(|link| tour.send("PUT", &link.href, &capability));
    der.der_settings_link.map(|link| tour.send("PUT", &link.href, &settings_of(0)));
    der.der_availability_link.map(|link| tour.send("PUT", &link.href, &availability));
    der.der_status_link.map(|link| tour.send("PUT", &link.href, &status));
}

fn all_put(seen: &Seen<'_>) -> Judged {
    let look = seen.look(1);
    let list = look.end_devices()?;
    equal("results of the EndDeviceList", list.results as usize, list.end_device.len())?;
    look.own_device()?;
    let puts: Vec<_> = seen.answers("PUT", |_| true).collect();
    equal("the number of documents put", puts.len(), 4)?;
    puts.iter().try_for_each(|(_, answer)| is_taken(answer))?;
    let der = there("DER", look.ders()?.der.into_iter().next())?;
    let capability: wire::DERCapability = look.at(&there("DERCapabilityLink", der.der_capability_link)?.href)?;
    equal("rtgMaxW", capability.rtg_max_w.value, 6_000)?;
    let settings: wire::DERSettings = look.at(&there("DERSettingsLink", der.der_settings_link)?.href)?;
    equal("setMaxW", settings.set_max_w.value, 5_000)?;
    let at: wire::DERAvailability = look.at(&there("DERAvailabilityLink", der.der_availability_link)?.href)?;
    let status: wire::DERStatus = look.at(&there("DERStatusLink", der.der_status_link)?.href)?;
    equal("both reading times", (at.reading_time, status.reading_time), (1_700_000_000, 1_700_000_000))?;
    Ok("the own EndDevice found; four documents put and read back".to_owned())
}

/// The code that fits each look's status of the first event.
fn respond(tour: &mut Tour<'_>) {
    let seen = Seen { stand: tour.stand, identity: tour.identity, begun: 0, exchanges: &tour.exchanges };
    let Ok((control, reply_to)) = first_control(seen.look(tour.look)) else { return };
    let status = match control.event_status.current_status {
        0 => 1,
        1 => 2,
        2 | 3 => 6,
        _ => 7,
    };
    let response = |subject: [u8; 16]| wire::DERControlResponse {
        created_date_time: Some(1_700_000_000),
        end_device_lfdi: wire::HexBinary160(tour.identity.lfdi),
        status: Some(status),
        subject: wire::HexBinary128(subject),
        ..Default::default()
    };
    let (known, unknown) = (response(control.mrid.0), response([0xEE; 16]));
    let posted = tour.send("POST", &reply_to, &known);
    let at = posted.and_then(|answer| answer.header("location").map(str::to_owned));
    at.map(|at| tour.get(&at));
    tour.send("POST", &format!("{reply_to}?subject=unknown"), &unknown);
}

/// A response is shown as what it was posted as, or as its base.
fn is_shown(told: &wire::DERControlResponse, answer: &Answer) -> Result<(), String> {
    let (status, subject, device) = match decode::<wire::DERControlResponse>(answer) {
        Ok(kept) => (kept.status, kept.subject, kept.end_device_lfdi),
        Err(_) => decode::<wire::Response>(answer).map(|kept| (kept.status, kept.subject, kept.end_device_lfdi))?,
    };
    equal("the code", status, told.status)?;
    equal("the event", subject.0, told.subject.0)?;
    equal("the device", device.0, told.end_device_lfdi.0)
}

fn responses(seen: &Seen<'_>) -> Judged {
    as_set_up(seen)?;
    let codes = seen.answers("POST", |_| true).filter(|(e, _)| !e.request.target.ends_with("?subject=unknown"));
    let mut said = Vec::new();
    for (exchange, answer) in codes {
        equal("the status of a response's POST", answer.status, 201)?;
        let at = there("Location", answer.header("location"))?;
        let told: wire::DERControlResponse =
            wire::decode_as(&exchange.request.body, &wire::Limits::default()).map_err(|e| e.to_string())?;
        is_shown(&told, seen.answer("GET", at)?)?;
        said.extend(told.status);
    }
    said.dedup();
    let plan = there("event", seen.stand.groups.first().and_then(|g| g.programs.first()?.events.first()))?;
    let last = if plan.cancel_s.is_some() { 6 } else { 7 };
    equal("the codes that were answered", said, vec![1, 2, last])?;
    let unknown = seen.answers("POST", |_| true).filter(|(e, _)| e.request.target.ends_with("?subject=unknown"));
    for (_, answer) in unknown {
        holds((400..500).contains(&answer.status), || format!("a response to no event is answered {}", answer.status))?;
    }
    Ok(format!("codes 1, 2 and {last} taken, kept and shown; those to no event refused"))
}
