//! Cases are pages; the faults are compared by a word of each.

use super::{AllowedHost, seal, verify};

const META: &str = r#"<meta name="content-security-policy">"#;

fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    )
}

fn sealed(body: &str) -> String {
    seal(&page(META, body), &[]).expect("the page has a place for the policy")
}

#[track_caller]
fn check_faults(page: &str, expected: &[&str]) {
    let faults = verify(page);
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
    for (fault, word) in faults.iter().zip(expected) {
        assert!(fault.contains(word), "{fault:?} does not say {word:?}");
    }
}

#[test]
fn a_script_is_allowed_by_its_hash() {
    // The hash of `alert('Hello, world.');` as given by the policy's specification, CSP 3 § 8.3.
    let page = sealed("<script>alert('Hello, world.');</script>");
    assert!(page.contains("script-src 'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=' 'wasm-unsafe-eval';"), "{page}");
    check_faults(&page, &[]);
}

#[test]
fn the_whole_policy() {
    let page =
        seal(&page(META, ""), &["https://news.example".parse().expect("a host")]).expect("sealed");
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
        img-src 'self' data: blob:; connect-src 'self' https://news.example; worker-src 'self'; \
        manifest-src 'self'; base-uri 'none'; form-action 'none'";
    assert!(
        page.contains(&format!(
            r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#
        )),
        "{page}"
    );
    check_faults(&page, &[]);
}

#[test]
fn two_equal_scripts_share_a_hash() {
    let page = sealed("<script>1</script><script>1</script><script src=./a.js></script>");
    assert_eq!(page.matches("'sha256-").count(), 1);
    check_faults(&page, &[]);
}

#[test]
fn a_page_without_one_place_is_refused() {
    assert!(seal(&page("", ""), &[]).is_err());
    assert!(seal(&page(&META.repeat(2), ""), &[]).is_err());
    assert!(seal(&page(META, "<script>1\r\n2</script>"), &[]).is_err());
}

#[test]
fn a_changed_script_is_found() {
    let page = sealed("<script>1</script>").replace("<script>1", "<script>2");
    check_faults(&page, &["is not in the policy", "is no inline script"]);
}

#[test]
fn a_late_policy_is_found() {
    let late = seal(&page(&format!("<title>x</title>{META}"), ""), &[]).expect("sealed");
    check_faults(&late, &["not the first element"]);
    check_faults(&page(META, ""), &["not the first element"]);
}

#[test]
fn what_the_policy_would_block_is_found() {
    check_faults(&sealed("<p style='color:red'>"), &["style attribute"]);
    check_faults(&sealed("<style>p{}</style>"), &["style element"]);
    check_faults(&sealed("<p onclick='x()'>"), &["inline handler"]);
    check_faults(&sealed("<img src=https://a.example/b.png>"), &["foreign address"]);
    check_faults(&sealed("<img src=//a.example/b.png>"), &["foreign address"]);
    check_faults(&sealed("<script src='HTTPS://a.example'></script>"), &["foreign address"]);
    check_faults(
        &sealed("<link rel=icon href='data:,'><img src=./a.png><a href='https://a.example'>"),
        &[],
    );
}

#[test]
fn allowed_hosts_are_one_host_each() {
    for good in
        ["https://a.example", "https://a.example:8443", "http://localhost:9000", "http://127.0.0.1"]
    {
        assert!(good.parse::<AllowedHost>().is_ok(), "{good}");
    }
    for bad in [
        "",
        "a.example",
        "https://",
        "http://a.example",
        "https://*",
        "https://*.a.example",
        "https://a.example/",
        "https://a.example; script-src *",
        "https://a.example https://b.example",
        "https://a..b",
        "https://A.example",
        "https://a.example:",
        "https://a.example:x",
        "https://a.example:+1",
        "https://user@a.example",
        "https://é.example",
        "https:",
        "*",
        "https://-a.example",
        "https://a\".example",
    ] {
        assert!(bad.parse::<AllowedHost>().is_err(), "{bad}");
    }
}
