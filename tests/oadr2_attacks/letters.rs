//! Messages as text, so that they can be spoilt anywhere. What an attacker wants is called `mallory` in all of them.

const OADR: &str = "http://openadr.org/oadr-2.0b/2012/07";
const EI: &str = "http://docs.oasis-open.org/ns/energyinterop/201110";

/// A message around this payload, as an encoder writes it.
pub fn message(payload: &str) -> String {
    format!("{}<oadr:oadrSignedObject>{payload}</oadr:oadrSignedObject></oadr:oadrPayload>", open())
}

/// The payload's start tag.
fn open() -> String {
    format!(
        "<oadr:oadrPayload xmlns:oadr=\"{OADR}\" xmlns:ei=\"{EI}\" xmlns:pyld=\"{EI}/payloads\" \
         xmlns:xcal=\"urn:ietf:params:xml:ns:icalendar-2.0\" xmlns:strm=\"urn:ietf:params:xml:ns:icalendar-2.0:stream\" \
         xmlns:emix=\"http://docs.oasis-open.org/ns/emix/2011/06\">"
    )
}

/// A payload of this name in the namespace of OpenADR.
fn payload(name: &str, inside: &str) -> String {
    message(&format!("<oadr:{name} ei:schemaVersion=\"2.0b\">{inside}</oadr:{name}>"))
}

fn request(id: &str) -> String {
    format!("<pyld:requestID>{id}</pyld:requestID>")
}

fn ven(id: &str) -> String {
    format!("<ei:venID>{id}</ei:venID>")
}

fn response(code: u16, request_id: &str) -> String {
    format!("<ei:eiResponse><ei:responseCode>{code}</ei:responseCode>{}</ei:eiResponse>", request(request_id))
}

pub fn poll(ven_id: &str) -> String {
    payload("oadrPoll", &ven(ven_id))
}

/// `own`: registrationID and venID of a registration that is renewed.
pub fn register(name: &str, own: Option<(&str, &str)>) -> String {
    let own = own.map(|(registration, id)| format!("<ei:registrationID>{registration}</ei:registrationID>{}", ven(id)));
    let wishes = format!(
        "<oadr:oadrProfileName>2.0b</oadr:oadrProfileName><oadr:oadrTransportName>simpleHttp</oadr:oadrTransportName>\
         <oadr:oadrReportOnly>false</oadr:oadrReportOnly><oadr:oadrXmlSignature>true</oadr:oadrXmlSignature>\
         <oadr:oadrVenName>{name}</oadr:oadrVenName><oadr:oadrHttpPullModel>true</oadr:oadrHttpPullModel>"
    );
    payload("oadrCreatePartyRegistration", &(request("r") + &own.unwrap_or_default() + &wishes))
}

pub fn cancel_registration(registration_id: &str, ven_id: &str) -> String {
    let registration = format!("<ei:registrationID>{registration_id}</ei:registrationID>");
    payload("oadrCancelPartyRegistration", &(request("c") + &registration + &ven(ven_id)))
}

pub fn request_event(ven_id: &str) -> String {
    let inside = format!("<pyld:eiRequestEvent>{}{}</pyld:eiRequestEvent>", request("e"), ven(ven_id));
    payload("oadrRequestEvent", &inside)
}

pub fn created_event(ven_id: &str, event_id: &str, opt: &str) -> String {
    let one = format!(
        "<ei:eventResponse><ei:responseCode>200</ei:responseCode>\
         <ei:responseDescription>mallory</ei:responseDescription>{}<ei:qualifiedEventID><ei:eventID>{event_id}</ei:eventID>\
         <ei:modificationNumber>0</ei:modificationNumber></ei:qualifiedEventID><ei:optType>{opt}</ei:optType></ei:eventResponse>",
        request("e")
    );
    let all = response(200, "e") + &format!("<ei:eventResponses>{one}</ei:eventResponses>") + &ven(ven_id);
    payload("oadrCreatedEvent", &format!("<pyld:eiCreatedEvent>{all}</pyld:eiCreatedEvent>"))
}

