//! What a configuration asks of the server, made true: settings, devices, programs, events.

use super::documents::Pin;
use super::operator::{NewEvent, NewProgram, Operator, OperatorError};
use super::resources::Resources;
use super::scope::Identity;
use super::script::default_control;
use super::settings::{ConnectionPoints, Delivery, Enrolment, Extensions, ServedEdition, Settings};
use super::target::TargetRules;
use crate::config::{DeviceConfig, EventConfig, ExtensionsConfig, HeadendConfig};
use std::collections::BTreeMap;
use tieline_core::model::{Mrid, ResponseRequired, Seconds};

/// The settings that a configuration asks for; `salt` makes this server's mRIDs differ from another's.
pub fn settings(config: &HeadendConfig, salt: u64) -> Settings {
    let enrolment = &config.enrolment;
    let told = &config.notifications;
    Settings {
        poll_rate: config.poll_rate_s,
        post_rate: config.post_rate_s,
        time_quality: config.time_quality,
        tz_offset_s: config.tz_offset_s,
        edition: if config.edition_2023 { ServedEdition::Y2023 } else { ServedEdition::Y2018 },
        extensions: match config.extensions {
            ExtensionsConfig::None => Extensions::None,
            ExtensionsConfig::CsipAus12 => Extensions::CsipAus12,
            ExtensionsConfig::CsipAus13Beta => Extensions::CsipAus13Beta,
            ExtensionsConfig::CsipAus13 => Extensions::CsipAus13,
        },
        enrolment: Enrolment {
            in_band: enrolment.in_band,
            allow: enrolment.allow.clone(),
            ders: enrolment.ders,
            pin: enrolment.pin.and_then(Pin::new),
        },
        unique_mrids: config.unique_mrids,
        connection_points: if config.nmi { ConnectionPoints::Nmi } else { ConnectionPoints::Any },
        pen: config.pen,
        mrid_salt: salt,
        mirrors_max: config.mirrors,
        subscriptions_max: told.subscriptions,
        targets: TargetRules { allow: told.allow.clone(), allow_http: told.allow_http },
        delivery: Delivery {
            retry_s: told.retry_s,
            give_up_s: told.give_up_s,
            tries: told.tries,
            expire_s: told.expire_s,
        },
        ..Settings::default()
    }
}

/// Enrols devices of the configuration, and changes what differs of those that are; at most [`ENROLMENTS_MAX`](super::ENROLMENTS_MAX) in one commit.
pub fn fill_devices<R: Resources>(
    operator: &mut Operator<'_, R>,
    devices: &[DeviceConfig],
) -> Result<(), OperatorError> {
    for device in devices {
        let is_new = operator.device(device.lfdi)?.is_none();
        operator.enrol(&Identity::of_lfdi(device.lfdi), device.pin.and_then(Pin::new))?;
        operator.post_rate(device.lfdi, device.post_rate_s)?;
        if device.aggregator {
            operator.aggregator(device.lfdi, true)?;
        }
        if let Some(aggregator) = device.granted_to.filter(|_| is_new) {
            operator.grant(aggregator, device.lfdi)?;
        }
    }
    Ok(())
}

/// Makes what the configuration names beside devices and is not there yet, and changes what differs. Doing it again changes
/// nothing; what the configuration no longer names stays.
pub fn fill<R: Resources>(operator: &mut Operator<'_, R>, config: &HeadendConfig) -> Result<(), OperatorError> {
    operator.note_old_events()?;
    let programs = fill_programs(operator, config)?;
    for lfdi in &config.enrolment.deny {
        operator.deny(*lfdi, true)?;
    }
    fill_assignments(operator, config, &programs)?;
    config.events.iter().try_for_each(|event| fill_event(operator, config, &programs, event))
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
        return fill_group_of_all(operator, "all", &all);
    }
    for assignment in &config.assignments {
        let numbers: Vec<u32> = assignment.programs.iter().filter_map(|mrid| programs.get(mrid).copied()).collect();
        if assignment.devices.is_empty() {
            fill_group_of_all(operator, &assignment.name, &numbers)?;
            continue;
        }
        let numbers = with_documents(operator, &assignment.name, &numbers)?;
        let number = operator.assignments(&assignment.name, &numbers, false)?;
        assignment.devices.iter().try_for_each(|lfdi| operator.assign_also(*lfdi, number))?;
    }
    Ok(())
}

