//! Market contexts and events.

use super::bodies;
use super::documents::{self, EventDocument};
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::admin::target::encode_part;
use crate::vtn::{EventStatus, MarketContext, Operator};
use serde_json::json;

pub(super) fn contexts(operator: &mut Operator<'_, '_>, _: &Call<'_>) -> Reply {
    answer_list(operator.contexts().map(documents::context))
}

fn has_context(operator: &Operator<'_, '_>, name: &str) -> bool {
    operator.contexts().any(|context| context.name == name)
}

pub(super) fn create_context(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let context = bodies::context(call.body, None)?;
    if has_context(operator, &context.name) {
        let says = format!("market context {:.80} is there already; change it with PUT", context.name);
        return Err(Problem::new(409, says));
    }
    make_context(operator, context)
}

pub(super) fn put_context(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let context = bodies::context(call.body, Some(call.id()))?;
    if !has_context(operator, call.id()) {
        return make_context(operator, context);
    }
    operator.put_context(context.clone())?;
    answer(200, &documents::context(&context))
}

fn make_context(operator: &mut Operator<'_, '_>, context: MarketContext) -> Reply {
    operator.put_context(context.clone())?;
    made(format!("/v1/market-contexts/{}", encode_part(&context.name)), &documents::context(&context))
}

/// Statuses that a query names, with commas between; none: all.
fn statuses(text: &str) -> Result<Vec<EventStatus>, Problem> {
    let one = |word: &str| serde_json::from_value(word.into());
    let all: Result<_, _> = text.split(',').map(one).collect();
    all.map_err(|_| Problem::new(400, "status: give far, near, active, completed or cancelled, with commas between"))
}

/// In the order of their starts.
pub(super) fn list(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let wanted = call.target.parameter("status").map(statuses).transpose()?;
    let context = call.target.parameter("market_context");
    let mut events: Vec<_> = operator
        .events()
        .filter(|(_, status)| wanted.as_ref().is_none_or(|wanted| wanted.contains(status)))
        .filter(|(event, _)| context.is_none_or(|context| event.plan.market_context == context))
        .collect();
    events.sort_by(|(one, _), (two, _)| (one.plan.start, &one.id).cmp(&(two.plan.start, &two.id)));
    answer_list(events.into_iter().map(EventDocument::from))
}

pub(super) fn create(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let new = bodies::event(call.body, None, operator.now())?;
    let id = operator.create_event(new.event_id, new.plan)?;
    made(format!("/v1/events/{}", encode_part(&id)), &EventDocument::from(operator.event(&id)?))
}

pub(super) fn get(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    answer(200, &EventDocument::from(operator.event(call.id())?))
}

/// A modification in the body must be the event's: who has seen an older one would undo what came in between.
pub(super) fn change(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let (event, _) = operator.event(call.id())?;
    let at = event.modification;
    let new = bodies::event(call.body, Some(call.id()), operator.now())?;
    if new.modification.is_some_and(|seen| seen != at) {
        let says = format!("event {} is at modification {at} by now; get it again and change that", call.id());
        return Err(Problem::new(409, says));
    }
    operator.change_event(call.id(), new.plan)?;
    get(operator, call)
}

pub(super) fn cancel(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    operator.cancel_event(call.id())?;
    get(operator, call)
}

pub(super) fn answers(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let (answers, missing) = operator.answers(call.id())?;
    answer(200, &json!({ "answers": answers, "missing": missing }))
}
