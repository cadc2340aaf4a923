//! As much of MessagePack as a DocBin needs. <https://github.com/msgpack/msgpack/blob/master/spec.md>

/// How many entries a map has, which come behind.
pub(super) fn map(out: &mut Vec<u8>, count: usize) {
    counted(out, count, 0x80, 16, [None, Some(0xde), Some(0xdf)]);
}

/// How many items an array has, which come behind.
pub(super) fn array(out: &mut Vec<u8>, count: usize) {
    counted(out, count, 0x90, 16, [None, Some(0xdc), Some(0xdd)]);
}

/// A string.
pub(super) fn string(out: &mut Vec<u8>, string: &str) {
    counted(out, string.len(), 0xa0, 32, [Some(0xd9), Some(0xda), Some(0xdb)]);
    out.extend_from_slice(string.as_bytes());
}

/// Bytes.
pub(super) fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    counted(out, bytes.len(), 0, 0, [Some(0xc4), Some(0xc5), Some(0xc6)]);
    out.extend_from_slice(bytes);
}

/// A whole number below 2¹⁶.
pub(super) fn number(out: &mut Vec<u8>, number: u16) {
    match u8::try_from(number) {
        Ok(small) if small < 0x80 => out.push(small),
        Ok(small) => out.extend_from_slice(&[0xcc, small]),
        Err(_) => {
            out.push(0xcd);
            out.extend_from_slice(&number.to_be_bytes());
        }
    }
}

/// False or true.
pub(super) fn flag(out: &mut Vec<u8>, flag: bool) {
    out.push(if flag { 0xc3 } else { 0xc2 });
}

/// A count in the marker below `short`, or behind the marker for one, two or four bytes.
fn counted(out: &mut Vec<u8>, count: usize, marker: u8, short: usize, long: [Option<u8>; 3]) {
    let [one, two, four] = long;
    if count < short {
        out.push(marker | count as u8);
    } else if let (Some(one), Ok(count)) = (one, u8::try_from(count)) {
        out.extend_from_slice(&[one, count]);
    } else if let (Some(two), Ok(count)) = (two, u16::try_from(count)) {
        out.push(two);
        out.extend_from_slice(&count.to_be_bytes());
    } else if let Some(four) = four {
        out.push(four);
        out.extend_from_slice(&(count as u32).to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_take_the_fewest_bytes() {
        let begins = |write: &dyn Fn(&mut Vec<u8>), expected: &[u8]| {
            let mut out = Vec::new();
            write(&mut out);
            assert_eq!(out[..expected.len()], *expected);
        };
        begins(&|out| map(out, 15), &[0x8f]);
        begins(&|out| map(out, 16), &[0xde, 0, 16]);
        begins(&|out| array(out, 70_000), &[0xdd, 0, 1, 0x11, 0x70]);
        begins(&|out| string(out, "Ada"), b"\xa3Ada");
        begins(&|out| string(out, &"a".repeat(32)), &[0xd9, 32, b'a']);
        begins(&|out| string(out, &"a".repeat(256)), &[0xda, 1, 0, b'a']);
        begins(&|out| bytes(out, &[7]), &[0xc4, 1, 7]);
        begins(&|out| number(out, 65), &[65]);
        begins(&|out| number(out, 452), &[0xcd, 1, 0xc4]);
    }
}
