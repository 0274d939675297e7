//! The address of this machine on its network, and a QR code of it for phones.

use std::net::{IpAddr, UdpSocket};

/// The local address of the default route. Connecting a UDP socket sends no packet, it only looks the route up
/// (192.0.2.1 is reserved for documentation, RFC 5737).
pub(super) fn address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

/// Two rows of modules per line of text, with inverted colours because most terminals are dark.
pub(super) fn qr_code(link: &str) -> String {
    use qrcode::render::unicode::Dense1x2;
    match qrcode::QrCode::new(link) {
        Ok(code) => code
            .render::<Dense1x2>()
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark)
            .build(),
        Err(_) => String::new(),
    }
}
