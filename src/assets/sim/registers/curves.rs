//! Curves: a client writes one, has it adopted, and learns whether it was.

use super::map::{Map, Touch};
use tieline_schemas::sunspec::{Error, Image};

/// `AdptCrvRslt` while the device works on it.
const IN_PROGRESS: i64 = 0;
/// `AdptCrvRslt` when the curve is in force.
const COMPLETED: i64 = 1;
/// `AdptCrvRslt` when the curve was refused.
const FAILED: i64 = 2;

/// A curve that is being adopted.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    model: u16,
    curve: i64,
    left_s: f64,
}

/// Names of a model's request, result and group.
fn names(model: u16) -> (&'static str, &'static str, &'static str) {
    if model == 711 { ("AdptCtlReq", "AdptCtlRslt", "Ctl") } else { ("AdptCrvReq", "AdptCrvRslt", "Crv") }
}

/// Begins the adoptions that a client asked for; each takes `adopt_s`.
pub fn requested(map: &mut Map, touches: &[Touch], adopt_s: f64) -> Result<Vec<Adoption>, Error> {
    let mut begun = Vec::new();
    for touch in touches {
        let (request, result, _) = names(touch.model);
        let Some(curve) = touch.raw.filter(|_| touch.path == request && (705..=712).contains(&touch.model)) else {
            continue;
        };
        if let Some(image) = map.image_mut(touch.model) {
            image.set_raw(result, Some(IN_PROGRESS))?;
            begun.push(Adoption { model: touch.model, curve, left_s: adopt_s });
        }
    }
    Ok(begun)
}

/// Moves adoptions on by `dt_s`; returns the models whose curve was adopted (true) or refused.
pub fn step(map: &mut Map, adoptions: &mut Vec<Adoption>, dt_s: f64) -> Result<Vec<(u16, i64, bool)>, Error> {
    let mut ended = Vec::new();
    for adoption in adoptions.iter_mut() {
        adoption.left_s -= dt_s;
        let Some(image) = map.image_mut(adoption.model).filter(|_| adoption.left_s <= 0.0) else { continue };
        let done = adopt(image, adoption.curve)?;
        image.set_raw(names(adoption.model).1, Some(if done { COMPLETED } else { FAILED }))?;
        ended.push((adoption.model, adoption.curve, done));
    }
    adoptions.retain(|adoption| adoption.left_s > 0.0);
    Ok(ended)
}

/// Puts the curve of this number in force, copying it to curve 1; false when it makes no sense.
pub fn adopt(image: &mut Image, curve: i64) -> Result<bool, Error> {
    let (_, _, group) = names(image.layout().model().id);
    let prefix = format!("{group}[{curve}].");
    let places = image.layout().places().iter().filter(|place| place.path.starts_with(&prefix));
    let paths: Vec<String> =
        places.map(|place| place.path.clone()).filter(|path| !path.ends_with("ReadOnly")).collect();
    if paths.is_empty() || !makes_sense(image, &paths)? {
        return Ok(false);
    }
    for path in paths {
        let raw = image.raw(&path)?;
        image.set_raw(&path.replacen(&prefix, &format!("{group}[1]."), 1), raw)?;
    }
    Ok(true)
}

/// Whether the points that count are there and their x rises; a droop has its slopes.
fn makes_sense(image: &Image, paths: &[String]) -> Result<bool, Error> {
    if image.layout().model().id == 711 {
        let needed = ["DbOf", "DbUf", "KOf", "KUf"];
        let there = |path: &&String| needed.iter().any(|name| path.ends_with(&format!(".{name}")));
        return Ok(paths.iter().filter(there).all(|path| matches!(image.raw(path), Ok(Some(_)))));
    }
    for path in paths.iter().filter(|path| path.ends_with("ActPt")) {
        let prefix = path.trim_end_matches("ActPt");
        let count = image.raw(path)?.unwrap_or(-1);
        let trips = prefix.matches('.').count() > 1;
        let most = image.raw("NPt")?.unwrap_or(0);
        if count < i64::from(!trips) || count > most || !rises(image, prefix, count, !trips)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn rises(image: &Image, prefix: &str, count: i64, ordered: bool) -> Result<bool, Error> {
    let mut last = i64::MIN;
    for i in 1..=count {
        let own = format!("{prefix}Pt[{i}].");
        let points = image.layout().places().iter().filter(|place| place.path.starts_with(&own));
        let raws = points.map(|place| image.raw(&place.path)).collect::<Result<Vec<_>, _>>()?;
        let (Some(Some(x)), true) = (raws.first(), raws.iter().all(Option::is_some)) else { return Ok(false) };
        if ordered && *x < last {
            return Ok(false);
        }
        last = *x;
    }
    Ok(true)
}
