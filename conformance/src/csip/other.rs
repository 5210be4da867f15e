//! AGG, ERR, MAINT, COMM: what is beyond one device and one run.

use super::case::{Case, Judged, LIFE, LIVES, ONCE, OVERLAP, Wording, case};
use super::judge::as_set_up;
use super::stand::{Change, Group, LIMIT, Mode, Program, Stand, TIGHTER, group, program};
use super::tour::Tour;
use super::view::{Seen, equal, holds, there};
use crate::client::Request;

const OTHER: Mode = Mode::FixedVar(2_500);

/// An aggregator's two programs: of the system and of the transformer.
pub(super) fn aggregated(system: Program, transformer: Option<Program>) -> Stand {
    let groups: Vec<Group> = [Some(system), transformer].into_iter().flatten().map(group).collect();
    Stand { groups, acts_for: 2, ..Stand::default() }
}

/// A case of an aggregator, judged by what is served of each of its devices.
const fn agg(
    name: &'static str,
    clause: &'static str,
    title: &'static str,
    looks: &'static [i64],
    stand: fn() -> Stand,
) -> Case {
    Case { judge: as_set_up_for_each, ..case(name, clause, title, looks, stand) }
}

/// Every device that the aggregator acts for is in its list beside itself, and has what was set up for it and no more.
fn as_set_up_for_each(seen: &Seen<'_>) -> Judged {
    let devices = seen.stand.devices(seen.identity);
    devices_as_set_up(seen)?;
    let mut says = Vec::new();
    for (identity, stand) in &devices {
        says.push(as_set_up(&Seen { stand, identity: *identity, ..*seen })?);
    }
    Ok(format!("beside itself {} devices: {}", devices.len(), says.join("; ")))
}

/// In each look the aggregator finds itself and exactly the devices that it acts for then.
fn devices_as_set_up(seen: &Seen<'_>) -> Judged {
    let mut counts = Vec::new();
    for look in seen.looks()? {
        look.own_device()?;
        let now_s = look.span()?.0 - seen.begun;
        let wanted = seen.stand.at(now_s).devices(seen.identity);
        let list = look.end_devices()?;
        equal("all of the EndDeviceList", list.all as usize, wanted.len() + 1)?;
        for (identity, _) in &wanted {
            let found = list.end_device.iter().find(|device| device.lfdi.is_some_and(|lfdi| lfdi.0 == identity.lfdi));
            equal("the SFDI of a device", there("EndDevice of each device", found)?.sfdi.get(), identity.sfdi)?;
        }
        counts.push(wanted.len());
    }
    Ok(format!("beside itself as many devices in each look as it acts for: {counts:?}"))
}

/// The operator's changes come well before the look that must show them.
pub(super) const CHANGED: &[i64] = &[0, 190, 360];
pub(super) const FIRST: i64 = 100;
pub(super) const SECOND: i64 = 270;

pub(super) fn system() -> Program {
    program("System", 10)
}

fn transformer() -> Program {
    program("Transformer", 5)
}

fn plain() -> Stand {
    Stand::of(vec![group(program("Service Point", 1).with_default(&[LIMIT]))])
}

