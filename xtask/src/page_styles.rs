//! Joins the page's stylesheets, so that the page fetches one at first and one with the rest of the
//! program.
//!
//! In the source each component has its own file and index.html lists them in order, those of the
//! rest with `data-later`; a development build serves them as they are.

use crate::{
    markup::{Tag, tags},
    minify::{Language, minify},
    project::{self, Project},
};
use std::{fs, path::Path};

/// The relation of the link to the later stylesheet, which means nothing to a browser until
/// `www/rest.js` makes it a stylesheet.
const LATER: &str = "later";

/// Replaces the stylesheets of `dist/index.html` by two short ones that hold them all.
pub(crate) fn join(project: &Project, dist: &Path) -> Result<(), String> {
    let page_path = dist.join("index.html");
    let page = project::read(&page_path)?;
    let sheets: Vec<Tag> = tags(&page)
        .into_iter()
        .filter(|tag| tag.name == "link" && tag.attribute("rel") == Some("stylesheet"))
        .collect();
    let Some(first) = sheets.first() else { return Ok(()) };
    let (mut at_first, mut later) = (String::new(), String::new());
    for sheet in &sheets {
        let href = sheet
            .attribute("href")
            .and_then(|href| href.strip_prefix("./"))
            .ok_or("a stylesheet has no relative address")?;
        let path = dist.join(href);
        let joined =
            if sheet.attribute("data-later").is_some() { &mut later } else { &mut at_first };
        joined.push_str(&project::read(&path)?);
        fs::remove_file(&path).map_err(|error| format!("cannot remove {href}: {error}"))?;
    }
    let link = |relation: &str, name: &str, joined: String| {
        if fetches_more(&joined) {
            return Err("a stylesheet fetches another file, by @import or url(); only url(data:…) is allowed"
                .to_owned());
        }
        let joined = minify(project, &joined, Language::Style)?;
        let name = format!("{name}-{}.css", project::short_hash(joined.as_bytes()));
        project::write(&dist.join(&name), joined)?;
        Ok(format!("<link rel=\"{relation}\" href=\"./{name}\">"))
    };
    let links = link("stylesheet", "styles", at_first)? + &link(LATER, "later", later)?;
    project::write(&page_path, replace_links(&page, &sheets, first, &links))
}

fn fetches_more(css: &str) -> bool {
    let mut addresses =
        css.split("url(").skip(1).map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
    css.contains("@import")
        || addresses.any(|address| !address.starts_with("data:") && !address.starts_with('#'))
}

fn replace_links(page: &str, sheets: &[Tag], first: &Tag, link: &str) -> String {
    let mut result = String::new();
    let mut at = 0;
    for sheet in sheets {
        result.push_str(&page[at..sheet.range.start]);
        if sheet == first {
            result.push_str(link);
        }
        at = sheet.range.end;
    }
    result + &page[at..]
}

#[cfg(test)]
mod tests {
    use super::{fetches_more, replace_links};
    use crate::markup::tags;

    #[test]
    fn only_data_addresses_stay_in_one_file() {
        assert!(!fetches_more("a { background: url('data:image/svg+xml,x'), url(#a) }"));
        assert!(fetches_more("a { background: url(b.png) }"));
        assert!(fetches_more("@import 'b.css';"));
    }

    #[test]
    fn one_link_stands_where_the_first_stood() {
        let page = "<head><link rel=a href=1><title>t</title><link rel=a href=2></head>";
        let links: Vec<_> = tags(page).into_iter().filter(|tag| tag.name == "link").collect();
        assert_eq!(
            replace_links(page, &links, &links[0], "<one>"),
            "<head><one><title>t</title></head>"
        );
    }
}
