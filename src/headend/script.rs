//! An operator with a timetable: the utility's part of a day file, carried out as `now` passes.

use super::key::Key;
use super::operator::{NewEvent, NewProgram, Operator, OperatorError};
use super::resources::Resources;
use crate::assets::sim::day::{DefaultScript, EventScript, ProgramScript, UtilityScript};
use tieline_core::model::{CentiPercent, Control, DefaultControl, Mrid, ResponseRequired, Seconds, UtcSeconds};

/// Longest name of a script: it is also that of its assignments [2030.5 String32].
const NAME_CHARS_MAX: usize = 32;

/// What a script does at one instant.
#[derive(Debug, Clone, PartialEq)]
pub enum ScriptStep {
    /// Makes a program with its default.
    Program(NewProgram, Option<(Mrid, DefaultControl)>),
    /// Makes an event.
    Event(Mrid, NewEvent),
    /// Cancels an event.
    Cancel {
        /// Of which program.
        program: Mrid,
        /// Which.
        event: Mrid,
        /// Whether devices stop after a random time.
        randomized: bool,
    },
}

/// Why a script cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("step {step} of script {name}: {cause}")]
pub struct ScriptError {
    /// Which script.
    pub name: String,
    /// Which step, from 1.
    pub step: usize,
    /// Why.
    pub cause: OperatorError,
}

/// A timetable. How far it has been carried out is stored with what it did, in one batch, so that a restart goes on
/// where it stopped.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    name: String,
    steps: Vec<(UtcSeconds, ScriptStep)>,
}

impl Script {
    /// The timetable of a day that begins at `begins`, on the server's time. Programs are there from the beginning.
    pub fn of_day(name: &str, utility: &UtilityScript, begins: UtcSeconds) -> Self {
        let programs = utility.programs.iter().map(|program| (UtcSeconds(i64::MIN), program_step(program, utility)));
        let events = utility.events.iter().flat_map(|event| event_steps(event, utility, begins));
        let mut steps: Vec<_> = programs.chain(events).collect();
        steps.sort_by_key(|(at, _)| *at);
        Self { name: name.chars().filter(char::is_ascii).take(NAME_CHARS_MAX).collect(), steps }
    }

    /// Carries out what is due and not done yet. Returns the number of steps done by this call.
    pub fn perform<R: Resources>(&self, operator: &mut Operator<'_, R>) -> Result<usize, ScriptError> {
        let fail = |step: usize| move |cause| ScriptError { name: self.name.clone(), step: step + 1, cause };
        let done = operator.script_done(&self.name).map_err(fail(0))? as usize;
        let due = self.steps.partition_point(|(at, _)| *at <= operator.now());
        for (step, (at, what)) in self.steps.iter().enumerate().take(due).skip(done) {
            carry_out(operator, *at, what).map_err(fail(step))?;
        }
        if due > done {
            operator.note_script(&self.name, due as u32).map_err(fail(due))?;
            self.assign_programs(operator).map_err(fail(due))?;
        }
        Ok(due.saturating_sub(done))
    }

    /// When the next step after `now` is due.
    pub fn next_after(&self, now: UtcSeconds) -> Option<UtcSeconds> {
        self.steps.iter().map(|(at, _)| *at).find(|at| *at > now)
    }

    /// The key of the script's progress.
    pub fn progress_key(&self) -> Key {
        Key::script(&self.name)
    }

    /// All of the script's programs make up one assignment, which every device has; a program that is in another
    /// assignment already stays with the devices of that.
    fn assign_programs<R: Resources>(&self, operator: &mut Operator<'_, R>) -> Result<(), OperatorError> {
        let mut numbers = Vec::new();
        let elsewhere = operator.assigned_beside(&self.name)?;
        for (_, step) in &self.steps {
            if let ScriptStep::Program(NewProgram { mrid: Some(mrid), .. }, _) = step {
                numbers.push(program_number(operator, *mrid)?);
            }
        }
        numbers.retain(|number| !elsewhere.contains(number));
        if numbers.is_empty() {
            return Ok(());
        }
        let assignments = operator.assignments(&self.name, &numbers, true)?;
        operator.assign_to_all(assignments)
    }
}

fn carry_out<R: Resources>(
    operator: &mut Operator<'_, R>,
    at: UtcSeconds,
    step: &ScriptStep,
) -> Result<(), OperatorError> {
    match step {
        ScriptStep::Program(program, default) => {
            let number = operator.program(program.clone())?;
            if let Some((mrid, control)) = default {
                operator.default_control(number, Some(*mrid), Some(control.clone()))?;
            }
        }
        ScriptStep::Event(program, event) => {
            let number = program_number(operator, *program)?;
            operator.event(number, event.clone())?;
        }
        ScriptStep::Cancel { program, event, randomized } => {
            let number = program_number(operator, *program)?;
            let found = operator.find_event(number, *event)?;
            let (event, _) = found.ok_or_else(|| OperatorError::Missing(format!("event {event}")))?;
            operator.cancel(number, event, at, *randomized)?;
        }
    }
    Ok(())
}

fn program_number<R: Resources>(operator: &Operator<'_, R>, mrid: Mrid) -> Result<u32, OperatorError> {
    let found = operator.find_program(mrid)?;
    let (number, _) = found.ok_or_else(|| OperatorError::Missing(format!("program {mrid}")))?;
    Ok(number)
}

fn program_step(program: &ProgramScript, utility: &UtilityScript) -> ScriptStep {
    let new =
        NewProgram { mrid: Some(program.mrid), description: program.description.clone(), primacy: program.primacy };
    let default = program.default.as_ref();
    ScriptStep::Program(
        new,
        default.map(|default| (default.mrid, default_control(default, default.control.to_control(&utility.curves)))),
    )
}

/// A default of a day file or configuration in the terms of the core.
pub(crate) fn default_control(script: &DefaultScript, control: Control) -> DefaultControl {
    let share = |value: Option<u16>| value.map(|value| CentiPercent(value.into()));
    DefaultControl {
        control,
        set_grad_w: share(script.setGradW),
        set_soft_grad_w: share(script.setSoftGradW),
        enter_service_centiseconds: [script.setESDelay, script.setESRandomDelay, script.setESRampTms],
        ..DefaultControl::default()
    }
}

fn event_steps(event: &EventScript, utility: &UtilityScript, begins: UtcSeconds) -> Vec<(UtcSeconds, ScriptStep)> {
    let at = |second: i64| begins.plus(Seconds(second));
    let shift = |seconds: i32| (seconds != 0).then_some(Seconds(seconds.into()));
    let new = NewEvent {
        mrid: Some(event.mrid),
        description: event.description.clone(),
        created: at(event.created_s),
        start: at(event.start_s),
        duration: Seconds(event.duration_s.into()),
        randomize_start: shift(event.randomize_start_s),
        randomize_duration: shift(event.randomize_duration_s),
        control: event.control.to_control(&utility.curves),
        response_required: ResponseRequired(event.response_required),
    };
    let made = (at(event.created_s), ScriptStep::Event(event.program, new));
    let cancel = event.cancel_at_s.map(|second| {
        let step =
            ScriptStep::Cancel { program: event.program, event: event.mrid, randomized: event.cancel_randomized };
        (at(second), step)
    });
    [Some(made), cancel].into_iter().flatten().collect()
}
