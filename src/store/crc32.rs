//! CRC-32 as zip and gzip have it (ISO 3309: polynomial 0x04C11DB7, reflected).
//!
//! Half a byte at a time, and eight bytes at a time where there are many (slicing by eight, Kounavis
//! and Berry 2005). The tables for that are made when they are needed: those of the fast crates are
//! 17 KB that no host can compress, and the page is fetched more often than a long log is read.

/// The remainder of each half byte.
const HALVES: [u32; 16] = {
    let mut halves = [0; 16];
    let mut half = 0;
    while half < 16 {
        let mut rest = half as u32;
        let mut bit = 0;
        while bit < 4 {
            rest = if rest & 1 == 1 { rest >> 1 ^ 0xEDB8_8320 } else { rest >> 1 };
            bit += 1;
        }
        halves[half] = rest;
        half += 1;
    }
    halves
};

/// From how many bytes on tables are worth making.
const MANY: usize = 16 * 1024;

/// The remainder of a byte, and with one to seven bytes of zeros behind it.
fn tables() -> Box<[[u32; 256]; 8]> {
    let mut tables = Box::new([[0; 256]; 8]);
    for byte in 0..256 {
        let mut sum = next(byte as u32);
        for table in tables.iter_mut() {
            table[byte] = sum;
            sum = next(sum);
        }
    }
    tables
}

/// The sum behind another byte, which has been added to it.
fn next(sum: u32) -> u32 {
    let sum = sum >> 4 ^ HALVES[(sum & 15) as usize];
    sum >> 4 ^ HALVES[(sum & 15) as usize]
}

/// A checksum that is not finished.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crc32(u32);

impl Default for Crc32 {
    fn default() -> Self {
        Self(!0)
    }
}

impl Crc32 {
    /// Counts more bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        let rest = if bytes.len() < MANY { bytes } else { self.add_many(bytes) };
        self.0 = rest.iter().fold(self.0, |sum, byte| next(sum ^ u32::from(*byte)));
    }

    /// Counts as many as are multiples of eight, and gives back the others.
    #[inline(never)] // not in the first load
    fn add_many<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let tables = tables();
        let (eights, rest) = bytes.as_chunks::<8>();
        for [a, b, c, d, e, f, g, h] in eights {
            let [a, b, c, d] = (self.0 ^ u32::from_le_bytes([*a, *b, *c, *d])).to_le_bytes();
            let places = [*h, *g, *f, *e, d, c, b, a];
            let remainders = tables.iter().zip(places).map(|(table, at)| table[usize::from(at)]);
            self.0 = remainders.fold(0, |sum, remainder| sum ^ remainder);
        }
        rest
    }

    /// The checksum of the bytes so far.
    pub(super) fn value(self) -> u32 {
        !self.0
    }
}

/// The checksum of these bytes.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = Crc32::default();
    sum.add(bytes);
    sum.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_other_programs() {
        #[track_caller]
        fn check(bytes: &str, sum: u32) {
            assert_eq!(crc32(bytes.as_bytes()), sum);
        }
        check("", 0);
        check("a", 0xE8B7_BE43);
        // The check value of the catalogue of parametrised CRC algorithms.
        check("123456789", 0xCBF4_3926);
        check("The quick brown fox jumps over the lazy dog", 0x414F_A339);
    }

    #[test]
    fn many_bytes_have_the_sum_that_they_have_one_by_one() {
        let bytes: Vec<u8> = (0..MANY + 13).map(|at| (at * at % 251) as u8).collect();
        for length in MANY..bytes.len() {
            let mut sum = Crc32::default();
            bytes[..length].iter().for_each(|byte| sum.add(&[*byte]));
            assert_eq!(crc32(&bytes[..length]), sum.value(), "{length} bytes");
        }
    }
}
