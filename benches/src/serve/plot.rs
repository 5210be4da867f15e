//! The picture of how a head-end's cost grows: three small panels over the devices enrolled, on a logarithmic axis.

use super::growth::Point;
use std::fmt::Write as _;

const PANEL: (f64, f64) = (250.0, 170.0);
const GAP: f64 = 60.0;
const TOP: f64 = 40.0;
const LEFT: f64 = 60.0;

/// A panel: its title, its figure, and how that is printed.
type Panel = (&'static str, fn(&Point) -> f64);

const PANELS: [Panel; 3] = [
    ("resident memory, MB", |point| point.rss_kb as f64 / 1e3),
    ("CPU of a first GET, µs", |point| point.get_us),
    ("99 of 100 first GETs within, ms", |point| point.p99_us / 1e3),
];

/// The picture, SVG.
pub(super) fn draw(points: &[Point]) -> String {
    let width = LEFT + PANELS.len() as f64 * (PANEL.0 + GAP);
    let height = TOP + PANEL.1 + 50.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for (place, panel) in PANELS.iter().enumerate() {
        draw_panel(&mut svg, LEFT + place as f64 * (PANEL.0 + GAP), panel, points);
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw_panel(svg: &mut String, left: f64, (title, figure): &Panel, points: &[Point]) {
    let largest = points.iter().map(figure).fold(f64::MIN_POSITIVE, f64::max) * 1.2;
    let ends = |of: fn(f64, f64) -> f64, start| points.iter().map(decades).fold(start, of);
    let (from, to) = (ends(f64::min, f64::MAX), ends(f64::max, f64::MIN));
    let at = |point: &Point| {
        let across = (decades(point) - from) / (to - from).max(f64::MIN_POSITIVE);
        (left + across * PANEL.0, TOP + PANEL.1 * (1.0 - figure(point) / largest))
    };
    let bottom = TOP + PANEL.1;
    let _ = writeln!(svg, "<text x=\"{left}\" y=\"{}\" font-weight=\"bold\">{title}</text>", TOP - 15.0);
    let _ = writeln!(svg, "<path d=\"M{left} {TOP}V{bottom}H{}\" fill=\"none\" stroke=\"#999\"/>", left + PANEL.0);
    let line: Vec<String> = points.iter().map(at).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let _ = writeln!(svg, "<polyline points=\"{}\" fill=\"none\" stroke=\"#06c\" stroke-width=\"2\"/>", line.join(" "));
    for point in points {
        let (x, y) = at(point);
        let value = figure(point);
        let shown = if value < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") };
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#06c\"/>");
        let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{shown}</text>", y - 8.0);
        let devices = point.devices / 1_000;
        let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{devices}k</text>", bottom + 18.0);
    }
    let middle = left + PANEL.0 / 2.0;
    let _ =
        writeln!(svg, "<text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">devices enrolled</text>", bottom + 36.0);
}

fn decades(point: &Point) -> f64 {
    f64::from(point.devices).log10()
}
