//! A picture as plain shapes, drawn on the screen and into SVG files from the same list.

use crate::model::Polarity;

/// Shapes on a sheet, later ones over earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The sheet's width, in CSS pixels.
    pub width: i32,
    /// The sheet's height, in CSS pixels.
    pub height: i32,
    /// What is on it.
    pub shapes: Vec<Shape>,
}

/// One shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its form.
    pub form: Form,
    /// What it is drawn with.
    pub ink: Ink,
    /// What it says when pointed at; empty if nothing.
    pub words: String,
    /// The facts behind it.
    pub facts: Vec<u32>,
}

/// The forms; points are to the right of and below the sheet's left upper corner.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Form {
    Line {
        from: Point,
        to: Point,
        width: i32,
        is_dashed: bool,
    },
    Circle {
        middle: Point,
        radius: i32,
    },
    Bar {
        corner: Point,
        size: Point,
    },
    /// Words on a line at this height.
    Label {
        at: Point,
        anchor: Anchor,
        words: String,
    },
}

/// Right and down, in CSS pixels.
pub type Point = (i32, i32);

/// Where a label's point is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Anchor {
    Start,
    Middle,
    /// At its start, and the words rise to the right.
    Tilted,
}

/// What a shape is drawn with; the style sheet and the SVG writer give each a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words.
    Text,
    /// What is less important.
    Soft,
    /// A holder or target.
    Node,
    /// A stance that goes this way.
    Polarity(Polarity),
}

impl Drawing {
    /// A blank sheet.
    pub fn new(width: i32, height: i32) -> Self {
        Self { width, height, shapes: Vec::new() }
    }

    pub(super) fn label(&mut self, at: Point, anchor: Anchor, ink: Ink, words: String) {
        self.put(Form::Label { at, anchor, words }, ink, String::new(), &[]);
    }

    pub(super) fn line(&mut self, from: Point, to: Point, width: i32, ink: Ink, is_dashed: bool) {
        self.put(Form::Line { from, to, width, is_dashed }, ink, String::new(), &[]);
    }

    pub(super) fn bar(
        &mut self,
        corner: Point,
        size: Point,
        ink: Ink,
        words: String,
        facts: &[u32],
    ) {
        self.put(Form::Bar { corner, size }, ink, words, facts);
    }

    pub(super) fn put(&mut self, form: Form, ink: Ink, words: String, facts: &[u32]) {
        self.shapes.push(Shape { form, ink, words, facts: facts.to_vec() });
    }
}
