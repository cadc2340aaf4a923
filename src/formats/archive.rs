//! Zip archives: several files in one. The same files give the same bytes.
//!
//! An archive from outside is hostile: what its table says about names and sizes is checked, and
//! unpacking stops at limits that hold whatever the table says.

use std::collections::BTreeSet;
use std::io::{Read, Write};

use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter};

/// A file with its path; `/` stands between the parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, or its path below the folder or archive that it came in or goes out with.
    pub path: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file of that path.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }

    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// How many files an archive may hold.
const MOST_FILES: usize = 100_000;
/// How many bytes they may have together.
const MOST_BYTES: usize = 256 << 20;

/// Whether the bytes begin as a zip archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// One archive of the files, in their order, each deflated, none with a time.
pub fn pack(files: &[File]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        put(&mut archive, file).expect("a vector takes every byte");
    }
    archive.finish().expect("a vector takes every byte")
}

fn put(archive: &mut ZipArchiveWriter<Vec<u8>>, file: &File) -> Result<(), rawzip::Error> {
    let mut packing = Packing::new(file.path.as_str());
    packing.push(&file.bytes);
    packing.put_into(archive)
}

/// A file that is packed while it is still being written.
pub struct Packing {
    path: String,
    // What is packed waits for its reader: less for the disk is not worth twice the time.
    deflate: flate2::write::DeflateEncoder<Vec<u8>>,
    checksum: rawzip::Crc32,
    bytes: u64,
}

impl Packing {
    /// A file of that path that is empty so far.
    pub fn new(path: impl Into<String>) -> Self {
        let deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        Self { path: path.into(), deflate, checksum: rawzip::Crc32::new(), bytes: 0 }
    }

    /// Puts bytes behind those before.
    pub fn push(&mut self, bytes: &[u8]) {
        self.checksum.update(bytes);
        self.bytes += bytes.len() as u64;
        self.deflate.write_all(bytes).expect("a vector takes every byte");
    }

    /// An archive of this file and the others behind it.
    pub fn finish(self, others: &[File]) -> Vec<u8> {
        let mut archive = ZipArchiveWriter::new(Vec::new());
        self.put_into(&mut archive).expect("a vector takes every byte");
        for file in others {
            put(&mut archive, file).expect("a vector takes every byte");
        }
        archive.finish().expect("a vector takes every byte")
    }

    fn put_into(self, archive: &mut ZipArchiveWriter<Vec<u8>>) -> Result<(), rawzip::Error> {
        let builder = archive.new_file(self.path.as_str());
        let (mut entry, _) = builder.compression_method(CompressionMethod::DEFLATE).start()?;
        entry.write_all(&self.deflate.finish()?)?;
        let checksum = self.checksum.checksum();
        entry.finish(rawzip::DataDescriptorOutput::new(checksum, self.bytes))?;
        Ok(())
    }
}

/// The files of an archive in its order, without folders and what systems add (`__MACOSX`, names
/// that begin with a dot).
///
/// # Errors
/// If the archive is damaged, encrypted or made to do harm; says which and what to do.
pub fn unpack(bytes: &[u8]) -> Result<Vec<File>, String> {
    unpack_within(bytes, MOST_BYTES)
}

