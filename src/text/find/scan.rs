//! Where a place of some words may begin, sixteen bytes at a time.

use crate::text::fold::fold;
use wide::u8x16;

/// How many bytes are looked at in one go.
const LANES: usize = 16;
/// The bits that begin a character of several bytes.
const LEADS: u8 = 0xc0;
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
    /// What the first three bytes are where they are of ASCII; `None` where that tells nothing.
    letters: [Option<Letter>; 3],
    /// Where the bytes begin that are looked at.
    base: usize,
    /// A bit for each of them that is still to be told.
    hits: u32,
    /// Characters beyond ASCII, with whether they fold to the first one; see [`Self::fits`].
    known: [u32; KNOWN],
}

/// A letter of ASCII as it may stand in the text.
#[derive(Clone, Copy)]
struct Letter {
    folded: u8x16,
    /// The bits that do not count.
    ignored: u8x16,
    /// Another sign that folds to it.
    twin: u8x16,
}

impl Letter {
    /// `None` for what is not ASCII, and for a space, which other signs are compared as.
    fn of(folded: char, keeps_case: bool) -> Option<Self> {
        let byte = u8::try_from(folded).ok().filter(|it| it.is_ascii_graphic())?;
        let has_capital = !keeps_case && byte.is_ascii_lowercase();
        let ignored = if has_capital { CASE } else { 0 };
        let twin = if byte == b'\'' { b'`' } else { byte };
        let [folded, ignored, twin] = [byte, ignored, twin].map(u8x16::splat);
        Some(Self { folded, ignored, twin })
    }

    #[inline(always)]
    fn places(self, bytes: u8x16) -> u32 {
        ((bytes | self.ignored).simd_eq(self.folded) | bytes.simd_eq(self.twin)).to_bitmask()
    }
}

impl<'a> Scan<'a> {
    /// A scan for places of these folded characters, which are not none.
    pub(super) fn new(string: &'a str, folded: &[char], keeps_case: bool) -> Self {
        let letter = |at: usize| folded.get(at).and_then(|it| Letter::of(*it, keeps_case));
        let mut scan = Self {
            string,
            keeps_case,
            first: folded[0],
            letters: [letter(0), letter(1), letter(2)],
            base: 0,
            hits: 0,
            known: [0; KNOWN],
        };
        scan.hits = scan.look();
        scan
    }

    /// Leaves out what is before a position.
    pub(super) fn skip_to(&mut self, at: usize) {
        if at >= self.base + LANES {
            self.base = at;
            self.hits = self.look();
        } else if at > self.base {
            self.hits &= u32::MAX << (at - self.base);
        }
    }

    /// A bit for each of the bytes at which a place may begin.
    #[inline(always)]
    fn look(&self) -> u32 {
        const SEEN: usize = LANES + 2;
        let bytes = self.string.as_bytes();
        match bytes.get(self.base..).and_then(<[u8]>::first_chunk::<SEEN>) {
            Some(seen) => self.look_at(seen),
            None => {
                let mut last = [0; SEEN];
                let rest = bytes.get(self.base..).unwrap_or_default();
                last[..rest.len()].copy_from_slice(rest);
                self.look_at(&last)
            }
        }
    }

    #[inline(always)]
    fn look_at(&self, seen: &[u8; LANES + 2]) -> u32 {
        let bytes =
            |from: usize| u8x16::new(seen[from..].first_chunk().copied().unwrap_or_default());
        let [first, second, third] = self.letters;
        let now = bytes(0);
        let leads = u8x16::splat(LEADS);
        let several = (now & leads).simd_eq(leads).to_bitmask();
        let Some(first) = first else { return several };
        let mut begins = first.places(now);
        // What folds to a character is that one, or not of ASCII.
        if let Some(second) = second
            && begins != 0
        {
            let beyond = bytes(1).to_bitmask();
            begins &= second.places(bytes(1)) | beyond;
            if let Some(third) = third
                && begins != 0
            {
                begins &= third.places(bytes(2)) | bytes(2).to_bitmask() | beyond;
            }
        }
        begins | several
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
                self.hits = self.look();
            }
            let at = self.base + self.hits.trailing_zeros() as usize;
            self.hits &= self.hits - 1;
            if self.fits(at) {
                return Some(at);
            }
        }
    }
}
