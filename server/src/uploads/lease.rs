//! The right to write to one upload. One connection at a time has it; a newer one for the same file ends the older,
//! because on a phone a connection is often dead long before either side notices.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedMutexGuard, watch};

/// The uploads that are leased just now, by id.
#[derive(Debug, Default)]
pub(crate) struct UploadLeases(Mutex<HashMap<String, Weak<Slot>>>);

#[derive(Debug)]
struct Slot {
    /// The number of the newest request for the lease.
    newest: watch::Sender<u64>,
    lock: Arc<tokio::sync::Mutex<()>>,
}

/// Exclusive access to one upload, until a newer request asks for it.
pub(crate) struct UploadLease {
    newest: watch::Receiver<u64>,
    number: u64,
    _slot: Arc<Slot>,
    _guard: OwnedMutexGuard<()>,
}

impl UploadLeases {
    /// Tells the present holder to stop, and waits until it has.
    pub(crate) async fn acquire(&self, id: &str) -> UploadLease {
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            slots.retain(|_, slot| slot.strong_count() > 0);
            let held = slots.get(id).and_then(Weak::upgrade);
            held.unwrap_or_else(|| {
                let slot = Arc::new(Slot {
                    newest: watch::channel(0).0,
                    lock: Arc::default(),
                });
                slots.insert(id.to_owned(), Arc::downgrade(&slot));
                slot
            })
        };
        let mut number = 0;
        slot.newest.send_modify(|newest| {
            *newest += 1;
            number = *newest;
        });
        let guard = slot.lock.clone().lock_owned().await;
        UploadLease {
            newest: slot.newest.subscribe(),
            number,
            _slot: slot,
            _guard: guard,
        }
    }
}

impl UploadLease {
    /// Returns when a newer request asks for the lease.
    pub(super) async fn superseded(&mut self) {
        let number = self.number;
        let _ = self.newest.wait_for(|newest| *newest > number).await;
    }
}
