//! Long work on the page's thread, a turn at a time.

/// How long the page works without drawing.
const SLICE_MS: f64 = 24.0;
/// How long work takes before its progress is shown, and from then on shown anew.
const SHOWN_AFTER_MS: f64 = 300.0;

/// How long the page works before it draws and answers.
pub(super) struct Turn {
    shown: f64,
    since: f64,
}

impl Turn {
    pub(super) fn new() -> Self {
        let now = js_sys::Date::now();
        Self { shown: now, since: now }
    }

    pub(super) fn begin(&mut self) {
        self.since = js_sys::Date::now();
    }

    pub(super) fn is_over(&self) -> bool {
        js_sys::Date::now() - self.since > SLICE_MS
    }

    /// Whether it is time to show how far the work is, which counts as shown then.
    pub(super) fn may_show(&mut self) -> bool {
        let now = js_sys::Date::now();
        let is_time = now - self.shown > SHOWN_AFTER_MS;
        if is_time {
            self.shown = now;
        }
        is_time
    }
}
