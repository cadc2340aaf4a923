//! Whether the page opens without a network, and newer versions of the program.

/// Whether the browser keeps the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// It is being asked to.
    #[default]
    Asking,
    /// It does: the page opens without a network.
    Kept,
    /// It does not, and why.
    NotKept(String),
}

impl Offline {
    /// What the settings say.
    pub fn words(&self) -> String {
        match self {
            Self::Asking => {
                "Works offline: not yet. The browser is being asked to keep the program.".to_owned()
            }
            Self::Kept => "Works offline: yes. This browser keeps the program and the sample, so \
                           that they open without a network."
                .to_owned(),
            Self::NotKept(why) => format!("Works offline: no. {why}"),
        }
    }
}
