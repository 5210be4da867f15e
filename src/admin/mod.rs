//! Management API, dashboard, metrics; grows with the head-end.
