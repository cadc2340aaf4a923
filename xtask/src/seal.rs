//! The page's Content-Security-Policy: written into the built page, and verified there.

use crate::markup::{Tag, tags};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

const POLICY_NAME: &str = "content-security-policy";

/// A host beyond the page's own that the built page may fetch a corpus from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AllowedHost(String);

impl FromStr for AllowedHost {
    type Err = String;

    /// Accepts `https://host` or `https://host:port`, and `http://` for this machine only. Anything
    /// that a policy would read as more than one host is refused: paths, wildcards, quotes.
    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = |why: &str| {
            Err(format!("expected https://host or https://host:port, found {text:?}: {why}"))
        };
        let (host, local_only) = match (text.strip_prefix("https://"), text.strip_prefix("http://"))
        {
            (Some(host), _) => (host, false),
            (_, Some(host)) => (host, true),
            _ => return refuse("no https://"),
        };
        let (name, port) =
            host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
        if port.is_some_and(|port| port.starts_with('+') || port.parse::<u16>().is_err()) {
            return refuse("the port is not a number below 65536");
        }
        let is_label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !name.split('.').all(is_label) {
            return refuse("a host name has lower-case letters, digits, hyphens and dots");
        }
        if local_only && !matches!(name, "localhost" | "127.0.0.1") {
            return refuse("http:// is for localhost only");
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for AllowedHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `page` with the element `<meta name="content-security-policy">` replaced by the policy that lets
/// its inline scripts run and nothing else.
pub(crate) fn seal(page: &str, allowed: &[AllowedHost]) -> Result<String, String> {
    if page.contains('\r') {
        return Err(
            "the page holds a carriage return, which browsers drop before they hash a script"
                .to_owned(),
        );
    }
    let all = tags(page);
    let mut places =
        all.iter().filter(|tag| tag.name == "meta" && tag.attribute("name") == Some(POLICY_NAME));
    let (Some(place), None) = (places.next(), places.next()) else {
        return Err(format!("expected exactly one <meta name=\"{POLICY_NAME}\"> in the page"));
    };
    let mut hashes: Vec<String> =
        all.iter().filter_map(|tag| inline_script(page, tag)).map(hash_source).collect();
    hashes.sort();
    hashes.dedup();
    let element = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        policy(&hashes, allowed)
    );
    Ok(format!("{}{element}{}", &page[..place.range.start], &page[place.range.end..]))
}

/// What is wrong with a sealed page; empty when its policy is the first thing in it, fits its inline
/// scripts exactly, and nothing in the page needs more than the policy gives.
pub(crate) fn verify(page: &str) -> Vec<String> {
    let all = tags(page);
    let mut faults = Vec::new();
    match policy_of(&all) {
        Ok(policy) => faults.extend(hash_faults(page, &all, policy)),
        Err(fault) => faults.push(fault),
    }
    for tag in &all {
        faults.extend(tag_faults(page, tag));
    }
    faults
}

fn policy(hashes: &[String], allowed: &[AllowedHost]) -> String {
    let hashes: String = hashes.iter().map(|hash| format!(" {hash}")).collect();
    let hosts: String = allowed.iter().map(|host| format!(" {host}")).collect();
    format!(
        "default-src 'none'; script-src 'self'{hashes} 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'{hosts}; worker-src 'self'; \
         manifest-src 'self'; base-uri 'none'; form-action 'none'"
    )
}

fn inline_script<'page>(page: &'page str, tag: &Tag) -> Option<&'page str> {
    let inline = tag.name == "script" && tag.attribute("src").is_none();
    inline.then_some(()).and(tag.text.clone()).map(|text| &page[text])
}

fn hash_source(script: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)))
}

fn policy_of(all: &[Tag]) -> Result<&str, String> {
    let head = all.iter().position(|tag| tag.name == "head").ok_or("the page has no <head>")?;
    all[head + 1..]
        .iter()
        .find(|tag| tag.attribute("charset").is_none())
        .filter(|tag| {
            tag.name == "meta"
                && tag.attribute("http-equiv").is_some_and(|v| v.eq_ignore_ascii_case(POLICY_NAME))
        })
        .and_then(|tag| tag.attribute("content"))
        .ok_or_else(|| "the policy is not the first element of <head> after the charset".to_owned())
}

fn hash_faults(page: &str, all: &[Tag], policy: &str) -> Vec<String> {
    let script_sources: Vec<&str> = policy
        .split(';')
        .map(str::trim)
        .find_map(|directive| directive.strip_prefix("script-src "))
        .unwrap_or_default()
        .split_ascii_whitespace()
        .collect();
    let scripts: Vec<String> =
        all.iter().filter_map(|tag| inline_script(page, tag)).map(hash_source).collect();
    let missing = scripts
        .iter()
        .filter(|hash| !script_sources.contains(&hash.as_str()))
        .map(|hash| format!("an inline script's hash {hash} is not in the policy"));
    let stale = script_sources
        .iter()
        .filter(|source| source.starts_with("'sha") && !scripts.iter().any(|hash| hash == *source))
        .map(|source| format!("the policy allows {source}, which is no inline script of the page"));
    missing.chain(stale).collect()
}

fn tag_faults(page: &str, tag: &Tag) -> Vec<String> {
    let shown = &page[tag.range.clone()];
    let mut faults = Vec::new();
    if tag.name == "style" {
        faults.push(format!("an inline style element, which the policy blocks: {shown}"));
    }
    for (name, value) in &tag.attributes {
        if name == "style" {
            faults.push(format!("a style attribute, which the policy blocks: {shown}"));
        }
        if name.starts_with("on") {
            faults.push(format!("an inline handler, which the policy blocks: {shown}"));
        }
        // A link that a person follows is not fetched by the page.
        let fetched = matches!(name.as_str(), "src" | "srcset" | "href" | "poster" | "data")
            && tag.name != "a";
        if fetched && is_foreign(value) {
            faults.push(format!("a foreign address: {shown}"));
        }
    }
    faults
}

/// Whether a URL may name another host: `//host`, or a scheme other than `data:` and `blob:`.
fn is_foreign(url: &str) -> bool {
    let url = url.trim();
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let has_scheme = scheme.as_deref().is_some_and(|scheme| {
        scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
            && !matches!(scheme, "data" | "blob")
    });
    has_scheme || url.starts_with("//") || url.starts_with("\\\\") || url.contains("://")
}

#[cfg(test)]
mod tests;