fn unpack_within(bytes: &[u8], most: usize) -> Result<Vec<File>, String> {
    let damaged = |why: rawzip::Error| {
        format!("expected a whole zip archive, found a damaged one ({why}): fetch it again")
    };
    let archive = ZipArchive::from_slice(bytes).map_err(damaged)?;
    let mut entries = archive.entries();
    let (mut files, mut names, mut total) = (Vec::new(), BTreeSet::new(), 0);
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        if names.len() >= MOST_FILES {
            return Err(format!("expected at most {MOST_FILES} files in an archive, found more"));
        }
        let path = safe_path(entry.file_path().as_bytes())?;
        if !names.insert(path.clone()) {
            return Err(format!("expected each name once in the archive, found “{path}” twice"));
        }
        if entry.is_dir() || is_added_by_a_system(&path) {
            continue;
        }
        if entry.flags().is_encrypted() {
            return Err(format!("“{path}” is encrypted: unpack the archive with its password"));
        }
        let method = entry.compression_method();
        let inside = archive.get_entry(entry.wayfinder()).map_err(damaged)?;
        let room = most - total;
        let mut bytes = Vec::new();
        let read = if method == CompressionMethod::STORE {
            inside.verifying_reader(inside.data()).take(room as u64 + 1).read_to_end(&mut bytes)
        } else if method == CompressionMethod::DEFLATE {
            let inflate = flate2::bufread::DeflateDecoder::new(inside.data());
            inside.verifying_reader(inflate).take(room as u64 + 1).read_to_end(&mut bytes)
        } else {
            return Err(format!(
                "“{path}” is packed in a way that is not read here: pack the archive as plain zip"
            ));
        };
        if bytes.len() > room {
            let limit = most >> 20;
            return Err(format!("expected at most {limit} MB in an archive, found more: split it"));
        }
        read.map_err(|why| {
            format!(
                "expected “{path}” whole in the archive, found it damaged ({why}): fetch it again"
            )
        })?;
        total += bytes.len();
        files.push(File { path, bytes });
    }
    Ok(files)
}

fn safe_path(name: &[u8]) -> Result<String, String> {
    let shown = String::from_utf8_lossy(name);
    let Ok(path) = std::str::from_utf8(name) else {
        return Err(format!(
            "expected names in UTF-8 in the archive, found “{shown}”: pack it anew"
        ));
    };
    let leads_out = path.split('/').any(|part| matches!(part, ".." | "."));
    let is_absolute = path.starts_with('/') || path.get(1..2) == Some(":");
    if path.is_empty() || leads_out || is_absolute || path.contains(['\\', '\0']) {
        return Err(format!(
            "expected names that stay inside the archive, found “{shown}”: do not trust this file"
        ));
    }
    Ok(path.to_owned())
}

fn is_added_by_a_system(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked_and_packed_to_the_same_bytes() {
        let files = [File::new("a/é 💩.txt", "Ada ".repeat(1000)), File::new("empty", "")];
        let packed = pack(&files);
        assert!(packed.len() < 1000 && is_zip(&packed));
        assert_eq!(unpack(&packed).unwrap(), files);
        assert_eq!(pack(&unpack(&packed).unwrap()), packed);
        assert_eq!(unpack(&pack(&[])).unwrap(), []);
        let mut packing = Packing::new("a/é 💩.txt");
        files[0].bytes.chunks(7).for_each(|bytes| packing.push(bytes));
        assert_eq!(unpack(&packing.finish(&files[1..])).unwrap(), files);
    }

    /// An archive whose only file has that name, however bad.
    fn named(name: &str) -> Vec<u8> {
        let mut archive = ZipArchiveWriter::new(Vec::new());
        let path = rawzip::path::EntryPath::verbatim(name.as_bytes());
        let (mut entry, config) = archive.new_file(path).start().unwrap();
        let (_, descriptor) = config.wrap(&mut entry).finish().unwrap();
        entry.finish(descriptor).unwrap();
        archive.finish().unwrap()
    }

    #[test]
    fn names_that_lead_out_are_refused() {
        for name in ["../a", "a/../../b", "/etc/x", "C:/x", "a\\b", "./a"] {
            assert!(unpack(&named(name)).unwrap_err().contains("stay inside"), "{name}");
        }
    }

    #[test]
    fn a_bomb_is_stopped() {
        let zeros = vec![0; (1 << 19) + 1];
        let bomb = pack(&[File::new("a", zeros.clone()), File::new("b", zeros)]);
        assert!(bomb.len() < 1 << 14);
        assert!(unpack_within(&bomb, 1 << 20).unwrap_err().contains("at most 1 MB"));
    }

    #[test]
    fn a_name_that_stands_twice_and_a_cut_archive_are_refused() {
        let twice = pack(&[File::new("a", "1"), File::new("a", "2")]);
        assert!(unpack(&twice).unwrap_err().contains("twice"));
        let whole = pack(&[File::new("a.txt", "Ada met Carl."), File::new("b.txt", "He left.")]);
        for end in 0..whole.len() {
            assert!(unpack(&whole[..end]).is_err(), "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            let _ = unpack(&damaged);
        }
    }
}
