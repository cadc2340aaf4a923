//! Shows the dialog that is open.

use std::rc::Rc;

use yew::prelude::*;

use super::delete_project::delete_project;
use super::export::export;
use super::foreign_corpus::foreign_corpus;
use super::keys::keys;
use super::leave_unsaved::leave_unsaved;
use super::reading::reading;
use super::remove_article::remove_article;
use super::settings::settings;
use super::{
    CodebookDialog, ColumnsDialog, CompareDialog, DetailsDialog, EntitiesDialog, EverywhereDialog,
    GapsDialog, HistoryDialog, ImportDialog, IntakeDialog, MergeDialog, OutlineDialog,
    PaletteDialog, PasteDialog, ProgressDialog, ReportDialog, SuggestionsDialog,
};
use crate::model::{Details, Record};
use crate::session::import::ImportStage;
use crate::session::palette::Pick;
use crate::session::progress::Progress;
use crate::session::registry::{At, Change};
use crate::session::suggestions::first_words;
use crate::session::{Action, Desk, Dialog, Settings, State, StepList, Wanted, Writing, articles};
use crate::ui::{self, Request, Same, on};

/// The open dialog, or nothing.
pub fn dialog(state: &State, dispatch: &Callback<Action>, on_request: &Callback<Request>) -> Html {
    let opened = state.dialog.as_ref();
    opened.map(|opened| show(opened, state, dispatch, on_request)).unwrap_or_default()
}

#[inline(never)] // not in the first load
fn show(
    opened: &Dialog,
    state: &State,
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
) -> Html {
    let on_close = dispatch.reform(|()| Action::DialogClosed);
    let desk = state.desk.as_ref();
    match opened {
        Dialog::Paste => {
            let on_paste =
                asks(dispatch, on_request, |(title, text)| Request::AddText { title, text });
            html! { <PasteDialog {on_paste} {on_close} /> }
        }
        Dialog::Report => report(state, on_request, on_close),
        Dialog::Keys(sheet) => {
            let codebook = desk.map(|desk| &*desk.work.project.codebook);
            keys(&state.settings, sheet, codebook, dispatch, on_close)
        }
        Dialog::Outline => outline(desk, dispatch, on_close),
        Dialog::Everywhere => all_places(desk, dispatch, on_close),
        Dialog::Palette(palette) => {
            let on_pick = dispatch.reform(Action::PalettePicked);
            html! { <PaletteDialog palette={Same::from(palette.clone())} {on_pick} {on_close} /> }
        }
        Dialog::History => history(desk, dispatch, on_close),
        Dialog::Suggestions => suggestions(desk, dispatch, on_close),
        Dialog::Intake(intake) => {
            let taken = intake.clone();
            let on_take = dispatch.reform(move |places| Action::IntakeTaken(taken.clone(), places));
            html! { <IntakeDialog intake={Same::from(intake.clone())} {on_take} {on_close} /> }
        }
        Dialog::Entities(change) => entities(desk, change, dispatch, on_close),
        Dialog::Codebook => codebook(desk, &state.settings, dispatch, on_request, on_close),
        Dialog::Merge(merging) => {
            let (one, other) = (merging.clone(), merging.clone());
            let on_merge = asks(dispatch, on_request, move |()| Request::Merge(one.clone()));
            let on_copy = asks(dispatch, on_request, move |()| Request::OpenCopy(other.clone()));
            html! { <MergeDialog merging={merging.clone()} {on_merge} {on_copy} {on_close} /> }
        }
        Dialog::MarkFound(wanted) => places(desk, wanted, dispatch, on_close),
        Dialog::Progress(known) => progress(desk, known, dispatch, on_close),
        Dialog::Gaps(list) => {
            let view = desk.map(|desk| desk.gap_view.clone()).unwrap_or_default();
            let on_visit = dispatch.reform(|(goal, view)| Action::GapVisited(Box::new(goal), view));
            html! { <GapsDialog gaps={Same::from(list.clone())} {view} {on_visit} {on_close} /> }
        }
        Dialog::Reading => reading(&state.settings, dispatch, on_close),
        Dialog::Settings => settings(
            desk,
            &state.settings,
            state.persistence,
            &state.offline,
            dispatch,
            on_request,
            on_close,
        ),
        Dialog::Details => details(state, dispatch, on_close),
        Dialog::Compare(offered) => {
            let on_pick = dispatch.reform(Action::ComparisonOpened);
            html! { <CompareDialog offered={Same::from(offered.clone())} {on_pick} {on_close} /> }
        }
        Dialog::Export => {
            let project = desk.map(|desk| desk.work.project.clone());
            let listed = desk.map(articles::listed).unwrap_or_default();
            let listed = listed.into_iter().map(|article| article.id.clone()).collect();
            export(project.as_ref(), listed, on_request, on_close)
        }
        Dialog::Import(stage) => import(state, stage, on_request),
        Dialog::ForeignCorpus { host, url } => {
            let address = url.clone();
            let on_confirm = asks(dispatch, on_request, move |_: MouseEvent| {
                Request::OpenForeignCorpus(address.clone())
            });
            foreign_corpus(host, url, on_confirm, on_close)
        }
        Dialog::Columns { file, columns } => {
            let table = file.clone();
            let on_choose = asks(dispatch, on_request, move |columns| Request::ReadTable {
                file: table.clone(),
                columns,
            });
            let table = file.clone();
            let on_close = asks(dispatch, on_request, move |()| Request::LeaveTable(table.clone()));
            html! {
                <ColumnsDialog key={file.as_str()} file={file.clone()} columns={columns.clone()} {on_choose} {on_close} />
            }
        }
        Dialog::LeaveUnsaved => {
            let on_confirm = on(dispatch, Action::UnsavedLeft);
            let on_save = asks(dispatch, on_request, |_: MouseEvent| Request::SaveProject);
            leave_unsaved(on_confirm, on_save, on_close)
        }
        Dialog::DeleteProject(id) => {
            let project = state.shelf.iter().flatten().find(|project| project.id == *id);
            let on_confirm = on(dispatch, Action::ProjectDeleted(id.clone()));
            project.map(|project| delete_project(project, on_confirm, on_close)).unwrap_or_default()
        }
        Dialog::RemoveArticle(id) => {
            let project = desk.map(|desk| &desk.work.project);
            let article = project.and_then(|project| Some((project, project.articles.get(id)?)));
            let on_confirm = on(dispatch, Action::ArticleRemoved(id.clone()));
            article
                .map(|(project, article)| remove_article(project, article, on_confirm, on_close))
                .unwrap_or_default()
        }
    }
}

