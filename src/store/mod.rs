//! Durable state: an ordered key space with atomic batches and an explicit durable commit.
