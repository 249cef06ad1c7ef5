//! What is wrong with an expression, before it is known where the expression stands.

/// A place in the text of an expression, what is wrong there and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// First byte in the expression.
    pub(super) at: usize,
    pub(super) cause: String,
    pub(super) remedy: String,
}

impl Fault {
    pub(super) fn new(at: usize, cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { at, cause: cause.into(), remedy: remedy.into() }
    }
}
