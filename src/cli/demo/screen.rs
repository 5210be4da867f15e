//! The live view of a demo, on a terminal and as a picture.

use crate::runtime::gateway::Figures;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style, Stylize};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph, Row, Sparkline, Table, Widget};
use tieline_core::engine::{AssetView, EventState, EventView, ProgramView, SiteView};
use tieline_core::model::{AssetKind, Cause, UtcSeconds, Watts};

/// Samples of site power that the view remembers.
const HISTORY: usize = 120;

/// What is on the screen.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// What is played.
    pub title: String,
    /// Program seconds since the start, and of the whole.
    pub second: u32,
    /// Length of the day that is played.
    pub seconds: u32,
    /// Program time at the start.
    pub epoch: UtcSeconds,
    /// The site as the gateway sees it.
    pub view: Option<SiteView>,
    /// The gateway's counters.
    pub figures: Figures,
    /// Site power, a value a frame, oldest first.
    pub exports: Vec<i64>,
}

impl Scene {
    /// Takes in what the gateway answered.
    pub fn update(&mut self, second: u32, view: Option<SiteView>, figures: Option<Figures>) {
        self.second = second;
        if let Some(site_w) = view.as_ref().and_then(|view| view.site_w) {
            self.exports.push(site_w.0);
            let surplus = self.exports.len().saturating_sub(HISTORY);
            self.exports.drain(..surplus);
        }
        self.view = view.or(self.view.take());
        self.figures = figures.unwrap_or(std::mem::take(&mut self.figures));
    }
}

impl Widget for &Scene {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let heights = [2, 5, 8, 6, 7, 3].map(Constraint::Length);
        let [title, programs, events, power, assets, telemetry] = Layout::vertical(heights).areas(area);
        Paragraph::new(self.title_line()).render(title, buffer);
        let Some(view) = &self.view else {
            Paragraph::new("the gateway is starting ...").render(programs, buffer);
            return;
        };
        render_programs(&view.programs, programs, buffer);
        render_events(&view.events, self.epoch, events, buffer);
        self.render_power(view, power, buffer);
        render_assets(&view.assets, assets, buffer);
        self.render_telemetry(telemetry, buffer);
    }
}

impl Scene {
    fn title_line(&self) -> Line<'_> {
        let suite = self.figures.upstreams.first().and_then(|upstream| upstream.suite.as_deref());
        Line::from(vec![
            " tieline ".black().on_cyan().bold(),
            Span::raw(format!("  {}   {:>3} / {} s   ", self.title, self.second, self.seconds)),
            suite.unwrap_or("connecting").to_owned().dim(),
        ])
    }

    fn render_power(&self, view: &SiteView, area: Rect, buffer: &mut Buffer) {
        let block = block(" Site: export at the connection point ");
        let inner = block.inner(area);
        block.render(area, buffer);
        let [text, chart] = Layout::vertical([Constraint::Length(2), Constraint::Min(1)]).areas(inner);
        let limit = view.limits.export.map_or("none".to_owned(), |limit| limit.to_string());
        let over = matches!((view.site_w, view.limits.export), (Some(w), Some(limit)) if w > limit + Watts(50));
        let power = view.site_w.map_or("no meter".to_owned(), |w| w.to_string());
        let style = if over { Style::new().fg(Color::Yellow) } else { Style::new().fg(Color::Green) };
        let lines = vec![
            Line::from(vec![
                Span::styled(format!("{power:>10}"), style.add_modifier(Modifier::BOLD)),
                Span::raw(format!("   export limit {limit:>9}   ")),
                view.shortfall.clone().unwrap_or_default().yellow(),
            ]),
            Line::from(view.causes.first().map(says).unwrap_or_default().dim()),
        ];
        Paragraph::new(lines).render(text, buffer);
        let newest = self.exports.len().saturating_sub(usize::from(chart.width));
        let bars: Vec<u64> = self.exports[newest..].iter().map(|w| u64::try_from(*w).unwrap_or(0)).collect();
        Sparkline::default().data(bars).style(style).render(chart, buffer);
    }

    fn render_telemetry(&self, area: Rect, buffer: &mut Buffer) {
        let (telemetry, setpoints) = (&self.figures.telemetry, &self.figures.setpoints);
        let text = format!(
            "samples {} taken, {} stored, {} lost   setpoints {} written, {} verified, {} rejected",
            telemetry.taken,
            telemetry.stored,
            telemetry.lost,
            setpoints.written,
            setpoints.verified,
            setpoints.rejected
        );
        Paragraph::new(text).block(block(" Telemetry and setpoints ")).render(area, buffer);
    }
}

