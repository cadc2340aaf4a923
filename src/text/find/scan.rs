//! Where a place of some words may begin, sixteen bytes at a time.

use super::lanes::{LANES, Lanes};
use crate::text::fold::fold;

/// What tells a capital of ASCII from its small letter.
const CASE: u8 = 0x20;
/// A byte that no text has.
const NONE: u8 = 0xff;
/// How many bytes tell of sixteen positions: the first three characters of each are looked at.
const SEEN: usize = LANES + 2;
/// How many characters the scan remembers the first folded letter of.
const KNOWN: usize = 256;

/// Every position of a string at which a character begins that folds to the first of some folded
/// characters, and perhaps a few others; in order.
pub(super) struct Scan<'a> {
    string: &'a str,
    keeps_case: bool,
    first: char,
    signs: [Sign; 3],
    /// Where the bytes begin that are looked at.
    base: usize,
    /// A bit for each of them that is still to be told.
    hits: u32,
    /// Characters beyond ASCII, with whether they fold to the first one; see [`Self::fits`].
    known: [u32; KNOWN],
}

/// A folded character as it may stand in the text; it may take others for it, but leaves none out.
#[derive(Clone, Copy)]
struct Sign {
    folded: u8,
    /// The bits that do not count.
    ignored: u8,
    /// Bytes of ASCII below this may be a part of what stands for it.
    above: u8,
}

impl Sign {
    /// `None` is whatever follows.
    fn of(folded: Option<&char>, keeps_case: bool, follows_space: bool) -> Self {
        let Some(folded) = folded else { return Self { folded: NONE, ignored: NONE, above: 0 } };
        // White space is one space, whatever it is and however much there is of it.
        let above = if follows_space || *folded == ' ' { b' ' + 1 } else { 0 };
        match u8::try_from(*folded) {
            Ok(b'\'') => Self { folded: b'\'' | b'`', ignored: b'\'' ^ b'`', above },
            Ok(byte @ b'a'..=b'z') if !keeps_case => Self { folded: byte, ignored: CASE, above },
            Ok(byte) if byte.is_ascii() => Self { folded: byte, ignored: 0, above },
            _ => Self { folded: NONE, ignored: 0, above },
        }
    }
}

/// A sign beside each of sixteen bytes.
struct Signs {
    folded: Lanes,
    ignored: Lanes,
    above: Lanes,
}

// The high bit of each byte is an answer.
impl Signs {
    #[inline(always)]
    fn of(sign: Sign) -> Self {
        Self {
            folded: Lanes::splat(sign.folded),
            ignored: Lanes::splat(sign.ignored),
            above: Lanes::splat(sign.above),
        }
    }

    /// Where the sign itself stands.
    #[inline(always)]
    fn stands(&self, bytes: Lanes) -> Lanes {
        bytes.or(self.ignored).equal(self.folded)
    }

    /// Where it may stand: what is not of ASCII may fold to it, or be left out.
    #[inline(always)]
    fn may_stand(&self, bytes: Lanes) -> Lanes {
        self.stands(bytes).or(bytes.minus(self.above))
    }
}

/// The first three characters.
struct Beginning {
    first: Signs,
    second: Signs,
    third: Signs,
}

impl Beginning {
    /// A bit for each of the first sixteen bytes at which a place may begin.
    #[inline(always)]
    fn places(&self, bytes: &[u8; SEEN]) -> u32 {
        let now = Lanes::of(bytes, 0);
        let next = Lanes::of(bytes, 1);
        let last = Lanes::of(bytes, 2);
        let follows = self.second.may_stand(next).and(self.third.may_stand(last).or(next));
        // Two high bits begin a character of several bytes.
        let begins_other = now.and(now.plus(now));
        self.first.stands(now).and(follows).or(begins_other).high_bits()
    }
}

impl<'a> Scan<'a> {
    /// A scan for places of these folded characters, which are not none.
    pub(super) fn new(string: &'a str, folded: &[char], keeps_case: bool) -> Self {
        let sign = |at: usize| {
            let follows_space = at > 0 && folded.get(at - 1) == Some(&' ');
            Sign::of(folded.get(at), keeps_case, follows_space)
        };
        let mut scan = Self {
            string,
            keeps_case,
            first: folded[0],
            signs: [sign(0), sign(1), sign(2)],
            base: 0,
            hits: 0,
            known: [0; KNOWN],
        };
        scan.look();
        scan
    }

    /// Leaves out what is before a position.
    pub(super) fn skip_to(&mut self, at: usize) {
        if at >= self.base + LANES {
            self.base = at;
            self.look();
        } else if at > self.base {
            self.hits &= u32::MAX << (at - self.base);
        }
    }

    /// Goes on to the next sixteen bytes that have a hit, beginning with those at the base; without
    /// any, to the last ones.
    fn look(&mut self) {
        let [first, second, third] = self.signs;
        let beginning = Beginning {
            first: Signs::of(first),
            second: Signs::of(second),
            third: Signs::of(third),
        };
        let bytes = self.string.as_bytes();
        while let Some(seen) = bytes.get(self.base..).and_then(<[u8]>::first_chunk) {
            self.hits = beginning.places(seen);
            if self.hits != 0 {
                return;
            }
            self.base += LANES;
        }
        let rest = bytes.get(self.base..).unwrap_or_default();
        let mut seen = [0; SEEN];
        seen[..rest.len()].copy_from_slice(rest);
        self.hits = beginning.places(&seen) & ((1 << rest.len()) - 1);
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
                self.base += LANES;
                if self.base >= self.string.len() {
                    return None;
                }
                self.look();
            }
            let at = self.base + self.hits.trailing_zeros() as usize;
            self.hits &= self.hits - 1;
            if self.fits(at) {
                return Some(at);
            }
        }
    }
}
