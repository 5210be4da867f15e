//! Bounds on a message. [design r7]

/// Bounds on a message. A message over any of them is refused with [`super::DecodeError::Bound`], which names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the message in bytes.
    pub bytes: usize,
    /// Elements within each other.
    pub depth: usize,
    /// Attributes of one element, declarations of namespaces included.
    pub attributes: usize,
    /// Declarations of namespaces on one element.
    pub namespaces: usize,
    /// Elements of the whole message, unknown ones and those of a signature included.
    pub items: usize,
    /// Bytes of one text or attribute value. The text of a signature or of an atom feed is bounded by `bytes` alone.
    pub text: usize,
}

impl Default for Limits {
    /// 1 MiB, depth 48, 64 attributes, 32 declarations, 50,000 elements, 8 KiB of text.
    fn default() -> Self {
        Self { bytes: 1024 * 1024, depth: 48, attributes: 64, namespaces: 32, items: 50_000, text: 8 * 1024 }
    }
}
