//! The page as a whole: holds the state, takes actions, hands effects to the tasks.
//!
//! Long because it is the one place through which everything that happens goes.

mod listeners;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use listeners::listeners;

use super::announcer::announcer;
use super::article_head::article_head;
use super::article_list::article_list;
use super::article_view::{ArticleView, Handle};
use super::comfort;
use super::companion::companion;
use super::derived::Derived;
use super::dialog::dialog;
use super::find_bar::find_bar;
use super::keyboard::Pane;
use super::ledger::ledger;
use super::picture::picture;
use super::registry::registry;
use super::search::search;
use super::surface::Found;
use super::tasks::{Address, Tasks};
use super::{
    Request, Same, asks, export_panel, header, header_tools, keyboard, loading_panel, names_panel,
    new_version, no_articles, opening, opening_panel, saving_state, start_screen, toast,
};
use crate::browser::files::Dropped;
use crate::browser::{clock, entropy, rest};
use crate::model::{IdSource, Timestamp};
use crate::session::command::{Command, meaning};
use crate::session::registry::At;
use crate::session::suggestions::first_words;
use crate::session::{
    Action, Arcs, Desk, Effect, FileCopy, Notice, Saving, Screen, Settings, State, Tone, Writing,
    update,
};
use crate::text::{Byte, Span};

/// How long a load may take before its progress is shown.
const PROGRESS_AFTER_MS: u32 = 500;

/// How long the rest of the page waits for a mark to be painted: about a frame.
const REDRAW_MS: u32 = 20;

/// How long after a draw a focus that was lost by it is put back: when its frame has been painted,
/// as that has the page laid out.
const CATCH_MS: u32 = 50;

/// How long a notice stays that nothing has to be done about.
const NOTICE_MS: u32 = 8_000;

/// What reaches the page.
pub enum Msg {
    /// Something happened.
    Act(Action),
    /// The screen asks for something in the world.
    Ask(Request),
    /// A key was a command that is no action.
    Command(Command),
    /// Say it to screen readers.
    Announce(String),
    /// Files are being dragged over the page, or no longer.
    Dragged(bool),
    /// Files were dropped.
    Dropped(Dropped),
    /// The files of a drop were found.
    Found(Vec<Result<crate::browser::files::PickedFile, crate::browser::files::Unreadable>>),
    /// A pane was picked where only one is shown.
    PanePicked(Pane),
    /// The address was changed by hand or by a link.
    AddressChanged,
    /// A load has gone on for long enough to be shown.
    ProgressDue,
    /// Other suggestions have come into sight.
    SightChanged,
    /// All of the program is here.
    RestCame,
    /// The marks of an edit are painted, and what else shows it is to be drawn.
    RedrawDue,
}

