//! CORE-001 to CORE-004: requests and answers of HTTP, polling, lists in pages.

use super::case::Judged;
use super::core::POLL_RATE;
use super::tour::Tour;
use super::view::{Seen, decode, equal, holds, there};
use crate::client::Request;
use tieline_schemas::sep2 as wire;

pub(super) fn ask_oddly(tour: &mut Tour<'_>) {
    let dcap = tour.client.peer().dcap.clone();
    for method in ["HEAD", "OPTIONS", "PUT", "POST", "DELETE", "BREW"] {
        tour.ask(Request::new(method, &dcap));
    }
    tour.ask(Request { host: None, ..Request::new("GET", &format!("{dcap}?host=none")) });
}

pub(super) fn requests(seen: &Seen<'_>) -> Judged {
    let look = seen.look(0);
    let dcap = there("answer at all", seen.exchanges.first())?.path();
    look.dcap()?;
    let head = seen.answer("HEAD", dcap)?;
    equal("HEAD's status and body", (head.status, head.body.len()), (200, 0))?;
    equal("HEAD's type", head.header("content-type"), Some("application/sep+xml"))?;
    for method in ["PUT", "POST", "DELETE"] {
        let refused = seen.answer(method, dcap)?;
        equal(&format!("the status of {method}"), refused.status, 405)?;
        let allow = there("Allow", refused.header("allow"))?;
        let names: Vec<_> = allow.split(',').map(str::trim).collect();
        holds(names.contains(&"GET") && !names.contains(&method), || format!("{method}: Allow is {allow}"))?;
    }
    let unknown = seen.answer("BREW", dcap)?.status;
    holds(matches!(unknown, 405 | 501), || format!("an unknown method is answered {unknown}"))?;
    let without = seen.answers("GET", |path| path == dcap).find(|(e, _)| e.request.host.is_none());
    equal("the status without Host", there("answer without Host", without)?.1.status, 400)?;
    Ok("GET, HEAD; 405 with Allow; 501 for no method of HTTP; 400 without Host".to_owned())
}

pub(super) fn ask_badly(tour: &mut Tour<'_>) {
    let dcap = tour.client.peer().dcap.clone();
    tour.get("/this/is/nowhere");
    let entry: Option<wire::DeviceCapability> = tour.read(&dcap);
    if let Some(link) = entry.and_then(|entry| entry.mirror_usage_point_list_link) {
        tour.ask(Request::new("POST", &link.href).with_document(b"<not a document"));
    }
}

pub(super) fn responses_of_http(seen: &Seen<'_>) -> Judged {
    let look = seen.look(0);
    equal("the status of what is not there", seen.answer("GET", "/this/is/nowhere")?.status, 404)?;
    let entry = look.dcap()?;
    let links = [
        entry.time_link.map(|l| l.href),
        entry.end_device_list_link.map(|l| l.href),
        entry.mirror_usage_point_list_link.as_ref().map(|l| l.href.clone()),
        entry.response_set_list_link.map(|l| l.href),
        entry.self_device_link.map(|l| l.href),
        entry.usage_point_list_link.map(|l| l.href),
        entry.messaging_program_list_link.map(|l| l.href),
        entry.tariff_profile_list_link.map(|l| l.href),
        entry.demand_response_program_list_link.map(|l| l.href),
        entry.der_program_list_link.map(|l| l.href),
        entry.file_list_link.map(|l| l.href),
        entry.customer_account_list_link.map(|l| l.href),
        entry.prepayment_list_link.map(|l| l.href),
    ];
    let advertised: Vec<String> = links.into_iter().flatten().collect();
    for path in &advertised {
        let status = seen.answer("GET", path)?.status;
        holds(matches!(status, 200 | 501), || format!("{path} is advertised and answers {status}"))?;
    }
    let mirrors = there("MirrorUsagePointListLink", entry.mirror_usage_point_list_link)?;
    equal("the status of a broken document", seen.answer("POST", &mirrors.href)?.status, 400)?;
    Ok(format!("404, 400; {} advertised links answer 200 or 501", advertised.len()))
}

pub(super) fn poll_rates(seen: &Seen<'_>) -> Judged {
    let look = seen.look(0);
    let device = look.own_device()?;
    let programs = look.programs(there("group", seen.stand.groups.first())?)?;
    let rates = [
        ("DeviceCapability", look.dcap()?.poll_rate),
        ("Time", there("Time", look.times()?.into_iter().next())?.poll_rate),
        ("EndDeviceList", look.end_devices()?.poll_rate),
        ("FunctionSetAssignmentsList", look.assignments()?.poll_rate),
        ("DERProgramList", programs.poll_rate),
        ("DERList", look.ders()?.poll_rate),
    ];
    for (what, rate) in rates {
        equal(&format!("the pollRate of {what}"), rate, Some(POLL_RATE))?;
    }
    there("postRate of the EndDevice", device.post_rate)?;
    Ok(format!("{} resources say {POLL_RATE} s", rates.len()))
}

/// The address of the first program's events.
fn control_list(tour: &mut Tour<'_>) -> Option<String> {
    let found = tour.exchanges.iter().filter_map(|exchange| exchange.answer.as_ref().ok());
    let lists = found.filter_map(|answer| decode::<wire::DERProgramList>(answer).ok());
    let programs = lists.flat_map(|list| list.der_program);
    programs.filter_map(|program| program.der_control_list_link).map(|link| link.href).next()
}

const PAGES: [&str; 8] = ["", "?l=2", "?s=2&l=2", "?s=4&l=2", "?s=5&l=2", "?l=0", "?s=1", "?l=255&s=0"];

pub(super) fn page(tour: &mut Tour<'_>) {
    let Some(path) = control_list(tour) else { return };
    for query in PAGES {
        tour.get(&format!("{path}{query}"));
    }
    let whole: Option<wire::DERControlList> = tour.read(&format!("{path}?s=0&l=255"));
    if let Some(third) = whole.and_then(|list| list.der_control.into_iter().nth(2)) {
        tour.get(&format!("{path}?a={}&l=255", third.interval.start));
    }
}

pub(super) fn pages(seen: &Seen<'_>) -> Judged {
    let of = |query: &str| -> Result<(u32, u32, Vec<i64>), String> {
        let found =
            seen.exchanges.iter().rev().filter(|e| e.request.target.ends_with(query) && e.path().contains("derc"));
        let answers = found.filter_map(|exchange| exchange.answer.as_ref().ok());
        let list: wire::DERControlList =
            there(&format!("page {query:?}"), answers.filter_map(|a| decode(a).ok()).next())?;
        let starts = list.der_control.iter().map(|control| control.interval.start - seen.begun);
        Ok((list.all, list.results, starts.collect()))
    };
    let starts = |range: std::ops::Range<i64>| -> Vec<i64> { range.map(|i| 10_000 + 100 * i).collect() };
    let wanted = [
        ("derc", starts(0..1)),
        ("?l=2", starts(0..2)),
        ("?s=2&l=2", starts(2..4)),
        ("?s=4&l=2", starts(4..5)),
        ("?s=5&l=2", Vec::new()),
        ("?l=0", Vec::new()),
        ("?s=1", starts(1..2)),
        ("?l=255&s=0", starts(0..5)),
        (&format!("?a={}&l=255", seen.begun + 10_200), starts(3..5)),
    ];
    for (query, starts) in wanted {
        equal(&format!("all, results and the items of {query:?}"), of(query)?, (5, starts.len() as u32, starts))?;
    }
    Ok("nine pages of five events, in order, each with its all and results".to_owned())
}
