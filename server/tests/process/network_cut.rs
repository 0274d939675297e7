//! A network that cuts every connection: what was sent may have been done or not, and the answer is lost. Whoever sends
//! it again under the same key has it done once.

use std::net::TcpListener;

use crate::killed::look_at;
use crate::proxy::BadNetwork;
use crate::residents::{Habits, Residents};
use crate::running::Running;

const CASES: usize = 300;

#[test]
fn over_a_network_that_cuts_every_connection_nothing_is_lost_or_done_twice() {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let flags = ["--writes-a-minute", "1000000", "--keep-free", "0"];
    let server = Running::with_socket_and(tempfile::tempdir().unwrap(), &socket, &flags, &[]);
    let network = BadNetwork::before(socket.local_addr().unwrap());
    let residents = Residents::at(network.address, Habits::default());
    residents.go_on(CASES);
    let done = residents.end();
    let cuts = network.cuts();
    println!(
        "{cuts} connections cut: {} cases acknowledged, {} taken back, {} photographs whole, {} requests sent again, the \
         longest waited {:.1} s; none lost, none twice",
        done.handed_in,
        done.taken_back,
        done.photographs.len(),
        done.again,
        done.longest.as_secs_f64()
    );
    assert!(cuts > 60 && done.again > 60, "{cuts}, {}", done.again);
    let folder = server.stop();
    let database = folder.path().join("data/yijianshi.db");
    look_at(&format!("sqlite://{}", database.display()), &done);
}
