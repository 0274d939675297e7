//! The address of this machine on its network, and a QR code of it for phones.

use std::net::{IpAddr, UdpSocket};

/// The address that packets to elsewhere would leave from. None is sent: to connect a UDP socket
/// only asks the system for the route (192.0.2.1 is for documentation, RFC 5737).
pub(super) fn address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

/// Two modules a character, light on dark swapped: terminals are mostly dark.
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
