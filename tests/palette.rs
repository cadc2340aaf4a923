//! The codebook's colours, from the style sheet: they can be read on every ground, and told apart by
//! readers who do not see all colours. Glyphs and names stand beside them all the same.

use std::fs;

type Colour = [f64; 3];

const NAMES: [&str; 10] =
    ["blue", "orange", "green", "purple", "red", "teal", "brown", "pink", "olive", "grey"];

/// How colours look without one of the three cones: Machado, Oliveira and Fernandes (2009), severity
/// 1.0, on linear sRGB. The first is the eye that has all.
const EYES: [(&str, [Colour; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// A theme's colours: `light-dark(#light, #dark)` of the style sheet's rule.
struct Theme {
    name: String,
    rule: String,
    is_dark: bool,
    /// How much of a glyph's colour is in its ground.
    tint: f64,
}

impl Theme {
    fn colour(&self, token: &str) -> Colour {
        let declared = format!("--{token}: light-dark(");
        let from =
            self.rule.find(&declared).unwrap_or_else(|| panic!("{declared}")) + declared.len();
        let value = &self.rule[from..from + self.rule[from..].find(')').unwrap()];
        let hex = value.split(", ").nth(usize::from(self.is_dark)).unwrap();
        let channel =
            |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        [channel(1), channel(3), channel(5)]
    }
}

fn themes() -> Vec<Theme> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/www/styles/tokens.css");
    let css = fs::read_to_string(file).unwrap();
    let rule = |selector: &str| {
        let from = css.find(&format!("{selector} {{")).unwrap();
        css[from..from + css[from..].find('}').unwrap()].to_owned()
    };
    let theme = |selector: &str, is_dark: bool, tint: f64| Theme {
        name: format!("{selector}, {}", if is_dark { "dark" } else { "light" }),
        rule: rule(selector),
        is_dark,
        tint,
    };
    let contrast = r#":root[data-theme="contrast"]"#;
    vec![
        theme(":root", false, 0.12),
        theme(":root", true, 0.20),
        theme(contrast, false, 0.08),
        theme(contrast, true, 0.08),
    ]
}

fn linear(colour: Colour) -> Colour {
    colour.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) })
}

fn times(matrix: &[Colour; 3], of: Colour) -> Colour {
    matrix.map(|row| row.iter().zip(of).map(|(m, c)| m * c).sum())
}

/// By WCAG 2.2.
fn contrast(one: Colour, other: Colour) -> f64 {
    let light = |colour| times(&[[0.2126, 0.7152, 0.0722]; 3], linear(colour))[0] + 0.05;
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

/// CIE L*a*b* under D65, of linear sRGB.
fn lab(colour: Colour) -> Colour {
    let to_xyz = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    let [x, y, z] = times(&to_xyz, colour);
    let f = |t: f64| {
        if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 }
    };
    let (x, y, z) = (f(x / 0.950_47), f(y), f(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn each_colour_can_be_read_on_every_ground() {
    for theme in themes() {
        let least = if theme.name.contains("contrast") { 7.0 } else { 4.5 };
        let surface = theme.colour("surface");
        for name in NAMES {
            let hue = theme.colour(name);
            let tinted = |at: usize| hue[at] * theme.tint + surface[at] * (1.0 - theme.tint);
            let glyph = [tinted(0), tinted(1), tinted(2)];
            let grounds = ["ground", "surface", "sunken"].map(|ground| theme.colour(ground));
            for ground in grounds.into_iter().chain([glyph]) {
                let found = contrast(hue, ground);
                assert!(found >= least, "{name} on {ground:?}, {}: {found:.2}", theme.name);
            }
        }
    }
}

#[test]
fn any_two_colours_can_be_told_apart_by_every_eye() {
    for theme in themes() {
        // Seven is a plain difference side by side; with more contrast there is less room.
        let least = if theme.name.contains("contrast") { 7.0 } else { 11.0 };
        for (eye, matrix) in EYES {
            let seen = NAMES.map(|name| {
                let seen = times(&matrix, linear(theme.colour(name)));
                lab(seen.map(|channel| channel.clamp(0.0, 1.0)))
            });
            for one in 0..NAMES.len() {
                for other in 0..one {
                    let squares = (0..3).map(|at| (seen[one][at] - seen[other][at]).powi(2));
                    let found = squares.sum::<f64>().sqrt();
                    let (one, other) = (NAMES[one], NAMES[other]);
                    assert!(found >= least, "{one} and {other}, {eye}, {}: {found:.1}", theme.name);
                }
            }
        }
    }
}
