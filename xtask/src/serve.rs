//! `serve`: dist/ on this machine, for this machine only.

use crate::{
    arguments::ServeOptions,
    build,
    process::{self, say},
    project::Project,
    setup,
};
use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Component, Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    thread,
};
use tiny_http::{Header, Method, Request, Response, Server};

/// A browser asks for a handful of files at once.
const THREADS: usize = 4;

/// Builds the page and serves it until the process is stopped.
pub(crate) fn run(project: &Project, options: &ServeOptions) -> Result<(), String> {
    if options.dev {
        return serve_development(project, options);
    }
    build::run(project, &options.allowed)?;
    let server = Server::http(("127.0.0.1", options.port)).map_err(|error| {
        format!("cannot serve on 127.0.0.1:{0}: {error}. Try another --port", options.port)
    })?;
    announce(options);
    let (server, dist) = (Arc::new(server), project.dist());
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (server, dist) = (Arc::clone(&server), dist.clone());
            thread::spawn(move || {
                server.incoming_requests().for_each(|request| answer(request, &dist));
            })
        })
        .collect();
    threads
        .into_iter()
        .try_for_each(|thread| thread.join().map_err(|_| "the server stopped".to_owned()))
}

fn serve_development(project: &Project, options: &ServeOptions) -> Result<(), String> {
    let tools = setup::page_tools(project)?;
    say("building without optimisation; the page reloads when a file changes");
    let mut trunk = tools.trunk(project)?;
    trunk
        .args([
            "serve",
            "--offline",
            "--address",
            "127.0.0.1",
            "--port",
            &options.port.to_string(),
            "--dist",
        ])
        .arg(project.scratch().join("development"));
    if options.open && has_screen() {
        trunk.arg("--open");
    }
    process::run(&mut trunk)
}

fn announce(options: &ServeOptions) {
    let address = format!("http://127.0.0.1:{}/", options.port);
    println!("\n  Standpoint is at {address}\n  Stop with Ctrl+C.\n");
    if options.open && has_screen() {
        let mut opener = match env::consts::OS {
            "macos" => Command::new("open"),
            "windows" => Command::new("explorer"),
            _ => Command::new("xdg-open"),
        };
        // No browser to open is no fault: the address stands above.
        let _ = opener
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
    }
}

fn has_screen() -> bool {
    cfg!(any(target_os = "macos", windows))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn answer(request: Request, dist: &Path) {
    let (status, path) = match (request.method(), find_file(dist, request.url())) {
        (Method::Get | Method::Head, Some(path)) => (200, path),
        (Method::Get | Method::Head, None) => (404, dist.join("404.html")),
        _ => (405, dist.join("404.html")),
    };
    let (status, bytes) = fs::read(&path).map_or((404, Vec::new()), |bytes| (status, bytes));
    let response = Response::from_data(bytes)
        .with_status_code(status)
        .with_header(header("Content-Type", media_type(&path)))
        .with_header(header("X-Content-Type-Options", "nosniff"))
        // A rebuilt page is seen at the next load.
        .with_header(header("Cache-Control", "no-cache"));
    // A browser that has gone away needs no answer.
    let _ = request.respond(response);
}

fn header(name: &'static str, value: &'static str) -> Header {
    Header::from_bytes(name, value).expect("the headers are constants in ASCII")
}

/// The file of `dist` that a URL asks for, `index.html` for a folder; nothing outside of `dist`.
fn find_file(dist: &Path, url: &str) -> Option<PathBuf> {
    let path = decode(url.split(['?', '#']).next()?)?;
    let relative = Path::new(path.strip_prefix('/')?);
    let is_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside || path.contains('\\') {
        return None;
    }
    let found = dist.join(relative);
    let found = if found.is_dir() { found.join("index.html") } else { found };
    // A link that leads out of the folder is followed by no one.
    let real = found.canonicalize().ok()?;
    (real.is_file() && real.starts_with(dist.canonicalize().ok()?)).then_some(found)
}

/// Undoes percent-encoding; nothing for what is not UTF-8 or holds a NUL.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(OsStr::to_str) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{find_file, media_type};
    use std::{fs, path::Path};

    #[test]
    fn serves_only_what_lies_in_the_folder() {
        let folder = std::env::temp_dir().join(format!("standpoint-serve-{}", std::process::id()));
        let dist = folder.join("dist");
        fs::create_dir_all(dist.join("sample")).expect("a temporary folder");
        for file in ["dist/index.html", "dist/a b.js", "dist/sample/index.html", "secret.txt"] {
            fs::write(folder.join(file), file).expect("a temporary file");
        }
        let found = |url: &str| {
            let path = find_file(&dist, url)?;
            Some(path.strip_prefix(&dist).expect("inside").to_string_lossy().replace('\\', "/"))
        };
        assert_eq!(found("/").as_deref(), Some("index.html"));
        assert_eq!(found("/index.html?corpus=x#/a").as_deref(), Some("index.html"));
        assert_eq!(found("/a%20b.js").as_deref(), Some("a b.js"));
        assert_eq!(found("/sample/").as_deref(), Some("sample/index.html"));
        for url in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/sample/../../secret.txt",
            "//etc/passwd",
            "/%5c..%5csecret.txt",
            "/nothing.js",
            "secret.txt",
            "/%",
            "/%zz",
            "/%00",
            "",
            "/index.html/x",
        ] {
            assert_eq!(found(url), None, "{url}");
        }
        fs::remove_dir_all(folder).expect("the temporary folder");
    }

    #[test]
    fn modules_have_the_types_that_browsers_insist_on() {
        assert_eq!(media_type(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("a.js")), "text/javascript; charset=utf-8");
        assert_eq!(media_type(Path::new("a")), "application/octet-stream");
    }
}
