//! Where a place of some words may begin, eight bytes at a time.

use crate::text::fold::fold;

const LOW_BITS: u64 = splat(0x7f);
const HIGH_BITS: u64 = splat(0x80);
/// What tells a capital of ASCII from its small letter.
const CASE: u8 = 0x20;
/// How many characters the scan remembers the first folded letter of.
const KNOWN: usize = 256;

/// Every position of a string at which a character begins that folds to the first of some folded
/// characters, and perhaps a few others; in order.
pub(super) struct Scan<'a> {
    string: &'a str,
    keeps_case: bool,
    first: char,
    begins: Option<Byte>,
    goes_on: Option<Byte>,
    /// Where the eight bytes begin that are looked at.
    base: usize,
    /// The high bit of each of them that is still to be told.
    hits: u64,
    /// Characters beyond ASCII, with whether they fold to the first one; see [`Self::fits`].
    known: [u32; KNOWN],
}

/// A byte of ASCII as it may stand in the text.
#[derive(Clone, Copy)]
struct Byte {
    folded: u64,
    /// The bits that do not count.
    ignored: u64,
    /// Another sign that folds to it.
    twin: u64,
}

impl Byte {
    /// `None` for what is not ASCII, and for a space, which other signs are compared as.
    fn of(folded: char, keeps_case: bool) -> Option<Self> {
        let byte = u8::try_from(folded).ok().filter(|it| it.is_ascii_graphic())?;
        let has_capital = !keeps_case && byte.is_ascii_lowercase();
        let ignored = if has_capital { splat(CASE) } else { 0 };
        let twin = if byte == b'\'' { b'`' } else { byte };
        Some(Self { folded: splat(byte), ignored, twin: splat(twin) })
    }

    #[inline(always)]
    fn places(self, bytes: u64) -> u64 {
        zeros((bytes | self.ignored) ^ self.folded) | zeros(bytes ^ self.twin)
    }
}

impl<'a> Scan<'a> {
    /// A scan for places of these folded characters, which are not none.
    pub(super) fn new(string: &'a str, folded: &[char], keeps_case: bool) -> Self {
        let mut scan = Self {
            string,
            keeps_case,
            first: folded[0],
            begins: Byte::of(folded[0], keeps_case),
            goes_on: folded.get(1).and_then(|second| Byte::of(*second, keeps_case)),
            base: 0,
            hits: 0,
            known: [0; KNOWN],
        };
        scan.hits = scan.look();
        scan
    }

    /// Leaves out what is before a position.
    pub(super) fn skip_to(&mut self, at: usize) {
        if at >= self.base + 8 {
            self.base = at;
            self.hits = self.look();
        } else if at > self.base {
            self.hits &= u64::MAX << (8 * (at - self.base));
        }
    }

    /// The high bit of each of the eight bytes at which a place may begin.
    #[inline(always)]
    fn look(&self) -> u64 {
        let bytes = self.string.as_bytes();
        let (now, next) = match bytes.get(self.base..self.base + 9) {
            Some(nine) => (word(nine), word(&nine[1..])),
            None => {
                let mut last = [0; 9];
                let rest = bytes.get(self.base..).unwrap_or_default();
                last[..rest.len()].copy_from_slice(rest);
                (word(&last), word(&last[1..]))
            }
        };
        let ascii = self.begins.map_or(0, |first| first.places(now));
        // What folds to the second character is that one, or not of ASCII.
        let followed =
            self.goes_on.map_or(HIGH_BITS, |second| second.places(next) | next & HIGH_BITS);
        // Two high bits begin a character of several bytes.
        ascii & followed | now & (now << 1) & HIGH_BITS
    }

    /// Whether the character at a hit folds to the first one.
    fn fits(&mut self, at: usize) -> bool {
        let Some(c) = self.string[at..].chars().next() else { return false };
        if c.is_ascii() {
            return true;
        }
        // The character, whether it fits, and that this place holds one.
        let entry = u32::from(c) << 2 | 1;
        let place = &mut self.known[u32::from(c) as usize % KNOWN];
        if *place & !2 != entry {
            let fits = fold(c, self.keeps_case).chars().first() == Some(&self.first);
            *place = entry | u32::from(fits) << 1;
        }
        *place & 2 != 0
    }
}

impl Iterator for Scan<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            while self.hits == 0 {
                self.base += 8;
                if self.base >= self.string.len() {
                    return None;
                }
                self.hits = self.look();
            }
            let at = self.base + self.hits.trailing_zeros() as usize / 8;
            self.hits &= self.hits - 1;
            if self.fits(at) {
                return Some(at);
            }
        }
    }
}

const fn splat(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[inline(always)]
fn word(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// The high bit of each byte that is zero, and of no other.
#[inline(always)]
fn zeros(bytes: u64) -> u64 {
    !(((bytes & LOW_BITS) + LOW_BITS) | bytes) & HIGH_BITS
}