pub(super) const CASES: &[Case] = &[
    Case { judge: discovered, ..case("COMM-002", "CSIP COMM-002", "out-of-band discovery", ONCE, plain) },
    agg("AGG-002", "CSIP AGG-002", "two programs, two defaults, no events", ONCE, || {
        aggregated(system().with_default(&[LIMIT]), Some(transformer().with_default(&[TIGHTER])))
    }),
    agg("AGG-003", "CSIP AGG-003", "one program, no default, one event", LIFE, || {
        aggregated(system().with_event(120, 80, &[LIMIT]), None)
    }),
    agg("AGG-004", "CSIP AGG-004", "one program, a default, one event", LIFE, || {
        aggregated(system().with_default(&[LIMIT]).with_event(120, 80, &[TIGHTER]), None)
    }),
    agg("AGG-005", "CSIP AGG-005", "one program, two events apart", LIVES, || {
        aggregated(system().with_event(120, 80, &[LIMIT]).with_event(220, 80, &[TIGHTER]), None)
    }),
    agg("AGG-006", "CSIP AGG-006", "two programs, two events apart", LIVES, || {
        aggregated(system().with_event(120, 80, &[LIMIT]), Some(transformer().with_event(220, 80, &[TIGHTER])))
    }),
    agg("AGG-007", "CSIP AGG-007", "alike, the transformer's before the system's", OVERLAP, || {
        aggregated(system().with_event(150, 100, &[LIMIT]), Some(transformer().with_event(120, 80, &[TIGHTER])))
    }),
    agg("AGG-008", "CSIP AGG-008", "alike, the system's before the transformer's", OVERLAP, || {
        aggregated(system().with_event(120, 80, &[LIMIT]), Some(transformer().with_event(150, 100, &[TIGHTER])))
    }),
    agg("AGG-009", "CSIP AGG-009", "alike, made after the system's start", OVERLAP, || late(TIGHTER)),
    agg("AGG-010", "CSIP AGG-010", "independent, the transformer's before the system's", OVERLAP, || {
        aggregated(system().with_event(150, 100, &[LIMIT]), Some(transformer().with_event(120, 80, &[OTHER])))
    }),
    agg("AGG-011", "CSIP AGG-011", "independent, the system's before the transformer's", OVERLAP, || {
        aggregated(system().with_event(120, 80, &[LIMIT]), Some(transformer().with_event(150, 100, &[OTHER])))
    }),
    agg("AGG-012", "CSIP AGG-012", "independent, made after the system's start", OVERLAP, || late(OTHER)),
    Case {
        wording: Wording::Unverified,
        judge: devices_as_set_up,
        ..case("MAINT-001", "CSIP MAINT-001", "inverters added and removed", CHANGED, || {
            aggregated(system(), None).changing(&[(FIRST, Change::Add), (SECOND, Change::Remove(1))])
        })
    },
    Case {
        wording: Wording::Unverified,
        ..case("MAINT-003", "CSIP MAINT-003", "groups maintained", CHANGED, || {
            let groups = vec![group(system()), group(transformer().with_default(&[LIMIT]))];
            Stand::of(groups).changing(&[(FIRST, Change::Give(1)), (SECOND, Change::Take(1))])
        })
    },
    Case {
        wording: Wording::Unverified,
        ..case("MAINT-005", "CSIP MAINT-005", "primacies swapped", CHANGED, || {
            let groups = vec![group(system().with_default(&[LIMIT])), group(transformer().with_default(&[TIGHTER]))];
            Stand::of(groups).changing(&[(FIRST, Change::Primacy(0, 5)), (FIRST, Change::Primacy(1, 10))])
        })
    },
    Case {
        act: err,
        judge: erred,
        wording: Wording::Unverified,
        ..case("ERR-001", "CSIP ERR-001", "HTTP errors", ONCE, plain)
    },
    Case {
        wording: Wording::Unverified,
        judge: controls_changed,
        ..case("MAINT-004", "CSIP MAINT-004", "controls made and cancelled", &[0, 90, 155, 205], changing)
    },
];

fn late(mode: Mode) -> Stand {
    let mut made = transformer().with_event(150, 100, &[mode]);
    made.events[0].created_s = 130;
    aggregated(system().with_event(120, 80, &[LIMIT]), Some(made))
}

/// One event from the beginning, another made and cancelled meanwhile.
fn changing() -> Stand {
    let mut made = program("Service Point", 1).with_event(60, 140, &[LIMIT]).with_event(120, 80, &[OTHER]);
    made.events[1].created_s = 80;
    made.events[1].cancel_s = Some(150);
    Stand::of(vec![group(made)])
}

fn controls_changed(seen: &Seen<'_>) -> Judged {
    let says = as_set_up(seen)?;
    let plan = there("group", seen.stand.groups.first())?;
    let mut counts = Vec::new();
    for look in seen.looks()? {
        let program = look.program(plan, there("program", plan.programs.first())?)?;
        counts.push(look.controls(&program)?.all);
    }
    equal("how many events there were", counts, vec![1, 2, 2, 0])?;
    Ok(says)
}

fn discovered(seen: &Seen<'_>) -> Judged {
    let look = seen.look(0);
    let entry = look.dcap()?;
    let time = there("TimeLink", entry.time_link)?;
    let devices = there("EndDeviceListLink", entry.end_device_list_link)?;
    holds(!look.times()?.is_empty(), || "no Time".to_owned())?;
    look.own_device()?;
    Ok(format!("Time at {}, EndDeviceList at {}", time.href, devices.href))
}

fn err(tour: &mut Tour<'_>) {
    let dcap = tour.client.peer().dcap.clone();
    tour.get("/moved/nowhere");
    let posted = Request::new("PUT", "/moved/nowhere").with_document(b"<EndDevice xmlns=\"urn:ieee:std:2030.5:ns\"/>");
    tour.ask(posted);
    tour.get(&format!("{dcap}?s=x"));
    tour.get(&dcap);
}

fn erred(seen: &Seen<'_>) -> Judged {
    equal("the status of what is not there", seen.answer("GET", "/moved/nowhere")?.status, 404)?;
    equal("the status of a PUT there", seen.answer("PUT", "/moved/nowhere")?.status, 404)?;
    let last = there("answer at all", seen.exchanges.last())?;
    let after = last.answer.as_ref().map_err(|error| format!("no answer after the errors: {error}"))?;
    equal("the status after the errors", after.status, 200)?;
    let bad = seen.exchanges.iter().find(|exchange| exchange.request.target.ends_with("?s=x"));
    let bad = there("answer to a query that is no number", bad.and_then(|exchange| exchange.answer.as_ref().ok()))?;
    equal("the status of a query that is no number", bad.status, 400)?;
    Ok("404, 400, and served on afterwards".to_owned())
}
