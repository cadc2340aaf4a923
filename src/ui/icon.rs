//! The pictures on buttons. They say nothing to screen readers: the button has a name of its own.

use yew::prelude::*;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Picture {
    Add,
    Back,
    Bin,
    Chart,
    Check,
    Clipboard,
    Close,
    Down,
    File,
    Find,
    Folder,
    Gaps,
    Gear,
    History,
    Info,
    Keyboard,
    Lock,
    More,
    Open,
    People,
    Pages,
    Redo,
    Refused,
    Remarks,
    Save,
    Spinner,
    Twin,
    Undo,
    Up,
}

impl Picture {
    /// The strokes, on a square of 24 units.
    fn path(self) -> &'static str {
        match self {
            Self::Add => "M12 5v14M5 12h14",
            Self::Back => "M19 12H5M11 6l-6 6 6 6",
            Self::Bin => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            Self::Chart => "M4 4v16h16M8 16v-4M12.5 16V7M17 16v-6",
            Self::Check => "M4.5 12.5l5 5 10-11",
            Self::Clipboard => "M9 4h6v3H9zM9 5.5H6V20h12V5.5h-3M9 12h6M9 16h4",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Down => "M6 9l6 6 6-6",
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
            Self::Find => "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 1 1 0-13zM15.5 15.5L21 21",
            Self::Folder => "M3 6h6l2 2h10v11H3z",
            Self::Gaps => "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M12 8v5M12 16v.5",
            Self::Gear => {
                "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5z\
                 M8 14.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5z"
            }
            Self::History => "M4.5 9A8 8 0 1 1 4 13M4 4v5h5M12 8v4.5l3 2",
            Self::Info => "M12 3a9 9 0 1 1 0 18 9 9 0 1 1 0-18zM12 11v6M12 7v.5",
            Self::Keyboard => "M2.5 6h19v12h-19zM6 10h.5M10 10h.5M14 10h.5M18 10h.5M7 14h10",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::More => "M5 11.5v1M12 11.5v1M19 11.5v1",
            Self::Open => "M12 16V4M7 9l5-5 5 5M4 15v5h16v-5",
            Self::People => {
                "M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 1 1 0-7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M15.5 5.5a3.5 3.5 0 0 1 0 6M18 14.5c2.3.8 3.5 2.7 3.5 5.5"
            }
            Self::Pages => {
                "M9 17H4V3h11v5M7.5 7h4M14.5 10.5a4 4 0 1 1 0 8 4 4 0 1 1 0-8zM17.5 17.5L21 21"
            }
            Self::Redo => "M15 5l5 5-5 5M20 10H9.5a5 5 0 0 0 0 10H13",
            Self::Refused => "M12 3a9 9 0 1 1 0 18 9 9 0 1 1 0-18zM8.5 8.5l7 7M15.5 8.5l-7 7",
            Self::Remarks => "M12 4l9 16H3zM12 10v5M12 17.2v.3",
            Self::Save => "M12 4v12M7 11l5 5 5-5M4 20h16",
            Self::Spinner => "M12 3a9 9 0 1 0 9 9",
            Self::Twin => "M4 4h11v11H4zM9 15v5h11V9h-5",
            Self::Up => "M6 15l6-6 6 6",
            Self::Undo => "M9 5l-5 5 5 5M4 10h10.5a5 5 0 0 1 0 10H11",
        }
    }
}

/// A picture of the text's size and colour.
pub fn icon(picture: Picture) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={picture.path()} />
        </svg>
    }
}
