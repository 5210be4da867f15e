//! Reference peers, procedures, fault injection and verdicts; black-box.
