//! What the operator of a VTN must do for a case.

/// A signal that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalPlan {
    /// signalName.
    pub name: &'static str,
    /// signalType.
    pub kind: &'static str,
    /// `W`, or `USD/kWh`; `None`: none.
    pub unit: Option<&'static str>,
    /// Lengths in seconds and values.
    pub intervals: Vec<(u32, f64)>,
}

/// An event that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct EventPlan {
    /// The market context.
    pub market_context: String,
    /// The VEN that it is for.
    pub ven_id: String,
    /// 0: none.
    pub priority: u32,
    /// Start, in seconds after 1970 began.
    pub start_s: i64,
    /// Length in seconds, 0: open-ended.
    pub length_s: u32,
    /// Its signals.
    pub signals: Vec<SignalPlan>,
    /// Whether it wants an answer.
    pub always: bool,
    /// Whether it is a test.
    pub test: bool,
    /// By how much the start may move, in seconds.
    pub start_after_s: u32,
    /// Notification, ramp-up and recovery in seconds.
    pub margins_s: (u32, u32, u32),
    /// Whether it has a baseline in watts over the same time.
    pub baseline_w: Option<f64>,
}

/// A report that is wanted of a VEN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPlan {
    /// The reportSpecifierID that the VEN offered.
    pub specifier: String,
    /// Its rID and readingType.
    pub line: (String, String),
    /// Granularity in seconds.
    pub granularity_s: u32,
    /// Seconds between updates; 0: once.
    pub back_s: u32,
}

/// What a VTN holds of an event's answer of one VEN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// Whether the VEN takes part.
    pub opts_in: bool,
    /// The code of its answer.
    pub code: u16,
}

/// The operator's hands at the VTN under test: its management interface, or a person.
///
/// An error says why something cannot be done; the case is then not run, but where it is to be refused.
pub trait Setup {
    /// Makes an event; its eventID.
    fn create_event(&mut self, plan: &EventPlan) -> Result<String, String>;
    /// Changes an event.
    fn change_event(&mut self, id: &str, plan: &EventPlan) -> Result<(), String>;
    /// Cancels an event.
    fn cancel_event(&mut self, id: &str) -> Result<(), String>;
    /// What the VEN has answered to an event; `None`: nothing yet.
    fn stand(&mut self, event_id: &str, ven_id: &str) -> Result<Option<Stand>, String>;
    /// Asks the VEN for a report; its reportRequestID.
    fn ask_report(&mut self, ven_id: &str, plan: &ReportPlan) -> Result<String, String>;
    /// Cancels a report of the VEN; `follows`: after a last update.
    fn cancel_report(&mut self, ven_id: &str, id: &str, follows: bool) -> Result<(), String>;
    /// Values that the VEN has reported under this reportRequestID.
    fn readings(&mut self, ven_id: &str, id: &str) -> Result<Vec<f64>, String>;
    /// Asks the VEN for its metadata.
    fn ask_metadata(&mut self, ven_id: &str) -> Result<(), String>;
    /// Asks the VEN to register again.
    fn ask_registration(&mut self, ven_id: &str) -> Result<(), String>;
    /// Cancels the VEN's registration.
    fn cancel_registration(&mut self, ven_id: &str) -> Result<(), String>;
}
