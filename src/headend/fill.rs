//! What a configuration asks of the server, made true: settings, devices, programs, events.

use super::documents::Pin;
use super::operator::{NewEvent, NewProgram, Operator, OperatorError};
use super::resources::Resources;
use super::scope::Identity;
use super::script::default_control;
use super::settings::{Enrolment, Extensions, Settings};
use crate::config::{EventConfig, ExtensionsConfig, HeadendConfig};
use std::collections::BTreeMap;
use tieline_certs::identity;
use tieline_core::model::{Lfdi, Mrid, ResponseRequired, Seconds, Sfdi};

/// The settings that a configuration asks for; `salt` makes this server's mRIDs differ from another's.
pub fn settings(config: &HeadendConfig, salt: u64) -> Settings {
    let enrolment = &config.enrolment;
    Settings {
        poll_rate: config.poll_rate_s,
        post_rate: config.post_rate_s,
        time_quality: config.time_quality,
        tz_offset_s: config.tz_offset_s,
        extensions: match config.extensions {
            ExtensionsConfig::None => Extensions::None,
            ExtensionsConfig::CsipAus12 => Extensions::CsipAus12,
            ExtensionsConfig::CsipAus13 => Extensions::CsipAus13,
        },
        enrolment: Enrolment {
            in_band: enrolment.in_band,
            allow: enrolment.allow.clone(),
            ders: enrolment.ders,
            pin: enrolment.pin.and_then(Pin::new),
        },
        pen: config.pen,
        mrid_salt: salt,
        mirrors_max: config.mirrors,
        ..Settings::default()
    }
}

/// Makes what the configuration names and is not there yet, and changes what differs. Doing it again changes nothing;
/// what the configuration no longer names stays.
pub fn fill<R: Resources>(operator: &mut Operator<'_, R>, config: &HeadendConfig) -> Result<(), OperatorError> {
    let programs = fill_programs(operator, config)?;
    for lfdi in &config.enrolment.deny {
        operator.deny(*lfdi, true)?;
    }
    for device in &config.devices {
        operator.enrol(&identity_of(device.lfdi), device.pin.and_then(Pin::new))?;
        operator.post_rate(device.lfdi, device.post_rate_s)?;
    }
    fill_assignments(operator, config, &programs)?;
    config.events.iter().try_for_each(|event| fill_event(operator, config, &programs, event))
}

/// The identity that belongs to an LFDI.
fn identity_of(lfdi: Lfdi) -> Identity {
    Identity { lfdi, sfdi: Sfdi(identity::sfdi(&lfdi.0)) }
}

fn fill_programs<R: Resources>(
    operator: &mut Operator<'_, R>,
    config: &HeadendConfig,
) -> Result<BTreeMap<Mrid, u32>, OperatorError> {
    let mut numbers = BTreeMap::new();
    for program in &config.programs {
        let number = operator.program(NewProgram {
            mrid: Some(program.mrid),
            description: program.description.clone(),
            primacy: program.primacy,
        })?;
        let default = program.default.as_ref();
        let control = default.map(|default| default_control(default, default.control.to_control(&config.curves)));
        operator.default_control(number, default.map(|default| default.mrid), control)?;
        numbers.insert(program.mrid, number);
    }
    Ok(numbers)
}

fn fill_assignments<R: Resources>(
    operator: &mut Operator<'_, R>,
    config: &HeadendConfig,
    programs: &BTreeMap<Mrid, u32>,
) -> Result<(), OperatorError> {
    if config.assignments.is_empty() && !programs.is_empty() {
        let all: Vec<u32> = programs.values().copied().collect();
        let number = operator.assignments("all", &all, true)?;
        return operator.assign_to_all(number);
    }
    for assignment in &config.assignments {
        let numbers: Vec<u32> = assignment.programs.iter().filter_map(|mrid| programs.get(mrid).copied()).collect();
        let number = operator.assignments(&assignment.name, &numbers, assignment.devices.is_empty())?;
        match assignment.devices.is_empty() {
            true => operator.assign_to_all(number)?,
            false => assignment.devices.iter().try_for_each(|lfdi| operator.assign_also(*lfdi, number))?,
        }
    }
    Ok(())
}

fn fill_event<R: Resources>(
    operator: &mut Operator<'_, R>,
    config: &HeadendConfig,
    programs: &BTreeMap<Mrid, u32>,
    event: &EventConfig,
) -> Result<(), OperatorError> {
    let missing = || OperatorError::Missing(format!("program {}", event.program));
    let program = *programs.get(&event.program).ok_or_else(missing)?;
    let now = operator.now();
    let start = event.start(now).ok_or_else(|| OperatorError::Missing(format!("start of event {}", event.mrid)))?;
    let shift = |seconds: Option<i32>| seconds.map(|seconds| Seconds(seconds.into()));
    let number = operator.event(
        program,
        NewEvent {
            mrid: Some(event.mrid),
            description: event.description.clone(),
            created: now,
            start,
            duration: Seconds(event.duration_s.into()),
            randomize_start: shift(event.randomize_start_s),
            randomize_duration: shift(event.randomize_duration_s),
            control: event.control.to_control(&config.curves),
            response_required: ResponseRequired(event.response_required),
        },
    )?;
    match event.cancelled {
        true => match operator.cancel(program, number, now, false) {
            Err(OperatorError::Over(_)) => Ok(()),
            done => done,
        },
        false => Ok(()),
    }
}
