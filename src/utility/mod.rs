//! Northbound sessions: machines without I/O, one folder a protocol, all with the same inputs and outputs.

mod average;
mod backoff;
mod durable;
pub mod oadr2;
mod outbox;
mod raised;
pub mod sep2;

use tieline_core::model::{
    Alarm, Asset, AssetState, HttpError, HttpRequest, HttpResponse, Machine, Millis, Mono, Now, ProgramSet, Reading,
    ReadingSource, Record, Transition, UtcSeconds,
};

/// What may happen to a session.
#[derive(Debug, Clone)]
pub enum Input {
    /// Begin; what was durable has been handed in before.
    Start,
    /// What the run before made durable: responses, posts, memos, the last programs, and the readings since the oldest memo
    /// `mirror/...` of this session.
    Restored(Vec<Record>),
    /// The wake-up that was asked for, or any other.
    Timer,
    /// The answer to a request.
    Reply {
        /// Which request.
        id: u64,
        /// The answer, or why there is none.
        result: Result<HttpResponse, HttpError>,
    },
    /// The server asks something of us, over a connection of its own; answer by [`Output::Answer`].
    Asked {
        /// Its number.
        id: u64,
        /// The request.
        request: HttpRequest,
    },
    /// A step in an event's life, to be answered.
    Transition(Transition),
    /// A sample, durable already.
    Reading(Reading),
    /// Stored readings that were wanted by [`Output::Recall`], each with its number.
    Recalled {
        /// By which.
        id: u64,
        /// The readings, in the order of time.
        readings: Vec<(u64, Reading)>,
        /// Whether there are more.
        more: bool,
    },
    /// An asset was discovered.
    Asset(Asset),
    /// What was read of an asset.
    AssetState(AssetState),
    /// An alarm of the site or an asset, to be logged at the server.
    Alarm(Alarm),
    /// The owner takes part in an event, or does not, whatever the gateway would say.
    Opt {
        /// The event, by the server's name for it.
        event: String,
        /// Whether the owner takes part.
        opts_in: bool,
    },
    /// The owner takes part at times, or does not; what was said before no longer holds for them.
    OptFor {
        /// What the opt is called.
        opt_id: String,
        /// Whether the owner takes part.
        opts_in: bool,
        /// From when on, on our own clock, and for how many seconds.
        times: Vec<(UtcSeconds, u32)>,
        /// In events of this market context; `None`: in any.
        market_context: Option<String>,
    },
    /// The owner takes an [`Input::OptFor`] back.
    CancelOpt {
        /// What the opt was called.
        opt_id: String,
    },
    /// The last commit did not become durable.
    CommitFailed,
}

/// What a session wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Send this; answer by [`Input::Reply`].
    Request {
        /// Its number.
        id: u64,
        /// The request.
        request: HttpRequest,
        /// Time for the answer.
        timeout_ms: u64,
    },
    /// The answer to what the server asked.
    Answer {
        /// Which request.
        id: u64,
        /// The answer.
        response: HttpResponse,
    },
    /// Read stored readings of one source, in the order of time; answer by [`Input::Recalled`], or not at all where that fails.
    Recall {
        /// Its number.
        id: u64,
        /// Of which source.
        source: ReadingSource,
        /// From this instant on.
        from: Millis,
        /// Up to this instant, itself excluded.
        to: Millis,
        /// Only those numbered above this.
        after_seq: u64,
    },
    /// Make these durable before anything that follows.
    Commit(Vec<Record>),
    /// All that the server asks of the site, as it stands now.
    Programs(ProgramSet),
    /// An alarm's rise or end.
    Alarm(Alarm),
    /// Wake me then; replaces the wake-up before.
    WakeAt(Mono),
}

/// A session, whatever it speaks.
#[derive(Debug)]
pub enum Session {
    /// IEEE 2030.5.
    Sep2(Box<sep2::Session>),
    /// OpenADR 2.0b.
    Oadr2(Box<oadr2::Ven>),
}

impl Machine for Session {
    type Input = Input;
    type Output = Output;

    fn step(&mut self, now: Now, input: Input, out: &mut Vec<Output>) {
        match self {
            Self::Sep2(session) => session.step(now, input, out),
            Self::Oadr2(ven) => ven.step(now, input, out),
        }
    }
}
