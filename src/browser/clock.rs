//! The wall clock. It may be wrong and may go backwards: for showing, never for ordering.

use js_sys::Date;

/// Now, as an RFC 3339 date and time in UTC with milliseconds: `2025-01-31T23:59:59.123Z`.
///
/// A clock outside of the years 0 to 9999, which RFC 3339 has no form for, counts as 1970.
pub fn now() -> String {
    let text = Date::new_0().to_iso_string().as_string();
    text.filter(|text| text.len() == 24).unwrap_or_else(|| "1970-01-01T00:00:00.000Z".to_owned())
}

/// Today where the user is, as an RFC 3339 date: `2025-01-31`.
pub fn today() -> String {
    let date = Date::new_0();
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The date and the time of day where the user is, to the minute, for reading: `2025-01-31 23:59`.
pub fn minute() -> String {
    let date = Date::new_0();
    format!("{} {:02}:{:02}", today(), date.get_hours(), date.get_minutes())
}

/// Milliseconds since the page began, by a clock that is never set.
pub fn milliseconds() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |timeline| timeline.now())
}

/// Marks this moment on the browser's own timeline (User Timing), for its profiler and the bench.
pub fn mark(name: &str) {
    if let Some(timeline) = gloo::utils::window().performance() {
        // A browser that keeps no marks is none the worse for it.
        timeline.mark(name).ok();
    }
}
