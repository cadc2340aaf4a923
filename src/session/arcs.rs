//! Where the parts of a stance stand in the text: its words, and the mentions of its holder and
//! target that are nearest to them.

use super::{Desk, words};
use crate::model::{
    Article, DocumentStance, Holder, Layer, Polarity, Record, SegmentKind, Stance, TargetKind,
};
use crate::text::{Fragments, Span};

/// A part of a stance that the text can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum End {
    Words,
    Holder,
    Target,
}

/// Where one stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub end: End,
    /// Who or what it is.
    pub name: String,
    /// The first piece of it.
    pub span: Span,
}

/// The places of the stance that is written or in focus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arcs {
    /// Those that the text has, the words first.
    pub places: Vec<Place>,
    /// Which way the stance goes; nothing for one that is not recorded.
    pub polarity: Option<Polarity>,
}

impl Arcs {
    /// The place of a part.
    pub fn place(&self, end: End) -> Option<&Place> {
        self.places.iter().find(|place| place.end == end)
    }
}

impl Desk {
    /// Where the parts of the stance that is written or in focus stand.
    pub fn arcs(&self) -> Arcs {
        match (&self.draft, self.focused()) {
            (Some(draft), _) => self.arcs_of(&draft.stance, draft.recorded),
            (None, Some(Record::Stance(stance))) => self.arcs_of(stance, true),
            (None, _) => Arcs::default(),
        }
    }

    #[inline(never)] // not in the first load
    fn arcs_of(&self, stance: &Stance, recorded: bool) -> Arcs {
        let project = &self.work.project;
        let place = |end, words: &dyn Fn(Span) -> String| {
            let span = self.place_of(Parts::Stance(stance), end)?;
            Some(Place { end, name: words(span), span })
        };
        let text = self.open_article().map(|article| &article.text);
        let shown = |span| text.map_or_else(String::new, |text| words::shorten(text.slice(span)));
        let holder = |_| words::holder(project, stance.holder.as_ref());
        let target = |_| words::target(project, stance.target.as_ref());
        let places =
            [place(End::Words, &shown), place(End::Holder, &holder), place(End::Target, &target)];
        Arcs {
            places: places.into_iter().flatten().collect(),
            polarity: recorded.then_some(stance.polarity),
        }
    }

    /// Where a part stands in the open article: the first piece of the words, or of the mention
    /// that is nearest to them.
    pub(super) fn place_of(&self, of: Parts<'_>, end: End) -> Option<Span> {
        let (article, layer) = (self.open_article()?, self.open_layer().map(|layer| &**layer));
        let near = of.words();
        let distance = |at: &Span| {
            let gap = near.map_or(0, |near| {
                at.start()
                    .0
                    .saturating_sub(near.end().0)
                    .max(near.start().0.saturating_sub(at.end().0))
            });
            (gap, at.start())
        };
        of.spans(article, layer, end).min_by_key(distance)
    }
}

/// What has parts that stand in a text.
#[derive(Clone, Copy)]
pub(super) enum Parts<'a> {
    Stance(&'a Stance),
    /// Of which only the target does.
    Whole(&'a DocumentStance),
}

impl<'a> Parts<'a> {
    /// Those of a record; a mention has none.
    pub(super) fn of(record: &'a Record) -> Option<Self> {
        match record {
            Record::Mention(_) => None,
            Record::Stance(stance) => Some(Self::Stance(stance)),
            Record::DocumentStance(stance) => Some(Self::Whole(stance)),
        }
    }

    /// Which of them stand somewhere in the article.
    pub(super) fn ends(self, article: &Article, layer: Option<&Layer>) -> Vec<End> {
        let stands = |end: &End| self.spans(article, layer, *end).next().is_some();
        [End::Words, End::Holder, End::Target].into_iter().filter(stands).collect()
    }

    fn words(self) -> Option<Span> {
        match self {
            Self::Stance(stance) => stance.fragments().next().map(Fragments::first),
            Self::Whole(_) => None,
        }
    }

    /// All places of a part.
    fn spans(
        self,
        article: &'a Article,
        layer: Option<&'a Layer>,
        end: End,
    ) -> Box<dyn Iterator<Item = Span> + 'a> {
        let (holder, target) = match self {
            Self::Stance(stance) => (stance.holder.as_ref(), stance.target.as_ref()),
            Self::Whole(stance) => (None, stance.target.as_ref()),
        };
        let entity = match (end, holder, target.map(|target| &target.kind)) {
            (End::Words, ..) => return Box::new(self.words().into_iter()),
            (End::Holder, Some(Holder::Author), _) => {
                let mut segments = article.segments.iter();
                let byline = segments.find(|segment| segment.kind == SegmentKind::Byline);
                return Box::new(byline.map(|segment| segment.span).into_iter());
            }
            (End::Holder, Some(Holder::Entity(id)), _)
            | (End::Target, _, Some(TargetKind::Entity(id))) => id,
            _ => return Box::new(std::iter::empty()),
        };
        let mentions = layer.into_iter().flat_map(|layer| layer.mentions());
        let named = mentions.filter(move |mention| mention.entity.as_ref() == Some(entity));
        Box::new(named.map(|mention| mention.fragments.first()))
    }
}
