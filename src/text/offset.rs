//! Positions, one type per unit, and the non-empty stretch between two of them.

/// A position in UTF-8 bytes from the start of a text; always on a character boundary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Byte(pub u32);

/// A position in Unicode code points from the start of a text: what Python's
/// slices and the W3C's `TextPositionSelector` count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodePoint(pub u32);

/// A position in UTF-16 code units from the start of a text: what the DOM counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16(pub u32);

impl Byte {
    /// The position as an index into a `str`.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The position of a `str` index.
    ///
    /// # Panics
    /// If the index does not fit in 32 bits; [`super::Text::new`] admits no such text.
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).expect("a text is shorter than 4 GiB"))
    }
}

/// A non-empty half-open stretch of a text, in bytes.
///
/// Ordered by start, then by end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: Byte,
    end: Byte,
}

impl Span {
    /// The stretch from `start` up to `end`, or `None` if that is empty or backwards.
    pub fn new(start: Byte, end: Byte) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The stretch between two positions given in either order, or `None` if they are equal.
    pub fn between(a: Byte, b: Byte) -> Option<Self> {
        Self::new(a.min(b), a.max(b))
    }

    /// Where the stretch begins.
    pub fn start(self) -> Byte {
        self.start
    }

    /// The first position behind the stretch.
    pub fn end(self) -> Byte {
        self.end
    }

    /// The length in bytes; never 0.
    #[allow(clippy::len_without_is_empty)] // a span is never empty
    pub fn len(self) -> u32 {
        self.end.0 - self.start.0
    }

    /// Whether the character at `at` lies in the stretch.
    pub fn contains(self, at: Byte) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share at least one character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest stretch that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// What the two share, if anything.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// As indices into a `str`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start.index()..self.end.index()
    }
}
