//! A file or folder on the disk that the project is written to as well: how it stands, and when it is due.

/// The copy that is kept on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCopy {
    /// The name of the file or folder.
    pub name: String,
    /// Whether it is a folder, with a file for each article.
    pub is_folder: bool,
    /// How it stands.
    pub state: CopyState,
}

/// How the copy on the disk stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyState {
    /// The project was opened from there, and the analyst may have it written back.
    Offered,
    /// It has all; the time of day when it was last written.
    Written(String),
    /// What was done is about to be written.
    Due,
    /// The browser wants the analyst to allow it again.
    Paused,
    /// Someone else has changed it since it was last written.
    Changed,
    /// It could not be written, and why.
    Failed(String),
}

impl FileCopy {
    /// Whether the analyst has to do something about it.
    pub fn needs_hand(&self) -> bool {
        !matches!(self.state, CopyState::Written(_) | CopyState::Due)
    }

    /// Something was done that is not in it.
    pub(super) fn changed(&mut self) {
        if matches!(self.state, CopyState::Written(_)) {
            self.state = CopyState::Due;
        }
    }

    /// How it stands, in words.
    pub fn words(&self) -> String {
        let Self { name, is_folder, state } = self;
        let copy = format!("Copy in {}{name}:", if *is_folder { "the folder " } else { "" });
        match state {
            CopyState::Offered => {
                let kind = if *is_folder { "folder" } else { "file" };
                format!("Opened from the {kind} {name}. What you do is not written back to it.")
            }
            CopyState::Written(at) => format!("{copy} all is in it, last written {at}."),
            CopyState::Due => format!("{copy} what is new is about to be written."),
            CopyState::Paused => {
                format!("{copy} paused. The browser wants you to allow it again.")
            }
            CopyState::Changed if *is_folder => format!(
                "{copy} paused. Files in it are not as Standpoint last wrote them, so nothing was \
                 written over."
            ),
            CopyState::Changed => format!(
                "{copy} paused. Another program has changed the file since Standpoint last wrote \
                 it, so it was not written over."
            ),
            CopyState::Failed(why) => format!("{copy} not written. {why}"),
        }
    }
}

/// How long the hand rests before a copy is written.
const REST_MS: f64 = 3_000.0;
/// How long a copy waits at most for the hand to rest.
const LONGEST_MS: f64 = 60_000.0;
/// Writing takes at most one part in so many of the time.
const SHARE: f64 = 20.0;

/// How long the next copy has to wait. `waiting_ms` is the age of the oldest change that is not in the
/// file, `took_ms` what the last copy took: a large project is written less often.
pub fn copy_wait_ms(waiting_ms: f64, took_ms: f64) -> u32 {
    let rest = REST_MS.max(took_ms * SHARE);
    let left = LONGEST_MS.max(took_ms * SHARE) - waiting_ms;
    // A clock that was set back makes the age negative.
    left.clamp(0.0, rest) as u32
}

#[cfg(test)]
mod tests {
    use super::copy_wait_ms;

    #[test]
    fn a_copy_waits_for_the_hand_to_rest_but_not_for_ever() {
        // Three seconds behind each change, once a minute while changes go on.
        assert_eq!(copy_wait_ms(0.0, 10.0), 3_000);
        assert_eq!(copy_wait_ms(56_000.0, 10.0), 3_000);
        assert_eq!(copy_wait_ms(58_500.0, 10.0), 1_500);
        assert_eq!(copy_wait_ms(90_000.0, 10.0), 0);
        // One that takes a second, every twenty seconds at most.
        assert_eq!(copy_wait_ms(0.0, 1_000.0), 20_000);
        assert_eq!(copy_wait_ms(59_000.0, 1_000.0), 1_000);
        // One that takes ten.
        assert_eq!(copy_wait_ms(59_000.0, 10_000.0), 141_000);
        assert_eq!(copy_wait_ms(-5_000_000.0, 10.0), 3_000);
    }
}
