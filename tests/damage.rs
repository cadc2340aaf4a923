//! A project file in every state of damage: it opens, or says what is wrong, and never panics.

mod support;

use standpoint::formats::project::{self, ProjectError};
use standpoint::model::Project;

/// A file of some ten kilobytes with every kind of record.
fn file() -> (Project, Vec<u8>) {
    let mut project = support::project();
    project.articles.retain(|id, _| id.as_str() != "a-2");
    let file = project::write(&project);
    (project, file)
}

#[test]
fn a_file_cut_at_any_byte_says_that_it_was_cut() {
    let (_, file) = file();
    let whole = file.len() - 1; // without its last line feed it is still whole
    for length in 0..whole {
        match project::read(&file[..length]) {
            Err(ProjectError::NotJson { cut_short, .. }) => {
                // A cut in the middle of a character is found before the end is.
                let inside = std::str::from_utf8(&file[..length]).is_err();
                assert!(cut_short || inside, "cut at {length}");
            }
            other => panic!("cut at {length}: {other:?}"),
        }
    }
    assert!(project::read(&file[..whole]).is_ok());
}

#[test]
fn a_file_with_a_byte_changed_opens_or_says_what_is_wrong() {
    change_every(7);
}

#[test]
#[ignore = "takes half a minute: every byte in turn"]
fn a_file_with_any_byte_changed_opens_or_says_what_is_wrong() {
    change_every(1);
}

fn change_every(step: usize) {
    let (before, file) = file();
    for at in (0..file.len()).step_by(step) {
        let mut damaged = file.clone();
        damaged[at] ^= 1 << (at % 8);
        match project::read(&damaged) {
            Ok(opened) => {
                let saved = project::write(&opened.project);
                assert_eq!(project::read(&saved).unwrap().project, opened.project, "byte {at}");
                let texts = |project: &Project| -> Vec<String> {
                    project.articles.values().map(|a| a.text.as_str().to_owned()).collect()
                };
                let sound = texts(&opened.project).iter().all(|text| texts(&before).contains(text));
                assert!(sound, "byte {at}");
            }
            Err(error) => {
                assert!(error.to_string().starts_with("expected "), "byte {at}: {error}");
            }
        }
    }
}
