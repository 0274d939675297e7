//! One client: a connection that is kept, and the cookie of who is signed in.

use std::error::Error;
use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::http::request::Builder;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

pub(crate) struct Client {
    address: SocketAddr,
    connection: SendRequest<Full<Bytes>>,
    pub(crate) cookie: String,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) cookie: Option<String>,
    pub(crate) body: Bytes,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Result<Self> {
        Ok(Self {
            address,
            connection: connection(address).await?,
            cookie: String::new(),
        })
    }

    /// For headers of its own.
    pub(crate) fn request(method: Method, path: &str) -> Builder {
        let request = Request::builder().method(method).uri(path);
        request.header("host", "city.example")
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer> {
        let request = Self::request(Method::GET, path).header("cookie", &self.cookie);
        self.send(request, Bytes::new()).await
    }

    /// As the app sends it.
    pub(crate) async fn post(&mut self, path: &str, key: &str, body: Bytes) -> Result<Answer> {
        let request = Self::request(Method::POST, path)
            .header("cookie", &self.cookie)
            .header("x-requested-by", "yijianshi")
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        self.send(request, body).await
    }

    /// The whole answer; over a new connection where the server has closed the one before.
    pub(crate) async fn send(&mut self, request: Builder, body: Bytes) -> Result<Answer> {
        if self.connection.ready().await.is_err() {
            self.connection = connection(self.address).await?;
        }
        let request = request.body(Full::new(body))?;
        let response: Response<_> = self.connection.send_request(request).await?;
        let cookie = response.headers().get("set-cookie");
        let cookie = cookie.and_then(|it| it.to_str().ok()?.split(';').next());
        let cookie = cookie.map(str::to_owned);
        Ok(Answer {
            status: response.status(),
            cookie,
            body: response.into_body().collect().await?.to_bytes(),
        })
    }
}

async fn connection(address: SocketAddr) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

impl Answer {
    pub(crate) fn is(self, expected: u16, what: &str) -> Result<Self> {
        if self.status == expected {
            return Ok(self);
        }
        let said = String::from_utf8_lossy(&self.body).into_owned();
        Err(format!("{what}: {} {said}", self.status).into())
    }
}