/// The owner is away for an hour of a day to come.
pub fn create_opt(ven_id: &str, opt_id: &str) -> String {
    payload(
        "oadrCreateOpt",
        &format!(
            "<ei:optID>{opt_id}</ei:optID><ei:optType>optOut</ei:optType><ei:optReason>mustRun</ei:optReason>{}\
             <xcal:vavailability><xcal:components><xcal:available><xcal:properties><xcal:dtstart>\
             <xcal:date-time>2100-01-01T00:00:00Z</xcal:date-time></xcal:dtstart><xcal:duration>\
             <xcal:duration>PT1H</xcal:duration></xcal:duration></xcal:properties></xcal:available></xcal:components>\
             </xcal:vavailability><ei:createdDateTime>2026-11-25T00:00:00Z</ei:createdDateTime>{}<ei:eiTarget>{}</ei:eiTarget>",
            ven(ven_id),
            request("o"),
            ven(ven_id)
        ),
    )
}

pub fn cancel_opt(ven_id: &str, opt_id: &str) -> String {
    payload("oadrCancelOpt", &(request("o") + &format!("<ei:optID>{opt_id}</ei:optID>") + &ven(ven_id)))
}

/// Out of one event.
pub fn opt_out_of(ven_id: &str, event_id: &str, opt_id: &str) -> String {
    payload(
        "oadrCreateOpt",
        &format!(
            "<ei:optID>{opt_id}</ei:optID><ei:optType>optOut</ei:optType><ei:optReason>mustRun</ei:optReason>{}\
             <ei:createdDateTime>2026-11-25T00:00:00Z</ei:createdDateTime>{}<ei:qualifiedEventID>\
             <ei:eventID>{event_id}</ei:eventID><ei:modificationNumber>0</ei:modificationNumber></ei:qualifiedEventID>\
             <ei:eiTarget>{}</ei:eiTarget>",
            ven(ven_id),
            request("o"),
            ven(ven_id)
        ),
    )
}

/// Metadata of one report with one line of power.
pub fn register_report(ven_id: &str, rid: &str) -> String {
    let line = format!(
        "<oadr:oadrReportDescription><ei:rID>{rid}</ei:rID><ei:reportType>usage</ei:reportType>\
         <ei:readingType>Direct Read</ei:readingType><oadr:oadrSamplingRate><oadr:oadrMinPeriod>PT1M</oadr:oadrMinPeriod>\
         <oadr:oadrMaxPeriod>PT1M</oadr:oadrMaxPeriod><oadr:oadrOnChange>false</oadr:oadrOnChange></oadr:oadrSamplingRate>\
         </oadr:oadrReportDescription>"
    );
    let report = format!(
        "<oadr:oadrReport><xcal:duration><xcal:duration>PT1H</xcal:duration></xcal:duration>{line}\
         <ei:reportRequestID>0</ei:reportRequestID><ei:reportSpecifierID>usage-{rid}</ei:reportSpecifierID>\
         <ei:reportName>METADATA_TELEMETRY_USAGE</ei:reportName>\
         <ei:createdDateTime>2026-11-25T00:00:00Z</ei:createdDateTime></oadr:oadrReport>"
    );
    payload("oadrRegisterReport", &(request("g") + &report + &ven(ven_id)))
}

pub fn update_report(ven_id: &str, report_request_id: &str, rid: &str) -> String {
    let at = "<xcal:dtstart><xcal:date-time>2026-11-25T00:00:00Z</xcal:date-time></xcal:dtstart>";
    let interval = format!(
        "<ei:interval>{at}<xcal:duration><xcal:duration>PT1M</xcal:duration></xcal:duration><oadr:oadrReportPayload>\
         <ei:rID>{rid}</ei:rID><ei:payloadFloat><ei:value>666</ei:value></ei:payloadFloat></oadr:oadrReportPayload></ei:interval>"
    );
    let report = format!(
        "<oadr:oadrReport>{at}<strm:intervals>{interval}</strm:intervals>\
         <ei:reportRequestID>{report_request_id}</ei:reportRequestID><ei:reportSpecifierID>usage-{rid}</ei:reportSpecifierID>\
         <ei:reportName>TELEMETRY_USAGE</ei:reportName><ei:createdDateTime>2026-11-25T00:00:00Z</ei:createdDateTime>\
         </oadr:oadrReport>"
    );
    payload("oadrUpdateReport", &(request("u") + &report + &ven(ven_id)))
}

