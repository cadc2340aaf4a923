//! The only code here that touches the API: a desk that is told in words what happens, and asked what
//! it shows.

use std::rc::Rc;

use standpoint::model::{
    Annotator, Codebook, DEFAULT_PRESET, Details, Entry, Extra, IdSource, Operation, Project,
    ProjectId, Source, StanceField, Timestamp, Work,
};
use standpoint::session::command::{Command, Key, Where, command};
use standpoint::session::completion::{Asked, Offer, offers};
use standpoint::session::{
    Action, Desk, Effect, Mark, NewArticle, Outcome, Painting, Place, ReadFile, Role, State,
    Writing, ledger, update,
};
use standpoint::text::{Byte, Snap, Span, Text};

/// A page with one project on it.
pub(crate) struct Stage {
    pub(crate) state: State,
    /// All that went to the log.
    pub(crate) entries: Vec<Entry>,
    /// What the last action asked of the world.
    pub(crate) effects: Vec<Effect>,
    /// What the last key asked of the page itself.
    pub(crate) command: Option<Command>,
    /// The project before anything happened.
    pub(crate) start: Work,
    moment: u32,
}

impl Stage {
    /// A project without articles.
    pub(crate) fn empty() -> Self {
        let mut project = Project::new(ProjectId::from("w"), "Paris", DEFAULT_PRESET.codebook());
        let ada = Annotator { name: "Ada".to_owned(), extra: Extra::new() };
        project.annotators.insert("p".into(), ada);
        Self::of(Work::new(project), Writing::Writer)
    }

    pub(crate) fn of(work: Work, writing: Writing) -> Self {
        let mut stage = Self {
            state: State::new(IdSource::new(7)),
            entries: Vec::new(),
            effects: Vec::new(),
            command: None,
            start: work.clone(),
            moment: 0,
        };
        let work = Box::new(work);
        stage.act(Action::ProjectOpened {
            work,
            place: Place::default(),
            writing,
            report: Vec::new(),
        });
        stage
    }

    /// One article with that text. `[` and `]` select, with snapping to words.
    pub(crate) fn with(marked: &str) -> Self {
        let mut stage = Self::empty();
        let text = marked.replace(['[', ']'], "");
        stage.load(&[("a.txt", &text)]);
        if text != marked {
            stage.select(marked);
        }
        stage
    }

    /// The same with other fields of the stance on the screen.
    pub(crate) fn with_fields(fields: &[StanceField], text: &str) -> Self {
        let mut stage = Self::with(text);
        for field in fields {
            stage.act(Action::FieldToggled(*field));
        }
        stage
    }

    pub(crate) fn act(&mut self, action: Action) -> &mut Self {
        self.moment += 1;
        let now = Timestamp::new(&format!("2026-01-05T09:{:04}Z", self.moment));
        self.effects = update(&mut self.state, action, &now);
        let recorded = self.effects.iter().flat_map(|effect| match effect {
            Effect::Record(entry) => vec![entry.clone()],
            Effect::RecordAll(entries) => entries.clone(),
            _ => Vec::new(),
        });
        self.entries.extend(recorded);
        self
    }

    /// Applies a changed codebook; what is in use stays in it.
    pub(crate) fn codebook(&mut self, change: impl FnOnce(&mut Codebook)) -> &mut Self {
        let mut wanted = (*self.desk().work.project.codebook).clone();
        change(&mut wanted);
        self.act(Action::CodebookApplied(Box::new(wanted), Vec::new()))
    }

    /// Loads files whose only content is the given text.
    pub(crate) fn load(&mut self, files: &[(&str, &str)]) -> &mut Self {
        self.act(load_of(files.len()));
        self.act(Action::FilesRead(files.iter().map(|(name, text)| file(name, text)).collect()));
        self.act(Action::LoadFinished);
        self.state.dialog = None;
        self.state.notice = None;
        self
    }

    pub(crate) fn desk(&self) -> &Desk {
        self.state.desk.as_ref().expect("a project is open")
    }

    pub(crate) fn text(&self) -> Text {
        self.desk().open_article().expect("an article is open").text.clone()
    }

    pub(crate) fn painting(&self) -> Rc<Painting> {
        self.desk().painting()
    }

    /// Where `|` stands in words that the text has.
    pub(crate) fn place(&self, words: &str) -> Byte {
        let at = words.find('|').expect("a | in the words");
        Byte::at(self.find(&words.replace('|', "")) + at)
    }

    fn find(&self, words: &str) -> usize {
        let text = self.text();
        text.as_str().find(words).unwrap_or_else(|| panic!("no {words:?} in {:?}", text.as_str()))
    }

    fn brackets(&self, words: &str) -> (Byte, Byte) {
        let start = words.find('[').unwrap_or(0);
        let end = words.find(']').map_or(words.len(), |end| end - 1);
        let at = self.find(&words.replace(['[', ']'], ""));
        (Byte::at(at + start), Byte::at(at + end))
    }