fn import(state: &State, stage: &ImportStage, on_request: &Callback<Request>) -> Html {
    let desk = state.desk.as_ref();
    let project = desk.map(|desk| Same::from(desk.work.project.clone()));
    let me = desk.map_or_else(|| "p".into(), |desk| desk.annotator.clone());
    let may_change = desk.is_none_or(|desk| desk.writing == Writing::Writer);
    html! {
        <ImportDialog stage={stage.clone()} {project} {me} {may_change} on_request={on_request.clone()} />
    }
}

/// Takes the dialog away, and then asks for something.
fn asks<In: 'static>(
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
    request: impl Fn(In) -> Request + 'static,
) -> Callback<In> {
    let (dispatch, on_request) = (dispatch.clone(), on_request.clone());
    Callback::from(move |input| {
        dispatch.emit(Action::DialogClosed);
        on_request.emit(request(input));
    })
}

fn report(state: &State, on_request: &Callback<Request>, on_close: Callback<()>) -> Html {
    let Some(loading) = &state.loading else { return Html::default() };
    html! {
        <ReportDialog
            report={Same::from(loading.report.clone())}
            notice={state.notice.clone()}
            on_save={ui::asks(on_request, Request::SaveReport)}
            on_copy={ui::asks(on_request, Request::CopyReport)}
            {on_close}
        />
    }
}

fn outline(desk: Option<&Desk>, dispatch: &Callback<Action>, on_close: Callback<()>) -> Html {
    let Some(desk) = desk else { return Html::default() };
    let (Some(article), Some(layer)) = (desk.open_article().cloned(), desk.open_layer_id()) else {
        return Html::default();
    };
    html! {
        <OutlineDialog project={Same::from(desk.work.project.clone())} article={Same::from(article)} {layer} focus={desk.focus.clone()}
            caret={desk.selection.caret} on_choose={dispatch.reform(Action::OutlineChosen)} {on_close} />
    }
}