/// The root component.
pub struct App {
    state: Rc<RefCell<State>>,
    derived: RefCell<Derived>,
    tasks: Tasks,
    text: Handle,
    dispatch: Callback<Action>,
    on_request: Callback<Request>,
    on_scrolled: Callback<Byte>,
    announcement: (String, usize),
    is_dragging: bool,
    pane: Pane,
    shows_progress: bool,
    /// How many suggestions were on the screen.
    seen: usize,
    is_whole: Cell<bool>,
    /// Whether the address names something to open.
    follows_address: bool,
    /// Draws what shows an edit besides the text.
    redraw: Option<Timeout>,
    /// Whether something had the keyboard focus before this draw.
    had_focus: Cell<bool>,
    /// Whether a project was drawn last, and with an open article.
    drawn: Option<bool>,
    /// A command to obey once the dialog that it was picked in is gone.
    picked: Option<&'static str>,
    /// What is to be in sight once the text is drawn.
    revealed: Option<Span>,
    /// The notice on the screen and what takes it away.
    timed: Option<(Notice, Timeout)>,
    _listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        // Without random bits two machines' ids could meet; the time is better than nothing.
        let bits = entropy::bits64().unwrap_or_else(|_| js_sys::Date::now().to_bits());
        let state = Rc::new(RefCell::new(State::new(IdSource::new(bits))));
        let dispatch = link.callback(Msg::Act);
        let text = Handle::default();
        let announce = link.callback(Msg::Announce);
        let tasks = Tasks::new(state.clone(), dispatch.clone(), announce, text.clone());
        tasks.start();
        Self {
            follows_address: Address::of_page().is_some(),
            _listeners: listeners(ctx, &state),
            state,
            derived: RefCell::default(),
            tasks,
            text,
            dispatch,
            on_request: link.callback(Msg::Ask),
            on_scrolled: link.callback(|top| Msg::Act(Action::Scrolled(top))),
            announcement: (String::new(), 0),
            is_dragging: false,
            pane: Pane::Text,
            shows_progress: false,
            seen: 0,
            is_whole: Cell::new(false),
            redraw: None,
            had_focus: Cell::new(false),
            drawn: None,
            picked: None,
            revealed: None,
            timed: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Act(action) => return self.act(ctx, action),
            Msg::Ask(request) => self.tasks.answer(request),
            Msg::Command(command) => {
                self.obey(ctx, command);
                return true;
            }
            Msg::Announce(words) => {
                self.announcement = (words, self.announcement.1 + 1);
                return self.redraw.is_none();
            }
            Msg::Dragged(over) => return std::mem::replace(&mut self.is_dragging, over) != over,
            Msg::Dropped(dropped) => {
                self.tasks.note_dropped(dropped.handle());
                ctx.link().send_future(async { Msg::Found(dropped.files(|_| {}).await) });
            }
            Msg::Found(files) => self.tasks.load_dropped(files),
            Msg::PanePicked(pane) => {
                self.pane = pane;
                return true;
            }
            Msg::SightChanged => return true,
            Msg::AddressChanged => self.tasks.go_to_address(),
            Msg::RestCame | Msg::RedrawDue => return true,
            Msg::ProgressDue => {
                let state = self.state.borrow();
                self.shows_progress =
                    state.loading.as_ref().is_some_and(|loading| !loading.finished);
                return true;
            }
        }
        false
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.had_focus.set(!keyboard::is_focus_lost());
        let state = self.state.borrow();
        let (dispatch, on_request) = (&self.dispatch, &self.on_request);
        let (announcement, count) = &self.announcement;
        html! {
            <>
                if let Some(desk) = &state.desk {
                    { self.view_desk(ctx, desk, &state) }
                } else if self.follows_address && state.shelf.is_none() {
                    { opening() }
                } else {
                    { start_screen(state.shelf.as_deref().unwrap_or_default(), self.is_dragging, self.news(&state), dispatch, on_request) }
                }
                if let Some(percent) = state.opening {
                    { opening_panel(percent) }
                } else if let Some(loading) = state.loading.as_ref().filter(|loading| !loading.finished && self.shows_progress) {
                    { loading_panel(loading, asks(on_request, Request::CancelLoad)) }
                }
                if let Some(search) = state.name_search {
                    { names_panel(search, asks(on_request, Request::CancelNames)) }
                }
                if let Some(exporting) = state.exporting {
                    { export_panel(exporting, asks(on_request, Request::CancelExport)) }
                }
                if self.is_dragging && state.desk.is_some() {
                    <div class="drop-hint" aria-hidden="true">{ "Let go to add them to this project" }</div>
                }
                { dialog(&state, dispatch, on_request) }
                { toast(state.notice.as_ref(), dispatch) }
                { announcer(announcement, *count) }
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            crate::browser::rescue::set_started();
        }
        self.redraw = None;
        self.tasks.drawn();
        let state = self.state.borrow();
        if let Some(desk) = &state.desk {
            saving_state::show(&desk.saving);
        }
        if let Some(span) = self.revealed.take_if(|_| !Pane::Text.is_hidden()) {
            self.text.reveal(span);
            state.desk.iter().for_each(|desk| self.text.show_selection(&desk.selection));
        }
        if let Some(id) = self.picked.take() {
            let command = meaning(id, state.desk.as_ref());
            ctx.link().send_message(Msg::Command(command));
        }
        let waits = self.is_whole()
            && state
                .desk
                .as_ref()
                .is_some_and(|desk| desk.screen == Screen::Text && desk.listing().waiting > 0);
        let root = gloo::utils::document_element();
        let drawn = state.desk.as_ref().map(|desk| desk.open_article().is_some());
        let is_ready = drawn.is_some() || state.shelf.is_some();
        let ready = if drawn == Some(true) { "article" } else { "page" };
        set_attribute(&root, "data-ready", is_ready.then_some(ready));
        drop(state);
        let has_come = drawn > std::mem::replace(&mut self.drawn, drawn);
        if (has_come || self.had_focus.get()) && keyboard::is_focus_lost() {
            Timeout::new(CATCH_MS, keyboard::catch_focus).forget();
        }
        if waits {
            self.count_in_sight(ctx);
        }
    }
}