    /// Selects by mouse what stands in `[` and `]`, or all of the words.
    pub(crate) fn select(&mut self, words: &str) -> &mut Self {
        self.select_by(Snap::Words, words)
    }

    pub(crate) fn select_by(&mut self, snap: Snap, words: &str) -> &mut Self {
        let (anchor, caret) = self.brackets(words);
        self.act(Action::TextSelected { anchor, caret, snap })
    }

    /// Clicks the character behind `|`.
    pub(crate) fn click(&mut self, words: &str) -> &mut Self {
        let at = self.place(words);
        self.act(Action::TextClicked(at))
    }

    /// Presses keys in the text, as in `Ctrl Shift ArrowRight`.
    pub(crate) fn press(&mut self, chord: &str) -> &mut Self {
        self.press_at(Where::Text, chord)
    }

    pub(crate) fn press_at(&mut self, place: Where, chord: &str) -> &mut Self {
        let found = command(key(chord), place, self.state.desk.as_ref(), &self.state.settings);
        self.effects.clear();
        if let Some(Command::Do(action)) = &found {
            self.act((**action).clone());
        }
        self.command = found;
        self
    }

    /// Presses each of the keys in the text.
    pub(crate) fn keys(&mut self, chords: &[&str]) -> &mut Self {
        for chord in chords {
            self.press(chord);
        }
        self
    }

    /// Marks what stands in `[` and `]`, in this order of keys and words.
    pub(crate) fn mark(&mut self, label: &str, words: &str) -> &mut Self {
        self.select(words).press(label)
    }

    /// Records a stance with the words by keys, then the offers that the names lead to.
    pub(crate) fn stance(
        &mut self,
        words: &str,
        holder: &str,
        target: &str,
        polarity: &str,
    ) -> &mut Self {
        use standpoint::session::StanceSlot::{Holder, Target};
        self.select(words).press("s");
        self.act(Action::NewEntityPicked(Holder, holder.to_owned()));
        self.act(Action::NewEntityPicked(Target, target.to_owned()));
        self.press_at(Where::Polarities, polarity)
    }

    /// The text with the marks drawn into it; `*` is the focus, `…` an open fragment's continuation.
    pub(crate) fn drawn(&self) -> String {
        draw(&self.text(), &self.painting())
    }

    #[track_caller]
    pub(crate) fn shows(&mut self, expected: &str) -> &mut Self {
        assert_eq!(self.drawn(), expected);
        self
    }

    /// What is selected, and where the caret is: `[Ada|]` or `|`.
    #[track_caller]
    pub(crate) fn selects(&mut self, expected: &str) -> &mut Self {
        let selection = &self.desk().selection;
        let mut marks = vec![(selection.caret, 1, '|')];
        if let Some(span) = selection.span {
            marks.push((span.start(), 0, '['));
            marks.push((span.end(), 2, ']'));
        }
        marks.sort_unstable();
        let mut shown = self.text().as_str().to_owned();
        for (at, _, mark) in marks.iter().rev() {
            shown.insert(at.index(), *mark);
        }
        assert_eq!(shown, expected);
        self
    }

    /// The ledger's lines, each as `glyph title subtitle`.
    #[track_caller]
    pub(crate) fn lists(&mut self, expected: &[&str]) -> &mut Self {
        let lines: Vec<String> = ledger(self.desk())
            .iter()
            .map(|row| format!("{} {} {}", row.glyph, row.title, row.subtitle).trim().to_owned())
            .collect();
        assert_eq!(lines, expected);
        self
    }

    /// The last thing that a screen reader is told.
    pub(crate) fn heard(&self) -> &str {
        let mut effects = self.effects.iter().rev();
        let heard = effects.find_map(|effect| match effect {
            Effect::Announce(words) => Some(words.as_str()),
            _ => None,
        });
        heard.unwrap_or("")
    }

    #[track_caller]
    pub(crate) fn hears(&mut self, expected: &str) -> &mut Self {
        assert_eq!(self.heard(), expected);
        self
    }

    /// The notice on the page; empty if there is none.
    #[track_caller]
    pub(crate) fn tells(&mut self, expected: &str) -> &mut Self {
        let words = self.state.notice.as_ref().map_or("", |notice| &notice.words);
        assert_eq!(words, expected);
        self
    }

    /// How many steps can be taken back.
    pub(crate) fn steps(&self) -> usize {
        let mut work = self.desk().work.clone();
        let mut steps = 0;
        while work.history.next_undo().is_some() {
            work.commit(Entry::Undo).expect("what was done can be undone");
            steps += 1;
        }
        steps
    }

    /// What a typed name offers.
    pub(crate) fn offers(&self, asked: Asked, query: &str) -> Vec<Offer> {
        let project = &self.desk().work.project;
        offers(project, &project.entity_uses(), asked, query)
    }

