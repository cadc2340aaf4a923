//! The language of a text, by script and trigrams.

use whatlang::Lang;

/// Enough of a text to tell its language.
const SAMPLE_CHARS: usize = 2000;

/// The BCP 47 tag of a text's language; empty where the guess would be a weak one.
pub(in super::super) fn guess(text: &str) -> String {
    let end = text.char_indices().nth(SAMPLE_CHARS).map_or(text.len(), |(at, _)| at);
    match whatlang::detect(&text[..end]) {
        Some(info) if info.is_reliable() => tag(info.lang()).to_owned(),
        _ => String::new(),
    }
}

/// The two-letter code of ISO 639-1 where a language has one, as BCP 47 asks.
fn tag(language: Lang) -> &'static str {
    const SHORT: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    let code = language.code();
    SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_cases_are_told_and_doubtful_ones_are_not() {
        let check = |text: &str, expected: &str| assert_eq!(guess(text), expected, "{text}");
        check(
            "The leaders will meet on Tuesday at the invitation of the president, who said that they should.",
            "en",
        );
        check(
            "Die Abgeordneten haben gestern über das neue Gesetz abgestimmt und es angenommen.",
            "de",
        );
        check("اجتمع القادة في العاصمة يوم الثلاثاء", "ar");
        check("首脳会議は火曜日に開かれる。", "ja");
        check("ok", "");
        check("", "");
    }
}