impl App {
    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let starts_load = matches!(action, Action::LoadStarted { .. });
        if let Action::SavingChanged(saving) = action {
            return self.take_saving(saving);
        }
        if let Action::FileCopyTold(copy) = action {
            return self.take_file_copy(copy);
        }
        let marks = action.marks();
        let changes_looks = matches!(action, Action::SettingsChosen(_) | Action::SettingsRead(_));
        let now = now();
        let (before, effects) = {
            let mut state = self.state.borrow_mut();
            if matches!(
                action,
                Action::ArticleChosen(_) | Action::ArticleStepped(_) | Action::ComparisonSwapped
            ) {
                self.revealed = None;
                // Scrolling may not have come to rest yet.
                let open = state.desk.as_ref().and_then(|desk| desk.open_article());
                if let Some(top) = open.and_then(|article| self.text.top_of(&article.text)) {
                    update(&mut state, Action::Scrolled(top), &now);
                }
            }
            let before = state.desk.as_ref().map(|desk| desk.work.project.clone());
            let searches = matches!(action, Action::SearchChanged(_) | Action::SearchContinued(_));
            let stroke = searches.then(Stroke::begin);
            let effects = update(&mut state, action, &now);
            drop(stroke);
            (before, effects)
        };
        if changes_looks {
            // The first line in sight stays it, however long the lines before it become.
            let top = self.text.top();
            comfort::apply(&self.state.borrow().settings);
            self.text.scroll_to(top);
        }
        self.time_notice();
        let draws_first = marks && effects.iter().all(Effect::needs_no_redraw) && self.draw_marks();
        for effect in effects {
            match effect {
                Effect::FocusSlot(_)
                | Effect::FocusLink
                | Effect::FocusAnswer(..)
                | Effect::FocusWholeStance => self.pane = Pane::Ledger,
                Effect::FocusText | Effect::FocusFind => self.pane = Pane::Text,
                Effect::Obey(id) => self.picked = Some(id),
                Effect::RevealDrawn(span) => self.revealed = Some(span),
                // Where one pane is shown: once it is the text.
                Effect::Reveal(span) if Pane::Text.is_hidden() => self.revealed = Some(span),
                _ => {}
            }
            self.tasks.run(effect, before.as_ref(), &now);
        }
        if starts_load {
            self.shows_progress = false;
            let link = ctx.link().clone();
            Timeout::new(PROGRESS_AFTER_MS, move || {
                link.send_message(Msg::ProgressDue);
            })
            .forget();
        }
        if draws_first && self.redraw.is_none() {
            let link = ctx.link().clone();
            let due = move || link.send_message(Msg::RedrawDue);
            self.redraw = Some(Timeout::new(REDRAW_MS, due));
        }
        !draws_first
    }

    /// Draws the marks of an edit and that it is being saved, before anything else that shows it.
    /// Whether there was anything to draw.
    fn draw_marks(&self) -> bool {
        let state = self.state.borrow();
        // A form's fields belong to the state that they were drawn for.
        let Some(desk) = state.desk.as_ref().filter(|desk| desk.draft.is_none()) else {
            return false;
        };
        saving_state::show(&desk.saving);
        desk.open_article()
            .is_some_and(|article| self.text.draw(&article.text, &Same::from(desk.painting())))
    }

    /// Shows how the work is kept. Whether a banner comes or goes with it.
    fn take_saving(&self, saving: Saving) -> bool {
        let mut state = self.state.borrow_mut();
        let before = state.desk.as_ref().map(|desk| desk.saving.clone());
        let fails = matches!(saving, Saving::Failed(_));
        saving_state::show(&saving);
        update(&mut state, Action::SavingChanged(saving), &now());
        fails || matches!(before, Some(Saving::Failed(_)))
    }

    /// Shows how the copy in a file stands, where that is on the screen.
    #[inline(never)] // not in the first load
    fn take_file_copy(&self, copy: Option<FileCopy>) -> bool {
        let wants = copy.as_ref().is_some_and(FileCopy::needs_hand);
        let (known, effects) = {
            let mut state = self.state.borrow_mut();
            let known = state.desk.as_ref().and_then(|desk| desk.file_copy.clone());
            (known, update(&mut state, Action::FileCopyTold(copy), &now()))
        };
        effects.into_iter().for_each(|effect| self.tasks.run(effect, None, &now()));
        let wanted = known.as_ref().is_some_and(FileCopy::needs_hand);
        let state = self.state.borrow();
        let changes = state.desk.as_ref().is_some_and(|desk| desk.file_copy != known);
        changes && (wants || wanted || state.dialog.is_some())
    }

    /// Takes a notice away after a while, unless something went wrong.
    fn time_notice(&mut self) {
        let notice = self.state.borrow().notice.clone();
        if self.timed.as_ref().map(|(known, _)| known) == notice.as_ref() {
            return;
        }
        self.timed = notice.map(|notice| {
            let dispatch = self.dispatch.clone();
            let is_error = notice.tone == Tone::Error;
            let timeout = Timeout::new(NOTICE_MS, move || {
                if !is_error {
                    dispatch.emit(Action::NoticeDismissed);
                }
            });
            (notice, timeout)
        });
    }

    /// Shows a pane, where only one is shown, and puts the keyboard focus into it.
    fn go_to(&mut self, pane: Pane, id: impl Into<AttrValue>) {
        self.pane = pane;
        self.tasks.focus_when_drawn(id);
    }

    /// Whether to draw what cannot be used before all of the program has come.
    fn is_whole(&self) -> bool {
        if !self.is_whole.get() && rest::is_here() {
            self.is_whole.set(true);
            self.tasks.keep_program();
        }
        self.is_whole.get()
    }

    /// What is new about the program.
    fn news(&self, state: &State) -> Html {
        if state.new_version {
            new_version(&self.dispatch, &self.on_request)
        } else {
            Html::default()
        }
    }

    #[inline(never)] // not in the first load
    fn obey(&mut self, ctx: &Context<Self>, command: Command) {
        match command {
            Command::Do(action) => ctx.link().send_message(Msg::Act(*action)),
            Command::Line { forward, to_boundary, extend, times } => {
                let moved = self.text.move_by_line(forward, to_boundary, extend, times);
                if let Some((anchor, caret)) = moved {
                    let anchor = if extend { anchor } else { caret };
                    self.dispatch.emit(Action::CaretPlaced { anchor, caret });
                }
            }
            Command::Pane(towards) => {
                let pane = Pane::beside_focus(towards);
                self.go_to(pane, pane.focus_id());
            }
            Command::Filter => self.go_to(Pane::Articles, "article-filter"),
            Command::Link => self.go_to(Pane::Ledger, super::entity_field::ID),
            Command::Note => self.go_to(Pane::Ledger, super::record_details::NOTE_ID),
            Command::Slot(slot) => self.go_to(Pane::Ledger, keyboard::slot_id(slot)),
            Command::AcceptInSight => {
                let seen = self.in_sight();
                self.dispatch.emit(Action::SuggestionsAccepted(seen));
            }
            Command::Chooser => keyboard::focus_chooser(),
            Command::AddFiles => keyboard::choose_files(),
            Command::SaveFile => self.tasks.answer(Request::SaveProject),
            Command::KeepCopy => self.tasks.answer(Request::KeepFileCopy),
            Command::KeepFolder => self.tasks.answer(Request::KeepFolderCopy),
        }
    }

    /// The suggestions that are on the screen.
    #[inline(never)] // not in the first load
    fn in_sight(&self) -> Vec<At> {
        let state = self.state.borrow();
        let Some(desk) = &state.desk else { return Vec::new() };
        let Some(article) = desk.open_article().filter(|_| desk.listing().waiting > 0) else {
            return Vec::new();
        };
        let waiting = desk.suggestions();
        let spans: Vec<_> = waiting.iter().map(|(_, record)| first_words(record)).collect();
        let seen = self.text.in_sight(&article.text, &spans);
        seen.into_iter().map(|at| waiting[at].0.clone()).collect()
    }

    /// Draws again if other suggestions have come into sight: the button says how many they are.
    #[inline(never)] // not in the first load
    fn count_in_sight(&mut self, ctx: &Context<Self>) {
        let count = self.in_sight().len();
        if std::mem::replace(&mut self.seen, count) != count {
            ctx.link().send_message(Msg::SightChanged);
        }
    }

    fn view_desk(&self, ctx: &Context<Self>, desk: &Desk, state: &State) -> Html {
        let settings = &state.settings;
        let mut derived = self.derived.borrow_mut();
        let project = Derived::project(desk);
        let codebook = Same::from(project.codebook.clone());
        let dispatch = &self.dispatch;
        if desk.screen != Screen::Text
            && let Some(screen) = self.view_screen(desk, &mut derived, state)
        {
            return screen;
        }
        let is_whole = self.is_whole();
        let rows = derived.articles(desk, is_whole);
        let tools = is_whole.then(|| header_tools(desk, settings, dispatch, &self.on_request));
        let is_comparing = desk.comparison.is_some() && desk.companion().is_some();
        html! {
            <main class="desk" data-pane={self.pane.name()} data-comparing={is_comparing.then_some("")}>
                { header(desk, settings, dispatch, &self.on_request, tools, self.news(state)) }
                <section class="pane pane-articles" id="pane-articles" tabindex="-1" aria-label="Articles">
                    { article_list(desk, rows, is_whole, settings, dispatch) }
                </section>
                <section class="pane pane-text" id="pane-text" tabindex="-1" aria-label="Text">
                    if let Some(article) = desk.open_article() {
                        { self.view_article(desk, &mut derived, article, &codebook, settings) }
                        if desk.finding.is_open {
                            { find_bar(&desk.finding, settings, dispatch) }
                        }
                    } else {
                        { no_articles(settings, dispatch) }
                    }
                </section>
                if is_comparing {
                    { companion(desk, self.text.clone(), settings, dispatch) }
                }
                <section class="pane pane-ledger" id="pane-ledger" tabindex="-1" aria-label="Marked">
                    if let Some(article) = desk.open_article().filter(|_| is_whole) {
                        { ledger(desk, &project, &Same::from(article.clone()), self.seen, settings, dispatch) }
                    }
                </section>
                <nav class="pane-tabs" aria-label="Panes">
                    { for [(Pane::Articles, "Articles"), (Pane::Text, "Text"), (Pane::Ledger, "Marked")].map(|(pane, name)| html! {
                        <button key={name} type="button" aria-pressed={(self.pane.name() == pane.name()).to_string()}
                            onclick={ctx.link().callback(move |_| Msg::PanePicked(pane))}>{ name }</button>
                    }) }
                </nav>
            </main>
        }
    }

    /// What is on the screen instead of the text.
    #[inline(never)] // not in the first load
    fn view_screen(&self, desk: &Desk, derived: &mut Derived, state: &State) -> Option<Html> {
        let settings = &state.settings;
        let (dispatch, on_request) = (&self.dispatch, &self.on_request);
        let screen = match desk.screen {
            Screen::Text => return None,
            Screen::Picture => {
                let view = desk.picture.as_ref()?;
                let facts = derived.facts(desk, &view.scope);
                picture(desk, view, &facts, settings, dispatch, on_request)
            }
            Screen::Search => search(desk, desk.search.as_ref()?, settings, dispatch),
            Screen::Registry => {
                let view = desk.registry_view.as_ref()?;
                registry(desk, view, settings, dispatch, on_request)
            }
        };
        let tools = header_tools(desk, settings, dispatch, on_request);
        Some(html! {
            <main class="desk">
                { header(desk, settings, dispatch, on_request, Some(tools), self.news(state)) }
                { screen }
            </main>
        })
    }

    fn view_article(
        &self,
        desk: &Desk,
        derived: &mut Derived,
        article: &Rc<crate::model::Article>,
        codebook: &Same<crate::model::Codebook>,
        settings: &Settings,
    ) -> Html {
        let painting = Same::from(desk.painting());
        let article = Same::from(article.clone());
        let outline = self.is_whole().then(|| derived.outline(desk));
        let found = Found { places: Same::from(desk.finding.places.clone()), at: desk.finding.at };
        let can_extend = desk.takes_words();
        let arcs = if self.is_whole() { desk.arcs() } else { Arcs::default() };
        let may_drag =
            self.is_whole() && desk.writing == Writing::Writer && desk.selection.span.is_none();
        let in_hand = if may_drag { desk.words_in_hand() } else { None };
        html! {
            <ArticleView article={article.clone()} {painting} codebook={codebook.clone()} selection={desk.selection.clone()}
                {can_extend} {arcs} {in_hand} {outline} {found} settings={settings.clone()} in_draft={desk.draft.as_ref().is_some_and(|draft| !draft.recorded)} top={desk.top}
                handle={self.text.clone()} dispatch={self.dispatch.clone()} on_scrolled={self.on_scrolled.clone()}>
                { article_head(&article, codebook, desk.status_of(&article.id), desk.armed.as_ref(), self.is_whole(), settings, &self.dispatch) }
            </ArticleView>
        }
    }
}

/// A stroke of a search, from its beginning to its end on the browser's timeline.
struct Stroke;

impl Stroke {
    #[inline(never)] // not in the first load
    fn begin() -> Self {
        clock::mark("search");
        Self
    }
}

impl Drop for Stroke {
    #[inline(never)] // not in the first load
    fn drop(&mut self) {
        clock::mark("searched");
    }
}

fn set_attribute(element: &web_sys::Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) => element.set_attribute(name, value).ok(),
        None => element.remove_attribute(name).ok(),
    };
}

fn now() -> Timestamp {
    Timestamp::new(&clock::now())
}
