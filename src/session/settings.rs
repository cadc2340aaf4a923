//! What the analyst chooses for this browser, whatever the project, and how it is kept.

use super::command::Keymap;

/// What the analyst chose for this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// Whether single letters and digits are commands (WCAG 2.1.4).
    pub single_keys: bool,
    /// Whether the registry's names are suggested in articles as they are loaded.
    pub suggests_names: bool,
    /// The keys that were changed.
    pub keys: Keymap,
    /// How the text is set.
    pub reading: Reading,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            single_keys: true,
            suggests_names: false,
            keys: Keymap::default(),
            reading: Reading::default(),
        }
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
    /// The strongest contrast, light or dark as the system says.
    Contrast,
}

const THEMES: [(Theme, &str); 4] = [
    (Theme::System, "system"),
    (Theme::Light, "light"),
    (Theme::Dark, "dark"),
    (Theme::Contrast, "contrast"),
];

/// How the text is set: each a place in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// In [`SIZES`].
    pub size: usize,
    /// In [`WIDTHS`].
    pub width: usize,
    /// In [`SPACINGS`].
    pub spacing: usize,
    /// In [`FACES`].
    pub face: usize,
}

/// A choice: its name, and its value in the style sheet.
pub type Choice = (&'static str, &'static str);

/// Sizes of the text, by their pixels where the browser's own size is 16.
pub const SIZES: [Choice; 8] = [
    ("14", "0.875rem"),
    ("16", "1rem"),
    ("18", "1.125rem"),
    ("20", "1.25rem"),
    ("22", "1.375rem"),
    ("24", "1.5rem"),
    ("28", "1.75rem"),
    ("32", "2rem"),
];
/// Widths of its lines.
pub const WIDTHS: [Choice; 4] =
    [("Narrow", "32rem"), ("Medium", "41rem"), ("Wide", "52rem"), ("Full", "100%")];
/// Heights of its lines; the lowest still holds some rows of underlines.
pub const SPACINGS: [Choice; 3] = [("Close", "1.6"), ("Medium", "1.85"), ("Open", "2.25")];
/// Typefaces, by their tokens.
pub const FACES: [Choice; 2] = [("Serif", "var(--font-serif)"), ("Sans serif", "var(--font-ui)")];

impl Default for Reading {
    fn default() -> Self {
        Self { size: 2, width: 1, spacing: 1, face: 0 }
    }
}

impl Reading {
    /// The style sheet's custom properties and what they are set to.
    pub fn properties(&self) -> [(&'static str, &'static str); 4] {
        let of = |choices: &[Choice], at: usize| choices.get(at).map_or("", |(_, value)| value);
        [
            ("--size-text", of(&SIZES, self.size)),
            ("--measure", of(&WIDTHS, self.width)),
            ("--line-text", of(&SPACINGS, self.spacing)),
            ("--font-text", of(&FACES, self.face)),
        ]
    }

    fn kept(self) -> String {
        if self == Self::default() {
            return String::new();
        }
        format!("\nreading\t{}\t{}\t{}\t{}", self.size, self.width, self.spacing, self.face)
    }

    fn read_line(&mut self, line: &str) {
        let mut parts = line.split('\t');
        if parts.next() != Some("reading") {
            return;
        }
        let mut next = |count: usize, first: usize| {
            let read = parts.next().and_then(|part| part.parse().ok());
            read.filter(|at: &usize| *at < count).unwrap_or(first)
        };
        *self = Self {
            size: next(SIZES.len(), self.size),
            width: next(WIDTHS.len(), self.width),
            spacing: next(SPACINGS.len(), self.spacing),
            face: next(FACES.len(), self.face),
        };
    }
}

impl Theme {
    /// Its name in the settings and the style sheet.
    pub fn name(self) -> &'static str {
        THEMES.iter().find(|(theme, _)| *theme == self).map_or("system", |(_, name)| name)
    }
}

impl Settings {
    /// As it is kept: the theme, the single keys and suggested names on the first line, then how the text is set,
    /// then a line for each change of keys.
    pub fn kept(&self) -> String {
        let singles = if self.single_keys { "single-keys" } else { "no-single-keys" };
        let names = if self.suggests_names { " suggest-names" } else { "" };
        let (reading, keys) = (self.reading.kept(), self.keys.kept());
        format!("{} {singles}{names}{reading}{keys}", self.theme.name())
    }

    /// Reads what was kept, by this program or one before it. What it does not know is as at first.
    pub fn read(kept: &str) -> Self {
        let mut settings = Self::default();
        let mut lines = kept.lines();
        for word in lines.next().unwrap_or_default().split(' ') {
            settings.single_keys &= word != "no-single-keys";
            settings.suggests_names |= word == "suggest-names";
            if let Some((theme, _)) = THEMES.iter().find(|(_, name)| *name == word) {
                settings.theme = *theme;
            }
        }
        for line in lines {
            settings.reading.read_line(line);
            settings.keys.read_line(line);
        }
        settings
    }
}