fn block(title: &str) -> Block<'_> {
    Block::bordered().title(title).border_style(Style::new().fg(Color::DarkGray))
}

fn render_programs(programs: &[ProgramView], area: Rect, buffer: &mut Buffer) {
    let rows = programs.iter().map(|program| {
        let default = if program.has_default { "default" } else { "-" };
        let cells = [
            program.primacy.to_string(),
            program.description.clone(),
            default.to_owned(),
            format!("{} events", program.events),
        ];
        Row::new(cells)
    });
    let widths = [Constraint::Length(8), Constraint::Min(20), Constraint::Length(9), Constraint::Length(12)];
    let header = Row::new(["primacy", "program", "", ""]).dim();
    Table::new(rows, widths).header(header).block(block(" Programs ")).render(area, buffer);
}

fn render_events(events: &[EventView], epoch: UtcSeconds, area: Rect, buffer: &mut Buffer) {
    let rows = events.iter().map(|event| {
        let (state, style) = match event.state {
            EventState::Waiting => ("waiting", Style::new()),
            EventState::Active => ("active", Style::new().fg(Color::Green)),
            EventState::Displaced => ("displaced", Style::new().fg(Color::Yellow)),
            EventState::Ended => ("ended", Style::new().fg(Color::DarkGray)),
        };
        let modes: Vec<_> = event.modes.iter().map(|mode| format!("{mode:?}")).collect();
        let mrid = event.key.mrid.to_string();
        let span = format!("{:>4} to {:>4} s", event.start.since(epoch).0, event.end.since(epoch).0);
        Row::new([mrid, modes.join(" "), span, state.to_owned()]).style(style)
    });
    let widths = [Constraint::Length(33), Constraint::Min(12), Constraint::Length(16), Constraint::Length(10)];
    Table::new(rows, widths).block(block(" Events ")).render(area, buffer);
}

fn render_assets(assets: &[AssetView], area: Rect, buffer: &mut Buffer) {
    let watts = |w: Option<Watts>| w.map_or("-".to_owned(), |w| w.to_string());
    let rows = assets.iter().filter(|asset| asset.kind != AssetKind::SiteMeter).map(|asset| {
        let state = match (asset.online, asset.local) {
            (false, _) => "silent",
            (true, true) => "local",
            (true, false) => "online",
        };
        let soc = asset.soc.map_or(String::new(), |soc| format!("{}.{:02} %", soc.0 / 100, soc.0 % 100));
        let cells = [
            asset.id.to_string(),
            state.to_owned(),
            asset.w.to_string(),
            watts(asset.limit_w),
            watts(asset.set_w),
            soc,
        ];
        Row::new(cells)
    });
    let widths = [14, 8, 10, 10, 10, 10].map(Constraint::Length);
    let header = Row::new(["asset", "", "power", "limit", "set", "charge"]).dim();
    Table::new(rows, widths).header(header).block(block(" Assets ")).render(area, buffer);
}

fn says(cause: &Cause) -> String {
    match cause {
        Cause::Event { event, says, .. } => format!("event {}: {says}", event.mrid),
        Cause::Default { says, .. } => format!("default: {says}"),
        Cause::Installer { says } => format!("installer: {says}"),
        Cause::Rule { rule, says } => format!("{rule}: {says}"),
        Cause::Allocation { says } => says.clone(),
    }
}
