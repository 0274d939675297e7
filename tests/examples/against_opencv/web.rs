//! A web server for one page: the built app, opencv.js, the photograph, and the two scripts of this measurement.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("page.js");
const THEIRS: &str = include_str!("opencv_worker.js");

struct Files {
    app: PathBuf,
    opencv: PathBuf,
    photograph: Vec<u8>,
}

pub(crate) struct Site {
    port: u16,
}

impl Site {
    /// Serves until the program ends.
    pub(crate) fn start(app: &Path, opencv: &Path, photograph: Vec<u8>) -> Self {
        let files = Arc::new(Files {
            app: app.to_path_buf(),
            opencv: opencv.to_path_buf(),
            photograph,
        });
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let files = Arc::clone(&files);
                // A browser that hangs up in between is none of our business.
                thread::spawn(move || files.answer(&stream).unwrap_or_default());
            }
        });
        Self { port }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

impl Files {
    fn answer(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        let mut request = String::new();
        let mut reader = BufReader::new(stream);
        reader.read_line(&mut request)?;
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            line.clear();
        }
        let path = request.split(' ').nth(1).unwrap_or("/");
        let path = path.split('?').next().unwrap_or("/");
        let (status, body) = match self.file(path) {
            Some(body) => ("200 OK", body),
            None => ("404 Not Found", Vec::new()),
        };
        let kind = match path.rsplit('.').next() {
            Some("js") => "text/javascript",
            Some("wasm") => "application/wasm",
            Some("jpg") => "image/jpeg",
            _ => "text/html",
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        stream.write_all(&body)
    }

    fn file(&self, path: &str) -> Option<Vec<u8>> {
        match path {
            "/" => {
                let index = std::fs::read_to_string(self.app.join("index.html")).ok()?;
                let meta = index
                    .lines()
                    .find(|line| line.contains("name=\"precheck-worker\""))?;
                Some(PAGE.replace("<!-- worker -->", meta).into_bytes())
            }
            "/page.js" => Some(SCRIPT.into()),
            "/opencv_worker.js" => Some(THEIRS.into()),
            "/opencv.js" => std::fs::read(&self.opencv).ok(),
            "/photograph.jpg" => Some(self.photograph.clone()),
            _ if path.contains("..") => None,
            asset => std::fs::read(self.app.join(asset.trim_start_matches('/'))).ok(),
        }
    }
}