fn suggestions(desk: Option<&Desk>, dispatch: &Callback<Action>, on_close: Callback<()>) -> Html {
    let Some(desk) = desk else { return Html::default() };
    let listed = |found: Vec<(At, Record)>| {
        let lines = found.into_iter().filter_map(|(at, record)| {
            Some((desk.suggestion_words(&at, &record)?, first_words(&record), at))
        });
        lines.collect::<Vec<_>>()
    };
    html! {
        <SuggestionsDialog project={Same::from(desk.work.project.clone())} here={Same::new(listed(desk.suggestions()))} everywhere={Same::new(listed(desk.all_suggestions()))}
            on_accept={dispatch.reform(Action::SuggestionsAccepted)} {on_close} />
    }
}

fn entities(
    desk: Option<&Desk>,
    change: &Change,
    dispatch: &Callback<Action>,
    on_close: Callback<()>,
) -> Html {
    let Some(desk) = desk else { return Html::default() };
    let on_do = dispatch.reform(|change| Action::EntitiesChanged(Box::new(change)));
    html! {
        <EntitiesDialog project={Same::from(desk.work.project.clone())} change={change.clone()} {on_do} {on_close} />
    }
}

fn progress(
    desk: Option<&Desk>,
    progress: &Rc<Progress>,
    dispatch: &Callback<Action>,
    on_close: Callback<()>,
) -> Html {
    let Some(desk) = desk else { return Html::default() };
    let listed = articles::listed(desk).into_iter();
    let listed = listed.map(|it| (it.id.clone(), desk.status_of(&it.id))).collect::<Vec<_>>();
    let on_open = dispatch.reform(|id| Action::PalettePicked(Pick::Article(id)));
    let on_gaps = dispatch.reform(|()| Action::GapsAsked);
    html! {
        <ProgressDialog project={Same::from(desk.work.project.clone())} progress={Same::from(progress.clone())} listed={Same::new(listed)} gaps={desk.gap_count()} {on_open} {on_gaps} {on_close} />
    }
}

fn all_places(desk: Option<&Desk>, dispatch: &Callback<Action>, on_close: Callback<()>) -> Html {
    let wanted = desk.and_then(Wanted::of);
    wanted.map(|wanted| places(desk, &wanted, dispatch, on_close)).unwrap_or_default()
}

fn places(
    desk: Option<&Desk>,
    wanted: &Wanted,
    dispatch: &Callback<Action>,
    on_close: Callback<()>,
) -> Html {
    let here = desk.and_then(|desk| Some((desk, desk.open_layer_id()?)));
    let Some((desk, layer)) = here else { return Html::default() };
    let wanted = wanted.clone();
    let on_do = dispatch.reform(|(wanted, hits)| Action::DoneEverywhere(Box::new(wanted), hits));
    html! {
        <EverywhereDialog project={Same::from(desk.work.project.clone())} {layer} {wanted} {on_do} {on_close} />
    }
}

fn history(desk: Option<&Desk>, dispatch: &Callback<Action>, on_close: Callback<()>) -> Html {
    let Some(desk) = desk else { return Html::default() };
    let steps = Same::new(StepList::of(desk));
    html! { <HistoryDialog {steps} on_visit={dispatch.reform(Action::HistoryVisited)} {on_close} /> }
}

fn codebook(
    desk: Option<&Desk>,
    settings: &Settings,
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
    on_close: Callback<()>,
) -> Html {
    let Some(desk) = desk else { return Html::default() };
    let on_apply =
        dispatch.reform(|(wanted, fates)| Action::CodebookApplied(Box::new(wanted), fates));
    let on_export = on_request.reform(|codebook| Request::ExportCodebook(Box::new(codebook)));
    html! {
        <CodebookDialog project={Same::from(desk.work.project.clone())} settings={settings.clone()}
            may_change={desk.writing == Writing::Writer} {on_apply} {on_export} {on_close} />
    }
}

fn details(state: &State, dispatch: &Callback<Action>, on_close: Callback<()>) -> Html {
    let Some((desk, article)) =
        state.desk.as_ref().and_then(|desk| desk.open_article().map(|article| (desk, article)))
    else {
        return Html::default();
    };
    let id = article.id.clone();
    let on_correct = dispatch
        .reform(move |details: Details| Action::DetailsCorrected(id.clone(), Box::new(details)));
    let on_remove = on(dispatch, Action::DialogOpened(Dialog::RemoveArticle(article.id.clone())));
    html! {
        <DetailsDialog
            key={article.id.as_str()}
            article={Same::from(article.clone())}
            may_change={desk.writing == Writing::Writer}
            {on_correct}
            {on_remove}
            {on_close}
        />
    }
}
