//! What the analyst chooses for this browser, whatever the project, and how it is kept.

use super::command::Keymap;

/// What the analyst chose for this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// Whether single letters and digits are commands (WCAG 2.1.4).
    pub single_keys: bool,
    /// The keys that were changed.
    pub keys: Keymap,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: Theme::System, single_keys: true, keys: Keymap::default() }
    }
}

/// The colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

const THEMES: [(Theme, &str); 3] =
    [(Theme::System, "system"), (Theme::Light, "light"), (Theme::Dark, "dark")];

impl Theme {
    /// Its name in the settings and the style sheet.
    pub fn name(self) -> &'static str {
        THEMES.iter().find(|(theme, _)| *theme == self).map_or("system", |(_, name)| name)
    }
}

impl Settings {
    /// As it is kept: the theme and the single keys on the first line, then a line for each change
    /// of keys.
    pub fn kept(&self) -> String {
        let singles = if self.single_keys { "single-keys" } else { "no-single-keys" };
        format!("{} {singles}{}", self.theme.name(), self.keys.kept())
    }

    /// Reads what was kept, by this program or one before it. What it does not know is as at first.
    pub fn read(kept: &str) -> Self {
        let mut settings = Self::default();
        let mut lines = kept.lines();
        for word in lines.next().unwrap_or_default().split(' ') {
            settings.single_keys &= word != "no-single-keys";
            if let Some((theme, _)) = THEMES.iter().find(|(_, name)| *name == word) {
                settings.theme = *theme;
            }
        }
        lines.for_each(|line| settings.keys.read_line(line));
        settings
    }
}