/// A group for every device. Those that enrol later come into it by themselves, so that only the start that makes it goes
/// through all of them, and a device that the operator takes out stays out.
fn fill_group_of_all<R: Resources>(
    operator: &mut Operator<'_, R>,
    name: &str,
    programs: &[u32],
) -> Result<(), OperatorError> {
    let is_new = operator.group(name)?.is_none();
    let number = operator.assignments(name, &with_documents(operator, name, programs)?, true)?;
    if is_new { operator.assign_to_all(number) } else { Ok(()) }
}

/// These programs, and what the operator has assigned to the group besides: the configuration names programs alone.
fn with_documents<R: Resources>(
    operator: &Operator<'_, R>,
    group: &str,
    programs: &[u32],
) -> Result<Vec<u32>, OperatorError> {
    let others = match operator.group(group)? {
        Some((_, group)) => operator.assigned_beside_programs(&group)?,
        None => Vec::new(),
    };
    Ok([programs, &others].concat())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headend::{DeviceChange, MemoryResources};
    use std::path::Path;
    use tieline_core::model::{Lfdi, UtcSeconds};

    const TEXT: &str = "[server]\nlisten = '127.0.0.1:0'\ncertificate = 'c'\nkey = 'k'\nroots = 'r'\n[store]\npath = 's'\n\
                        [[program]]\nmrid = 'A0000000000000000000000000000001'\ndescription = 'limit'\nprimacy = 1\n";

    fn work(memory: &mut MemoryResources, work: impl FnOnce(&mut Operator<'_, MemoryResources>, &HeadendConfig)) {
        let config = HeadendConfig::parse(Path::new("headend.toml"), TEXT).expect("good");
        let settings = settings(&config, 1);
        let base = memory.clone();
        let mut operator = Operator::new(&base, &settings, UtcSeconds(0));
        work(&mut operator, &config);
        memory.apply(&operator.finish());
    }

    #[test]
    fn what_the_operator_has_taken_back_is_not_granted_again_by_a_start() {
        let mut memory = MemoryResources::default();
        let aggregator = Lfdi([1; 20]);
        let base = DeviceConfig { lfdi: aggregator, pin: None, post_rate_s: None, aggregator: true, granted_to: None };
        let device =
            DeviceConfig { lfdi: Lfdi([2; 20]), aggregator: false, granted_to: Some(aggregator), ..base.clone() };
        let devices = [base, device];
        let granted = |memory: &mut MemoryResources| {
            work(memory, |operator, _| fill_devices(operator, &devices).expect("filled"));
            let mut all = Vec::new();
            work(memory, |operator, _| all = operator.granted_after(aggregator, 0, 9).expect("read").0);
            all.len()
        };
        assert_eq!(granted(&mut memory), 1);
        work(&mut memory, |operator, _| _ = operator.revoke(aggregator, Lfdi([2; 20])).expect("taken back"));
        assert_eq!(granted(&mut memory), 0);
    }

    #[test]
    fn a_device_that_the_operator_keeps_out_of_the_group_of_all_stays_out_at_the_next_start() {
        let mut memory = MemoryResources::default();
        let (old, new, apart) = (Lfdi([1; 20]), Lfdi([2; 20]), Lfdi([3; 20]));
        work(&mut memory, |operator, _| _ = operator.enrol(&Identity::of_lfdi(old), None).expect("enrolled"));
        work(&mut memory, |operator, config| fill(operator, config).expect("filled"));
        let none = DeviceChange { assignments: Some(Vec::new()), ..DeviceChange::default() };
        work(&mut memory, |operator, _| {
            operator.enrol_or_change(&Identity::of_lfdi(new), &DeviceChange::default()).expect("enrolled");
            operator.enrol_or_change(&Identity::of_lfdi(apart), &none).expect("enrolled");
        });
        work(&mut memory, |operator, config| fill(operator, config).expect("filled"));
        work(&mut memory, |operator, _| {
            let groups =
                [old, new, apart].map(|lfdi| operator.expect_device(lfdi).expect("enrolled").1.assignments.len());
            assert_eq!(groups, [1, 1, 0]);
        });
    }
}
