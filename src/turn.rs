//! One at a time: whoever comes while someone else is at it waits for their turn.
//! For what a phone has only one of, such as the pre-check worker and the way up to the server.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};
use std::thread::LocalKey;

/// Kept in a `thread_local!`: a page has one thread.
pub(crate) struct Turns {
    taken: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// Someone's turn. It ends when this is dropped, also when the work fails or is given up.
pub(crate) struct Turn(&'static LocalKey<Turns>);

impl Turns {
    pub(crate) const fn new() -> Self {
        Self {
            taken: Cell::new(false),
            waiting: RefCell::new(Vec::new()),
        }
    }
}

/// Waits until nobody else is at it.
pub(crate) async fn turn(of: &'static LocalKey<Turns>) -> Turn {
    poll_fn(|context| {
        of.with(|turns| {
            if turns.taken.replace(true) {
                turns.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            } else {
                Poll::Ready(Turn(of))
            }
        })
    })
    .await
}

impl Drop for Turn {
    fn drop(&mut self) {
        // All wake, one gets it, the others wait again: there are never more than a handful.
        let waiting = self.0.with(|turns| {
            turns.taken.set(false);
            turns.waiting.take()
        });
        for waker in waiting {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::pin::pin;
    use std::task::Context;

    thread_local! {
        static COUNTER: Turns = const { Turns::new() };
    }

    #[test]
    fn the_second_waits_until_the_first_is_done() {
        let mut context = Context::from_waker(Waker::noop());
        let mut first = pin!(turn(&COUNTER));
        let Poll::Ready(held) = first.as_mut().poll(&mut context) else {
            panic!("nobody was before the first");
        };
        let mut second = pin!(turn(&COUNTER));
        assert!(second.as_mut().poll(&mut context).is_pending());
        drop(held);
        assert!(second.as_mut().poll(&mut context).is_ready());
    }
}
