//! CRC-32 as zip and gzip have it (ISO 3309: polynomial 0x04C11DB7, reflected).
//!
//! Half a byte at a time: the tables of the fast crates are 17 KB that no host can compress, and the
//! page is fetched more often than a log is read.

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

/// The checksum of these bytes.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |rest: u32, byte| {
        let rest = rest ^ u32::from(*byte);
        let rest = rest >> 4 ^ HALVES[(rest & 15) as usize];
        rest >> 4 ^ HALVES[(rest & 15) as usize]
    })
}

#[cfg(test)]
mod tests {
    use super::crc32;

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
}
