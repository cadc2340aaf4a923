//! Shows the dialog that is open.

use yew::prelude::*;

use super::{
    ColumnsDialog, DeleteProjectDialog, DetailsDialog, ExportDialog, ForeignCorpusDialog,
    KeysDialog, LeaveUnsavedDialog, PasteDialog, RemoveArticleDialog, ReportDialog, SettingsDialog,
};
use crate::model::{AnnotatorId, ArticleId, Details, Project, ProjectId};
use crate::session::{Action, Dialog, Notice, ReportLine, Settings, Shelved, articles};
use crate::ui::{Request, Same};

/// The host's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DialogHostProps {
    /// What lies over the page.
    pub dialog: Option<Dialog>,
    /// The open project.
    pub project: Option<Same<Project>>,
    /// Whose layers are shown.
    pub annotator: Option<AnnotatorId>,
    /// The open article.
    pub article: Option<ArticleId>,
    /// Whether this tab may change the project.
    pub may_change: bool,
    /// What the analyst chose for this browser.
    pub settings: Settings,
    /// The projects that the browser keeps.
    pub shelf: Option<Vec<Shelved>>,
    /// What became of each file of the last load.
    pub report: Option<Same<Vec<ReportLine>>>,
    /// What happened last.
    #[prop_or_default]
    pub notice: Option<Notice>,
    /// Hears what the analyst did.
    pub dispatch: Callback<Action>,
    /// Hears what the world must do.
    pub on_request: Callback<Request>,
}

/// The open dialog, or nothing.
#[component]
pub fn DialogHost(props: &DialogHostProps) -> Html {
    let on_close = props.dispatch.reform(|()| Action::DialogClosed);
    let opens =
        |dialog: Dialog| props.dispatch.reform(move |()| Action::DialogOpened(dialog.clone()));
    let dialog = props.dialog.as_ref().map(|dialog| match dialog {
        Dialog::Paste => {
            let on_paste = asks(props, |(title, text)| Request::AddText { title, text });
            html! { <PasteDialog {on_paste} {on_close} /> }
        }
        Dialog::Report => report(props, on_close),
        Dialog::Keys => html! {
            <KeysDialog
                single_keys={props.settings.single_keys}
                on_settings={opens(Dialog::Settings)}
                {on_close}
            />
        },
        Dialog::Settings => html! {
            <SettingsDialog
                project={props.project.clone()}
                annotator={props.annotator.clone()}
                may_change={props.may_change}
                settings={props.settings.clone()}
                dispatch={props.dispatch.clone()}
                {on_close}
            />
        },
        Dialog::Details => details(props, on_close),
        Dialog::Export => html! { <ExportDialog on_request={props.on_request.clone()} {on_close} /> },
        Dialog::ForeignCorpus { host, url } => {
            let address = url.clone();
            let on_confirm = asks(props, move |()| Request::OpenForeignCorpus(address.clone()));
            html! { <ForeignCorpusDialog host={host.clone()} url={url.clone()} {on_confirm} {on_close} /> }
        }
        Dialog::Columns { file, columns } => {
            let table = file.clone();
            let on_choose =
                asks(props, move |columns| Request::ReadTable { file: table.clone(), columns });
            let table = file.clone();
            let on_close = asks(props, move |()| Request::LeaveTable(table.clone()));
            html! {
                <ColumnsDialog key={file.as_str()} file={file.clone()} columns={columns.clone()} {on_choose} {on_close} />
            }
        }
        Dialog::LeaveUnsaved => html! {
            <LeaveUnsavedDialog
                on_confirm={props.dispatch.reform(|()| Action::UnsavedLeft)}
                on_save={asks(props, |()| Request::SaveProject)}
                {on_close}
            />
        },
        Dialog::DeleteProject(id) => delete_project(props, id, on_close),
        Dialog::RemoveArticle(id) => remove_article(props, id, on_close),
    });
    dialog.unwrap_or_default()
}

/// Takes the dialog away, and then asks for something.
fn asks<In: 'static>(
    props: &DialogHostProps,
    request: impl Fn(In) -> Request + 'static,
) -> Callback<In> {
    let (dispatch, on_request) = (props.dispatch.clone(), props.on_request.clone());
    Callback::from(move |input| {
        dispatch.emit(Action::DialogClosed);
        on_request.emit(request(input));
    })
}

fn report(props: &DialogHostProps, on_close: Callback<()>) -> Html {
    let Some(report) = props.report.clone() else { return html! {} };
    html! {
        <ReportDialog
            {report}
            notice={props.notice.clone()}
            on_save={props.on_request.reform(|()| Request::SaveReport)}
            on_copy={props.on_request.reform(|()| Request::CopyReport)}
            {on_close}
        />
    }
}

fn details(props: &DialogHostProps, on_close: Callback<()>) -> Html {
    let article = props.project.as_ref().zip(props.article.as_ref());
    let Some(article) = article.and_then(|(project, id)| project.articles.get(id)) else {
        return html! {};
    };
    let id = article.id.clone();
    let on_correct = props
        .dispatch
        .reform(move |details: Details| Action::DetailsCorrected(id.clone(), Box::new(details)));
    let id = article.id.clone();
    let on_remove =
        props.dispatch.reform(move |()| Action::DialogOpened(Dialog::RemoveArticle(id.clone())));
    html! {
        <DetailsDialog
            key={article.id.as_str()}
            article={Same::from(article.clone())}
            may_change={props.may_change}
            {on_correct}
            {on_remove}
            {on_close}
        />
    }
}

fn delete_project(props: &DialogHostProps, id: &ProjectId, on_close: Callback<()>) -> Html {
    let Some(project) = props.shelf.iter().flatten().find(|project| project.id == *id) else {
        return html! {};
    };
    let id = id.clone();
    html! {
        <DeleteProjectDialog
            name={project.name.clone()}
            articles={project.articles}
            on_confirm={props.dispatch.reform(move |()| Action::ProjectDeleted(id.clone()))}
            {on_close}
        />
    }
}

fn remove_article(props: &DialogHostProps, id: &ArticleId, on_close: Callback<()>) -> Html {
    let Some((project, article)) =
        props.project.as_ref().and_then(|project| Some((project, project.articles.get(id)?)))
    else {
        return html! {};
    };
    let layers = project.layers.iter().filter(|(layer, _)| layer.article == *id);
    let counts: Vec<usize> =
        layers.map(|(_, layer)| layer.records.len()).filter(|count| *count > 0).collect();
    let id = id.clone();
    html! {
        <RemoveArticleDialog
            headline={articles::headline(article)}
            records={counts.iter().sum::<usize>()}
            annotators={counts.len()}
            on_confirm={props.dispatch.reform(move |()| Action::ArticleRemoved(id.clone()))}
            {on_close}
        />
    }
}
