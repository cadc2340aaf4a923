//! A large project read a slice at a time, so that a page can answer in between.
//!
//! Articles and their layers are read as they come, each with what parsing it needed gone before the
//! next. That goes for files as this program writes them: names once, articles and layers sorted,
//! layers behind the articles. Any other is [`Unusual`], and to be read as a whole.

use super::super::wire::{Map, Pieces, Unusual, Value};
use super::Opened;
use super::reader::Reading;

/// The reader of a project that stands alone, or as the field `project` of an object.
#[derive(Debug)]
pub(crate) struct Slices<'a> {
    pieces: Pieces<'a>,
    place: Place,
    is_framed: bool,
    /// The fields around the project.
    frame: Map<'a>,
    /// The project's fields but for articles and layers.
    rest: Map<'a>,
    reading: Reading,
    /// How far the project has come.
    has: Has,
    /// The last article of which something was read.
    last: Option<String>,
}

/// What is read next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Beginning,
    Frame,
    Project,
    Articles,
    Layers,
    Links,
    Over,
}

/// Which parts of a project have been read, each only behind the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Has {
    Nothing,
    Articles,
    Layers,
    All,
}

/// What has been read.
#[derive(Debug)]
pub(crate) struct Sliced<'a> {
    /// The object around the project, without it.
    pub(crate) frame: Value<'a>,
    /// The project, if there is one.
    pub(crate) opened: Option<Opened>,
}

impl<'a> Slices<'a> {
    /// Reads a project that stands alone.
    pub(crate) fn new(json: &'a [u8]) -> Self {
        Self {
            pieces: Pieces::new(json),
            place: Place::Beginning,
            is_framed: false,
            frame: Map::new(),
            rest: Map::new(),
            reading: Reading::new(),
            has: Has::Nothing,
            last: None,
        }
    }

    /// Reads an object, which may have a project as a field.
    pub(crate) fn framed(json: &'a [u8]) -> Self {
        Self { is_framed: true, ..Self::new(json) }
    }

    /// How many bytes have been read.
    pub(crate) fn done(&self) -> usize {
        self.pieces.at()
    }

    /// Reads a little more, an article or so, and says whether there is more.
    ///
    /// # Errors
    /// If all of it is to be read as a whole.
    pub(crate) fn step(&mut self) -> Result<bool, Unusual> {
        match self.place {
            Place::Beginning => {
                self.pieces.enter()?;
                self.place = if self.is_framed { Place::Frame } else { Place::Project };
            }
            Place::Frame => self.read_field_around()?,
            Place::Project => self.read_field()?,
            Place::Articles => match self.next_id()? {
                Some(id) => self.reading.article(&id, &self.pieces.value()?),
                None => self.place = Place::Project,
            },
            Place::Layers => match self.next_id()? {
                Some(id) => self.reading.layers_of_article(&id, &self.pieces.value()?),
                None => self.place = Place::Project,
            },
            Place::Links if self.has == Has::All && self.reading.check_links() => {}
            Place::Links => self.place = Place::Over,
            Place::Over => return Ok(false),
        }
        Ok(true)
    }

    /// What has been read, once there is no more.
    pub(crate) fn end(self) -> Sliced<'a> {
        let opened = (self.has == Has::All).then(|| self.reading.end());
        Sliced { frame: Value::Object(self.frame), opened }
    }

    fn read_field_around(&mut self) -> Result<(), Unusual> {
        match self.pieces.name()?.as_deref() {
            None => return self.end_of_file(),
            Some("project") => {
                if self.has != Has::Nothing {
                    return Err(Unusual);
                }
                self.pieces.enter()?;
                self.place = Place::Project;
                return Ok(());
            }
            Some(name) => put(&mut self.frame, name.to_owned().into(), self.pieces.value()?)?,
        }
        Ok(())
    }

    fn read_field(&mut self) -> Result<(), Unusual> {
        let name = self.pieces.name()?;
        let (part, behind, place) = match name.as_deref() {
            Some("articles") => (Has::Articles, Has::Nothing, Place::Articles),
            Some("layers") => (Has::Layers, Has::Articles, Place::Layers),
            Some(_) => {
                let value = self.pieces.value()?;
                return put(&mut self.rest, name.unwrap_or_default(), value);
            }
            None => {
                let rest = Value::Object(std::mem::take(&mut self.rest));
                self.reading.rest(&rest).map_err(|_| Unusual)?;
                self.has = Has::All;
                self.place = Place::Frame;
                return if self.is_framed { Ok(()) } else { self.end_of_file() };
            }
        };
        if self.has != behind {
            return Err(Unusual);
        }
        self.has = part;
        self.last = None;
        self.place = place;
        self.pieces.enter()
    }

    fn end_of_file(&mut self) -> Result<(), Unusual> {
        self.place = Place::Links;
        self.pieces.end()
    }

    /// The next article's id, which no earlier one has if it stands behind them in order.
    fn next_id(&mut self) -> Result<Option<String>, Unusual> {
        let Some(id) = self.pieces.name()? else { return Ok(None) };
        let id = id.into_owned();
        if self.last.as_ref().is_some_and(|last| *last >= id) {
            return Err(Unusual);
        }
        self.last = Some(id.clone());
        Ok(Some(id))
    }
}

fn put<'a>(
    map: &mut Map<'a>,
    name: std::borrow::Cow<'a, str>,
    value: Value<'a>,
) -> Result<(), Unusual> {
    if map.insert(name, value).is_none() { Ok(()) } else { Err(Unusual) }
}
