//! A frame of the live view as an SVG picture.

use super::screen::Scene;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use ratatui::widgets::Widget;
use std::fmt::Write as _;

/// Cells of the picture.
const SIZE: (u16, u16) = (92, 31);
/// Pixels of a cell.
const CELL: (u16, u16) = (9, 18);

/// Draws the scene.
pub fn svg(scene: &Scene) -> String {
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut buffer = Buffer::empty(area);
    scene.render(area, &mut buffer);
    let (width, height) = (SIZE.0 * CELL.0 + 20, SIZE.1 * CELL.1 + 20);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\">\
         <title>tieline demo</title><rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>"
    );
    for y in 0..SIZE.1 {
        write_line(&mut svg, &buffer, y);
    }
    svg.push_str("</svg>\n");
    svg
}

/// One line: runs of cells of one style.
fn write_line(svg: &mut String, buffer: &Buffer, y: u16) {
    let mut x = 0;
    while x < SIZE.0 {
        let cell = &buffer[(x, y)];
        let begins = x;
        let mut text = String::new();
        while x < SIZE.0 && buffer[(x, y)].style() == cell.style() {
            text.push_str(buffer[(x, y)].symbol());
            x += 1;
        }
        if text.trim().is_empty() {
            continue;
        }
        let (left, top) = (10 + begins * CELL.0, 10 + y * CELL.1);
        if cell.bg != Color::Reset {
            let width = (x - begins) * CELL.0;
            let _ = write!(
                svg,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{}\"/>",
                CELL.1,
                hex(cell.bg)
            );
        }
        let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
        let opacity = if cell.modifier.contains(Modifier::DIM) { " opacity=\"0.7\"" } else { "" };
        // A place for each glyph: the picture is right in whatever font its viewer has.
        let places: Vec<_> = (begins..x).map(|column| (10 + column * CELL.0).to_string()).collect();
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" xml:space=\"preserve\" fill=\"{}\"{weight}{opacity}>{}</text>",
            places.join(" "),
            top + 14,
            hex(cell.fg),
            escape(&text)
        );
    }
}

fn hex(color: Color) -> &'static str {
    match color {
        Color::Green => "#7ec77b",
        Color::Yellow => "#e3c567",
        Color::Cyan => "#58b7c9",
        Color::DarkGray => "#5b6270",
        Color::Black => "#16181d",
        _ => "#d7dae0",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