    /// The same project with another codebook.
    pub(crate) fn with_codebook(&mut self, codebook: Codebook) -> &mut Self {
        let codebook = Operation::SetCodebook(codebook.into());
        let entry = Entry::Edit { label: "Codebook".into(), operation: codebook, continues: false };
        self.act(Action::Followed(vec![entry]))
    }

    /// Removes the open article.
    pub(crate) fn remove_article(&mut self) -> &mut Self {
        let open = self.desk().article.clone().expect("an article is open");
        self.act(Action::ArticleRemoved(open))
    }

    /// Focuses the nth line of the ledger.
    pub(crate) fn focus_row(&mut self, row: usize) -> &mut Self {
        let id = ledger(self.desk())[row].id.clone();
        self.act(Action::RecordFocused(id))
    }

    /// The open stance form in words; empty if it is closed.
    pub(crate) fn form(&self) -> String {
        let desk = self.desk();
        let Some(draft) = &desk.draft else { return String::new() };
        let words = standpoint::session::words::stance(&desk.work.project, &draft.stance);
        let state = if draft.recorded { "recorded" } else { "new" };
        format!("{state} @{:?}: {words}", draft.slot)
    }

    #[track_caller]
    pub(crate) fn form_is(&mut self, expected: &str) -> &mut Self {
        assert_eq!(self.form(), expected);
        self
    }
}

/// A load of so many files begins.
pub(crate) fn load_of(total: usize) -> Action {
    Action::LoadStarted { total, report: Vec::new() }
}

pub(crate) fn file(name: &str, text: &str) -> ReadFile {
    ReadFile {
        file: name.to_owned(),
        outcome: Outcome::Loaded,
        remarks: Vec::new(),
        articles: vec![article(name, text)],
    }
}

pub(crate) fn article(name: &str, text: &str) -> NewArticle {
    NewArticle {
        details: Details { title: name.to_owned(), ..Details::default() },
        text: Text::new(text),
        sha256: standpoint::formats::digest::sha256_hex(text.as_bytes()),
        segments: Vec::new(),
        source: Source { file: name.to_owned(), ..Source::default() },
    }
}

pub(crate) fn key(chord: &str) -> Key<'_> {
    let mut key = Key { name: "", ctrl: false, shift: false, alt: false, repeats: 0 };
    for part in chord.split(' ') {
        match part {
            "Ctrl" => key.ctrl = true,
            "Shift" => key.shift = true,
            "Alt" => key.alt = true,
            name => key.name = name,
        }
    }
    key
}

/// `Ada [PER:Carney] met`; `*` behind the glyph is the focus, `+` before it a further fragment,
/// and a `]` that does not close the last `[` names what it closes.
fn draw(text: &Text, painting: &Painting) -> String {
    let mut ends: Vec<(Span, usize, bool)> = Vec::new();
    let marks: Vec<_> = painting.marks().cloned().collect();
    for (at, mark) in marks.iter().enumerate() {
        let spans = mark.fragments.spans().iter().enumerate();
        ends.extend(spans.map(|(part, span)| (*span, at, part > 0)));
    }
    ends.sort_by_key(|(span, mark, _)| (span.start(), std::cmp::Reverse(span.end()), *mark));
    let mut shown = String::new();
    let mut open: Vec<(Span, usize)> = Vec::new();
    let places = text.as_str().char_indices().map(|(at, c)| (at, Some(c)));
    for (at, c) in places.chain([(text.end().index(), None)]) {
        while let Some(closed) = open.iter().rposition(|(span, _)| span.end().index() == at) {
            let innermost = closed + 1 == open.len();
            let (_, mark) = open.remove(closed);
            shown.push(']');
            if !innermost {
                shown += &glyph(painting, &marks[mark]);
            }
        }
        for (span, mark, further) in ends.iter().filter(|(span, ..)| span.start().index() == at) {
            let focus = if painting.is_focused(&marks[*mark]) { "*" } else { "" };
            let further = if *further { "+" } else { "" };
            shown += &format!("[{further}{}{focus}:", glyph(painting, &marks[*mark]));
            open.push((*span, *mark));
        }
        shown.extend(c);
    }
    shown
}

fn glyph(painting: &Painting, mark: &Mark) -> String {
    match mark.role {
        Role::Draft => "draft".to_owned(),
        _ => painting.look(mark).glyph,
    }
}

/// A page that follows what another one writes.
pub(crate) fn follower(writer: &Stage) -> Stage {
    let mut follower = Stage::of(writer.start.clone(), Writing::Follower);
    follower.act(Action::Followed(writer.entries.clone()));
    follower
}

/// The same project, shared with the desk.
pub(crate) fn project(stage: &Stage) -> Rc<Project> {
    Rc::clone(&stage.desk().work.project)
}