/// Asks for a report of the VTN's.
pub fn create_report(ven_id: &str, specifier: &str) -> String {
    let hour = "<xcal:duration><xcal:duration>PT1H</xcal:duration></xcal:duration>";
    let no_time = "<xcal:duration>PT0M</xcal:duration>";
    let asked = format!(
        "<oadr:oadrReportRequest><ei:reportRequestID>{specifier}</ei:reportRequestID><ei:reportSpecifier>\
         <ei:reportSpecifierID>{specifier}</ei:reportSpecifierID><xcal:granularity>{no_time}</xcal:granularity>\
         <ei:reportBackDuration>{no_time}</ei:reportBackDuration><ei:reportInterval><xcal:properties><xcal:dtstart>\
         <xcal:date-time>2026-11-25T00:00:00Z</xcal:date-time></xcal:dtstart>{hour}</xcal:properties></ei:reportInterval>\
         <ei:specifierPayload><ei:rID>{specifier}</ei:rID><ei:readingType>Direct Read</ei:readingType></ei:specifierPayload>\
         </ei:reportSpecifier></oadr:oadrReportRequest>"
    );
    payload("oadrCreateReport", &(request("k") + &asked + &ven(ven_id)))
}

pub fn cancel_report(ven_id: &str, report_request_id: &str) -> String {
    let asked = format!(
        "<ei:reportRequestID>{report_request_id}</ei:reportRequestID><pyld:reportToFollow>false</pyld:reportToFollow>"
    );
    payload("oadrCancelReport", &(request("x") + &asked + &ven(ven_id)))
}

// ---- what a VTN says ----

pub fn created_registration(ven_id: &str) -> String {
    payload(
        "oadrCreatedPartyRegistration",
        &format!(
            "{}<ei:registrationID>registration</ei:registrationID>{}<ei:vtnID>vtn</ei:vtnID><oadr:oadrProfiles><oadr:oadrProfile>\
             <oadr:oadrProfileName>2.0b</oadr:oadrProfileName><oadr:oadrTransports><oadr:oadrTransport>\
             <oadr:oadrTransportName>simpleHttp</oadr:oadrTransportName></oadr:oadrTransport></oadr:oadrTransports>\
             </oadr:oadrProfile></oadr:oadrProfiles><oadr:oadrRequestedOadrPollFreq><xcal:duration>PT1S</xcal:duration>\
             </oadr:oadrRequestedOadrPollFreq>",
            response(200, "r"),
            ven(ven_id)
        ),
    )
}

pub fn registered_report() -> String {
    payload("oadrRegisteredReport", &response(200, "g"))
}

pub fn good(ven_id: &str) -> String {
    payload("oadrResponse", &(response(200, "p") + &ven(ven_id)))
}

/// One event of level 1 that begins at `start` and lasts an hour; without an id: none.
pub fn distribute(vtn_id: &str, ven_id: &str, event_id: Option<&str>, start: &str) -> String {
    let hour = "<xcal:duration><xcal:duration>PT1H</xcal:duration></xcal:duration>";
    let event = |id: &str| {
        let level = "<ei:payloadFloat><ei:value>1</ei:value></ei:payloadFloat>";
        format!(
            "<oadr:oadrEvent><ei:eiEvent><ei:eventDescriptor><ei:eventID>{id}</ei:eventID>\
             <ei:modificationNumber>0</ei:modificationNumber><ei:eiMarketContext>\
             <emix:marketContext>http://program.example</emix:marketContext></ei:eiMarketContext>\
             <ei:createdDateTime>2026-11-25T00:00:00Z</ei:createdDateTime><ei:eventStatus>far</ei:eventStatus>\
             </ei:eventDescriptor><ei:eiActivePeriod><xcal:properties><xcal:dtstart><xcal:date-time>{start}</xcal:date-time>\
             </xcal:dtstart>{hour}</xcal:properties><xcal:components/></ei:eiActivePeriod><ei:eiEventSignals>\
             <ei:eiEventSignal><strm:intervals><ei:interval>{hour}<xcal:uid><xcal:text>0</xcal:text></xcal:uid>\
             <ei:signalPayload>{level}</ei:signalPayload></ei:interval></strm:intervals><ei:signalName>SIMPLE</ei:signalName>\
             <ei:signalType>level</ei:signalType><ei:signalID>s</ei:signalID></ei:eiEventSignal></ei:eiEventSignals>\
             <ei:eiTarget>{}</ei:eiTarget></ei:eiEvent>\
             <oadr:oadrResponseRequired>always</oadr:oadrResponseRequired></oadr:oadrEvent>",
            ven(ven_id)
        )
    };
    let inside = response(200, "p")
        + &request("d")
        + &format!("<ei:vtnID>{vtn_id}</ei:vtnID>")
        + &event_id.map(event).unwrap_or_default();
    payload("oadrDistributeEvent", &inside)
}
