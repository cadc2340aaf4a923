//! A body in its frame with its checksum, as records and snapshots have it.

use serde::Serialize;

use super::crc32::{Crc32, crc32};
use super::record::RecordError;
use crate::formats::project::{Opened, Sliced, Slices};
use crate::formats::wire::{self, Layout, Value};

const HEAD: &str = r#"{"crc":"00000000","body":"#;
const CRC: std::ops::Range<usize> = 8..16;
/// How much is summed up in one step: some milliseconds.
const SUM_BYTES: usize = 512 * 1024;

/// A body that is as it was written.
#[derive(Debug)]
pub struct Frame<'a> {
    /// What was in the frame; a project that was read a slice at a time is not in it.
    pub(super) body: Value<'a>,
    pub(super) opened: Option<Opened>,
    pub(super) crc: u32,
}

/// A body in its frame, with its checksum.
pub(super) fn frame(body: &impl Serialize) -> Vec<u8> {
    let mut record = HEAD.as_bytes().to_vec();
    wire::write_json(&mut record, body, Layout::OneLine);
    let crc = crc32(&record[HEAD.len()..]);
    record[CRC].copy_from_slice(format!("{crc:08x}").as_bytes());
    record.push(b'}');
    record.shrink_to_fit();
    record
}

/// What is in a frame, if the bytes are as they were written.
pub(super) fn unframe(record: &[u8]) -> Result<Frame<'_>, RecordError> {
    let body = body_of(record)?;
    let crc = crc32(body);
    check(record, crc)?;
    Frame::whole(body, crc)
}

/// What stands before and behind a body of that checksum.
pub(super) fn frame_of(sum: Crc32) -> (String, &'static str) {
    let mut head = HEAD.to_owned();
    head.replace_range(CRC, &format!("{:08x}", sum.value()));
    (head, "}")
}

fn malformed(found: &str) -> RecordError {
    RecordError::Malformed(found.to_owned())
}

fn body_of(record: &[u8]) -> Result<&[u8], RecordError> {
    let body = record.get(HEAD.len()..).and_then(|rest| rest.strip_suffix(b"}"));
    let body = body.ok_or_else(|| malformed("one that is cut short"))?;
    let (before, after) = (&record[..CRC.start], &record[CRC.end..HEAD.len()]);
    if before != &HEAD.as_bytes()[..CRC.start] || after != &HEAD.as_bytes()[CRC.end..] {
        return Err(malformed("something else"));
    }
    Ok(body)
}

fn check(record: &[u8], crc: u32) -> Result<(), RecordError> {
    let found = format!("{crc:08x}");
    if record[CRC] != *found.as_bytes() {
        let expected = String::from_utf8_lossy(&record[CRC]).into_owned();
        return Err(RecordError::Damaged { expected, found });
    }
    Ok(())
}

impl<'a> Frame<'a> {
    fn whole(body: &'a [u8], crc: u32) -> Result<Self, RecordError> {
        let parsed =
            wire::parse(body).map_err(|error| RecordError::Malformed(error.to_string()))?;
        Self { body: parsed.value, opened: None, crc }.versioned()
    }

    fn versioned(self) -> Result<Self, RecordError> {
        match self.body.get("v").and_then(Value::as_u64) {
            Some(1) => Ok(self),
            Some(newer) => Err(RecordError::TooNew(newer)),
            None => Err(malformed("no version")),
        }
    }

    /// The sequence number in the body.
    pub(super) fn seq(&self) -> Result<u64, RecordError> {
        let seq = self.body.get("seq").and_then(Value::as_u64);
        seq.ok_or_else(|| malformed("no sequence number"))
    }
}

/// Takes a large record or snapshot out of its frame a little at a time. What comes out is what it
/// would be at once.
#[derive(Debug)]
pub struct Unframing<'a> {
    record: &'a [u8],
    body: &'a [u8],
    sum: Crc32,
    summed: usize,
    /// `None` where the body must be read as a whole.
    slices: Option<Slices<'a>>,
}

impl<'a> Unframing<'a> {
    /// Begins with the bytes as they are stored.
    ///
    /// # Errors
    /// If they are not laid out as a record is.
    pub fn new(record: &'a [u8]) -> Result<Self, RecordError> {
        let body = body_of(record)?;
        let slices = Some(Slices::framed(body));
        Ok(Self { record, body, sum: Crc32::default(), summed: 0, slices })
    }

    /// How much of its work has been done, from 0 to 100.
    pub fn percent(&self) -> usize {
        let read = self.slices.as_ref().map_or(0, Slices::done);
        // Reading takes about nine times as long as the checksum.
        ((self.summed / 10 + read / 10 * 9) / (self.body.len() / 100).max(1)).min(100)
    }

    /// Goes on for some milliseconds at most, but for a body that must be read as a whole, and says
    /// whether there is more to do.
    ///
    /// # Errors
    /// If the bytes were changed after they were written.
    pub fn step(&mut self) -> Result<bool, RecordError> {
        let rest = &self.body[self.summed..];
        if !rest.is_empty() {
            let next = &rest[..rest.len().min(SUM_BYTES)];
            self.sum.add(next);
            self.summed += next.len();
            if self.summed == self.body.len() {
                check(self.record, self.sum.value())?;
            }
            return Ok(true);
        }
        let Some(slices) = &mut self.slices else { return Ok(false) };
        let goes_on = slices.step();
        if goes_on.is_err() {
            self.slices = None;
        }
        Ok(goes_on.unwrap_or_default())
    }

    /// What is in the frame, once there is no more to do.
    ///
    /// # Errors
    /// If it is not what a program of this version or an earlier one writes.
    pub fn end(self) -> Result<Frame<'a>, RecordError> {
        let crc = self.sum.value();
        let Some(slices) = self.slices else { return Frame::whole(self.body, crc) };
        let Sliced { frame, opened } = slices.end();
        Frame { body: frame, opened, crc }.versioned()
    }
}
