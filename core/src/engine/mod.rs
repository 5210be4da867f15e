//! The engine: schedule, arbitrate, plan, dispatch, island, savings.
