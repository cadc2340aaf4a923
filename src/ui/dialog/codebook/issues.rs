//! The issues that stances can be about, and what they belong to.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::editor::{Editor, Item, faults_of, next_to};
use crate::model::{Codebook, Issue};
use crate::session::codebook::{Fault, add_issue, may_belong_to, remove_issue, shift};

/// The issues as a tree, and a field for one more.
pub(super) fn issues(editor: &Editor, wanted: &Codebook, own: &[&Fault]) -> Html {
    let tree = wanted.issue_tree();
    let ids: Vec<String> = tree.iter().map(|(_, it)| name_id(it)).collect();
    html! {
        <>
            <p class="soft">{"What stances can be about without being an entity, from the wide to the narrow: security, below it guarantees, below these troops."}</p>
            <div class="codebook-items">
                { for tree.iter().enumerate().map(|(shown, (depth, issue))| {
                    let at = wanted.issues.iter().position(|it| std::ptr::eq(it, *issue)).unwrap_or_default();
                    row(editor, wanted, issue, (*depth, at, next_to(&ids, shown, "codebook-new-issue")), own)
                }) }
            </div>
            {editor.add_form("codebook-new-issue", "A further issue", |codebook, label| add_issue(codebook, label, None))}
        </>
    }
}

pub(super) fn name_id(issue: &Issue) -> String {
    format!("codebook-issue-{}", issue.id)
}

fn row(
    editor: &Editor,
    wanted: &Codebook,
    issue: &Issue,
    (depth, at, next): (usize, usize, String),
    own: &[&Fault],
) -> Html {
    let on_it = move |change: fn(&mut Issue, String)| {
        move |codebook: &mut Codebook, typed: String| {
            codebook.issues.get_mut(at).into_iter().for_each(|it| change(it, typed.clone()));
        }
    };
    let rename = editor.typed(on_it(|it, typed| it.label = typed));
    let write = editor.written(on_it(|it, typed| it.guideline = typed));
    let put = editor.changes(move |codebook, event: Event| {
        let parent = event.target_unchecked_into::<HtmlSelectElement>().value();
        if let Some(issue) = codebook.issues.get_mut(at) {
            issue.parent = (!parent.is_empty()).then(|| parent.into());
        }
    });
    // Up and down among those that belong to the same one.
    let of_it = wanted.issues.iter().enumerate().filter(|(_, it)| it.parent == issue.parent);
    let siblings: Vec<usize> = of_it.map(|(place, _)| place).collect();
    let nth = siblings.iter().position(|place| *place == at).unwrap_or_default();
    let (id, own_id, count) = (issue.id.clone(), name_id(issue), siblings.len());
    let item = Item { label: &issue.label, id: own_id.clone(), next, at: nth, count };
    let tools = editor.item_tools(
        &item,
        move |codebook, towards| {
            let mut order = siblings.clone();
            shift(&mut order, nth, towards);
            let moved: Vec<Issue> = order.iter().map(|it| codebook.issues[*it].clone()).collect();
            siblings.iter().zip(moved).for_each(|(to, issue)| codebook.issues[*to] = issue);
        },
        move |codebook| remove_issue(codebook, &id),
    );
    let others = wanted.issues.iter().filter(|it| may_belong_to(wanted, &issue.id, &it.id));
    html! {
        <div key={at} class="codebook-item is-issue" role="group" aria-label={issue.label.clone()} data-depth={depth.min(4).to_string()}>
            <label class="field codebook-wide"><span class="name">{"Name"}</span>
                <input id={own_id} type="text" dir="auto" autocomplete="off" value={issue.label.clone()} oninput={rename} />
            </label>
            <label class="field"><span class="name">{"Belongs to"}</span>
                <select aria-label={format!("What {} belongs to", issue.label)} onchange={put}>
                    <option value="" selected={issue.parent.is_none()}>{"nothing wider"}</option>
                    { for others.map(|it| html! {
                        <option key={it.id.as_str()} value={it.id.to_string()} selected={issue.parent.as_ref() == Some(&it.id)}>{&it.label}</option>
                    }) }
                </select>
            </label>
            {tools}
            <textarea class="codebook-guideline" rows="1" dir="auto" aria-label={format!("Guideline of {}", issue.label)} placeholder="What belongs to it" value={issue.guideline.clone()} oninput={write} />
            {faults_of(own, at)}
        </div>
    }
}
