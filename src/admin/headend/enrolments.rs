//! Many devices in one request.

use super::documents::Names;
use super::{Fleet, bodies, devices};
use crate::admin::body::unfit;
use crate::admin::problem::Problem;
use crate::admin::reply::{Reply, answer};
use crate::admin::route::Call;
use crate::headend::{ENROLMENTS_MAX, Enrolled, Identity, OperatorError};
use serde_json::{Value, json};

/// Enrols each device, or changes what its entry gives; one that cannot be is told, and the others are enrolled.
pub(super) fn enrol_many(fleet: &mut Fleet<'_, '_>, call: &Call<'_>) -> Reply {
    let all = bodies::devices(call.body)?;
    if all.len() > ENROLMENTS_MAX {
        return Err(Problem::new(422, format!("devices: has {}, at most {ENROLMENTS_MAX} are taken", all.len())));
    }
    let names = Names::of(fleet)?;
    let (mut new, mut changed, mut unchanged, mut refused) = (0, 0, 0, Vec::<Value>::new());
    for (index, body) in all.into_iter().enumerate() {
        match body.and_then(|body| enrol(fleet, &body, &names)) {
            Ok(Enrolled::New) => new += 1,
            Ok(Enrolled::Changed) => changed += 1,
            Ok(Enrolled::Unchanged) => unchanged += 1,
            Err(problem) if problem.is_of_sender() => {
                refused.push(json!({ "index": index, "detail": problem.detail() }));
            }
            Err(problem) => return Err(problem),
        }
    }
    answer(200, &json!({ "enrolled": new, "changed": changed, "unchanged": unchanged, "refused": refused }))
}

fn enrol(fleet: &mut Fleet<'_, '_>, body: &bodies::DeviceBody, names: &Names) -> Result<Enrolled, Problem> {
    let lfdi = body.lfdi()?;
    if body.granted_to.len() > 1 {
        return Err(unfit("granted_to: one aggregator is taken here; more with POST /v1/devices/{lfdi}/grants"));
    }
    let change = devices::change(fleet, body, names)?;
    fleet.operator.enrol_or_change(&Identity::of_lfdi(lfdi), &change).map_err(|error: OperatorError| error.into())
}
