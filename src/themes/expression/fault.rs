//! What is wrong with an expression, before it is known where the expression stands.

/// A place in the text of an expression, what is wrong there and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::themes) struct Fault {
    /// First byte in the expression.
    pub(in crate::themes) at: usize,
    pub(in crate::themes) cause: String,
    pub(in crate::themes) remedy: String,
}

impl Fault {
    pub(in crate::themes) fn new(
        at: usize,
        cause: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { at, cause: cause.into(), remedy: remedy.into() }
    }
}
