//! Labels found beside labels given: how well the two agree.

pub mod metrics;
