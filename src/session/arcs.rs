//! Where the parts of the stance in focus stand in the text: its words, and the mentions of its
//! holder and target that are nearest to them.

use super::{Desk, words};
use crate::model::{EntityId, Holder, Mention, Polarity, Record, SegmentKind, Stance, TargetKind};
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
        let Some(article) = self.open_article() else { return Arcs::default() };
        let project = &self.work.project;
        let near = stance.fragments().next().map(Fragments::first);
        let mut places = Vec::new();
        if let Some(span) = near {
            let name = words::shorten(article.text.slice(span));
            places.push(Place { end: End::Words, name, span });
        }
        let holder = match &stance.holder {
            Some(Holder::Entity(id)) => self.nearest(id, near),
            Some(Holder::Author) => {
                let mut segments = article.segments.iter();
                let byline = segments.find(|segment| segment.kind == SegmentKind::Byline);
                byline.map(|segment| segment.span)
            }
            Some(Holder::Outlet | Holder::Implicit) | None => None,
        };
        if let Some(span) = holder {
            let name = words::holder(project, stance.holder.as_ref());
            places.push(Place { end: End::Holder, name, span });
        }
        let target = stance.target.as_ref().and_then(|target| match &target.kind {
            TargetKind::Entity(id) => self.nearest(id, near),
            TargetKind::Issue(_) | TargetKind::Proposition(_) => None,
        });
        if let Some(span) = target {
            let name = words::target(project, stance.target.as_ref());
            places.push(Place { end: End::Target, name, span });
        }
        Arcs { places, polarity: recorded.then_some(stance.polarity) }
    }

    /// The first piece of the mention of an entity that stands nearest to a stretch, else of the first.
    fn nearest(&self, entity: &EntityId, near: Option<Span>) -> Option<Span> {
        let distance = |mention: &&Mention| {
            let at = mention.fragments.first();
            let gap = near.map_or(0, |near| {
                at.start()
                    .0
                    .saturating_sub(near.end().0)
                    .max(near.start().0.saturating_sub(at.end().0))
            });
            (gap, at.start())
        };
        let mentions = self.open_layer()?.mentions().map(|mention| &**mention);
        let named = mentions.filter(|mention| mention.entity.as_ref() == Some(entity));
        named.min_by_key(distance).map(|mention| mention.fragments.first())
    }
}
