//! A file on the disk that the project is written to as well: how it stands, and when it is due.

/// How the copy in a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCopy {
    /// The file's name.
    pub file: String,
    /// How it stands.
    pub state: CopyState,
}

/// How the copy in a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyState {
    /// The file has all; the time of day when it was last written.
    Written(String),
    /// What was done is about to be written.
    Due,
    /// The browser wants the analyst to allow it again.
    Paused,
    /// Someone else has changed the file since it was last written.
    Changed,
    /// It could not be written, and why.
    Failed(String),
}

impl FileCopy {
    /// Whether the analyst has to do something about it.
    pub fn needs_hand(&self) -> bool {
        matches!(self.state, CopyState::Paused | CopyState::Changed | CopyState::Failed(_))
    }

    /// Something was done that is not in the file.
    pub(super) fn changed(&mut self) {
        if matches!(self.state, CopyState::Written(_)) {
            self.state = CopyState::Due;
        }
    }

    /// How it stands, in words.
    pub fn words(&self) -> String {
        let file = &self.file;
        match &self.state {
            CopyState::Written(at) => format!("Copy in {file}: all is in it, last written {at}."),
            CopyState::Due => format!("Copy in {file}: what is new is about to be written."),
            CopyState::Paused => {
                format!("Copy in {file}: paused. The browser wants you to allow it again.")
            }
            CopyState::Changed => format!(
                "Copy in {file}: paused. Another program has changed the file since Standpoint \
                 last wrote it, so it was not written over."
            ),
            CopyState::Failed(why) => format!("Copy in {file}: not written. {why}"),
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
