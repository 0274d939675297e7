//! From where a request comes. Behind a proxy every connection is the proxy's: then the address is what a trusted proxy
//! says of it (`X-Forwarded-For`), and a header that anyone else sends is not believed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

use crate::error::ApiError;
use crate::state::AppState;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// For limits alone: it is written down nowhere. Of IPv6 it is the network of 64 bits, which one household has to
/// itself (RFC 6177): by single addresses one phone could be 18 trillion million clients.
pub(crate) struct ClientAddress(pub(crate) IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        Ok(Self::of(
            &parts.extensions,
            &parts.headers,
            &app.settings.trusted_proxies,
        ))
    }
}

impl ClientAddress {
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        Self(counted_as(behind(peer(extensions), headers, trusted)))
    }

    /// Whether a proxy of ours has sent it.
    pub(crate) fn is_of_proxy(extensions: &Extensions, trusted: &[IpNet]) -> bool {
        let peer = peer(extensions);
        trusted.iter().any(|net| net.contains(&peer))
    }
}

fn counted_as(address: IpAddr) -> IpAddr {
    const NETWORK: u128 = u128::MAX << 64;
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) & NETWORK).into(),
    }
}

/// Who comes without a connection, as in tests, has one address together.
fn peer(extensions: &Extensions) -> IpAddr {
    let info = extensions.get::<ConnectInfo<SocketAddr>>();
    let nobody = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let peer = info.map_or(nobody, |ConnectInfo(address)| address.ip());
    peer.to_canonical()
}

/// Each proxy writes whom it serves behind what it was sent: so the last that is no proxy of ours is the client, and
/// what stands before it is anybody's claim.
fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|net| net.contains(&address));
    let mut client = peer;
    let lines = headers.get_all(FORWARDED_FOR).into_iter().rev();
    let said = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    for address in said {
        if !is_trusted(client) {
            break;
        }
        let address = str::from_utf8(address)
            .ok()
            .and_then(|text| read(text.trim()));
        let Some(address) = address else {
            break;
        };
        client = address.to_canonical();
    }
    client
}

/// An address, with or without a port, as proxies write it.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse().ok();
    address.or_else(|| {
        text.parse()
            .map(|with_port: SocketAddr| with_port.ip())
            .ok()
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, said: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|net| net.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in said {
            headers.append(
                FORWARDED_FOR,
                HeaderValue::from_bytes(line.as_bytes()).unwrap(),
            );
        }
        behind(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_proxy_of_ours_says_whom_it_serves() {
        assert_eq!(client("10.0.0.1", &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(client("10.0.0.1", &["192.0.2.7:4711"]), "192.0.2.7");
        assert_eq!(client("10.0.0.1", &["[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(client("fd00::1", &["192.0.2.7, 10.0.0.9"]), "192.0.2.7");
        assert_eq!(client("10.0.0.1", &["192.0.2.7", "10.0.0.9"]), "192.0.2.7");
    }

    #[test]
    fn nobody_gives_himself_another_address() {
        assert_eq!(client("192.0.2.7", &["192.0.2.8"]), "192.0.2.7");
        assert_eq!(client("10.0.0.1", &["192.0.2.8, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(
            client("10.0.0.1", &["192.0.2.8, 192.0.2.7, 10.0.0.9"]),
            "192.0.2.7"
        );
    }

    #[test]
    fn a_household_is_one_client() {
        let counted = |text: &str| counted_as(text.parse().unwrap()).to_string();
        assert_eq!(counted("2001:db8:7::1"), "2001:db8:7::");
        assert_eq!(counted("2001:db8:7:0:ffff::9"), "2001:db8:7::");
        assert_eq!(counted("2001:db8:7:1::1"), "2001:db8:7:1::");
        assert_eq!(counted("192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn where_a_proxy_says_nothing_it_is_the_proxy() {
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["unknown"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["é, é"]), "10.0.0.1");
    }
}
