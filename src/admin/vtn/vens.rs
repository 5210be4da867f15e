//! VENs, and what is said to them out of turn.

use super::bodies;
use super::documents::{self, VenDocument};
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer, list as answer_list, made};
use crate::admin::route::Call;
use crate::admin::target::encode_part;
use crate::vtn::{NewVen, Operator};
use tieline_core::model::HttpResponse;

pub(super) fn list(operator: &mut Operator<'_, '_>, _: &Call<'_>) -> Reply {
    answer_list(operator.vens().map(|ven| VenDocument::of(operator, ven)))
}

pub(super) fn create(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let new = bodies::ven(call.body, None)?;
    if operator.ven(&new.id).is_ok() {
        return Err(Problem::new(
            409,
            format!("VEN {:.80} is there already; change it with PUT (`tieline vtn enrol --replace`)", new.id),
        ));
    }
    enrol(operator, new)
}

pub(super) fn get(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    answer(200, &VenDocument::of(operator, operator.ven(call.id())?))
}

pub(super) fn put(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    let new = bodies::ven(call.body, Some(call.id()))?;
    if operator.ven(call.id()).is_err() {
        return enrol(operator, new);
    }
    operator.enrol(new)?;
    get(operator, call)
}

fn enrol(operator: &mut Operator<'_, '_>, new: NewVen) -> Reply {
    let id = new.id.clone();
    operator.enrol(new)?;
    made(format!("/v1/vens/{}", encode_part(&id)), &VenDocument::of(operator, operator.ven(&id)?))
}

pub(super) fn remove(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    operator.remove_ven(call.id())?;
    Ok(HttpResponse::status(204))
}

/// The VEN is told at its next poll, or by a push: taken on, not done.
fn accepted(operator: &Operator<'_, '_>, call: &Call<'_>) -> Reply {
    answer(202, &VenDocument::of(operator, operator.ven(call.id())?))
}

pub(super) fn ask_registration(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    operator.ask_registration(call.id())?;
    accepted(operator, call)
}

pub(super) fn cancel_registration(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    operator.cancel_registration(call.id())?;
    accepted(operator, call)
}

pub(super) fn ask_metadata(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    operator.ask_metadata(call.id())?;
    accepted(operator, call)
}

pub(super) fn opts(operator: &mut Operator<'_, '_>, call: &Call<'_>) -> Reply {
    answer_list(operator.opts(call.id())?.into_iter().map(documents::opt))
}
