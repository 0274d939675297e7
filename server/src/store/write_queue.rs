//! Who may write, and in which order: the first who came is the first to write. The queue has an end, so that a server
//! that has too much to do says so at once instead of letting everybody wait for nothing.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::StoreError;

/// Who waits longer is told to come again: whoever is at the other end waits no longer, either.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// How many may wait. At 2 ms a transaction the last of them waits a second.
pub(super) const LENGTH: usize = 500;

#[derive(Debug, Clone)]
pub(super) struct WriteQueue {
    writers: usize,
    waiting: usize,
    /// Handed out in the order in which they were asked for.
    turns: Arc<Semaphore>,
    /// Of those who write and those who wait.
    places: Arc<Semaphore>,
}

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _turn: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

impl WriteQueue {
    /// So many may write at the same time, and so many wait.
    pub(super) fn new(writers: usize, waiting: usize) -> Self {
        Self {
            writers,
            waiting,
            turns: Arc::new(Semaphore::new(writers)),
            places: Arc::new(Semaphore::new(writers + waiting)),
        }
    }

    /// `None` where somebody writes already.
    pub(super) fn free_turn(&self) -> Option<Turn> {
        Some(Turn {
            _place: self.places.clone().try_acquire_owned().ok()?,
            _turn: self.turns.clone().try_acquire_owned().ok()?,
        })
    }

    /// Whether others wait while this one writes.
    pub(super) fn is_waited_for(&self) -> bool {
        let free = self.places.available_permits();
        free < self.waiting + self.writers.saturating_sub(1)
    }

    /// Behind those who wait, and without a place of theirs: what was written is committed however many come.
    pub(super) async fn turn_to_commit(&self) -> Option<OwnedSemaphorePermit> {
        // Fails only where the semaphore is closed, and nobody does.
        self.turns.clone().acquire_owned().await.ok()
    }

    /// # Errors
    /// `Busy` at once where the queue is full, and after [`LONGEST_WAIT`].
    pub(super) async fn turn(&self) -> Result<Turn, StoreError> {
        let place = self.places.clone().try_acquire_owned();
        let place = place.map_err(|_| StoreError::Busy)?;
        let turn = self.turns.clone().acquire_owned();
        match tokio::time::timeout(LONGEST_WAIT, turn).await {
            Ok(Ok(turn)) => Ok(Turn {
                _turn: turn,
                _place: place,
            }),
            Ok(Err(_)) | Err(_) => Err(StoreError::Busy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_came_first_writes_first() {
        let queue = WriteQueue::new(1, 3);
        let first = queue.turn().await.unwrap();
        let (order, mut wrote) = tokio::sync::mpsc::unbounded_channel();
        let mut waiting = Vec::new();
        for number in 0..3 {
            let (queue, order) = (queue.clone(), order.clone());
            waiting.push(tokio::spawn(async move {
                let _turn = queue.turn().await.unwrap();
                order.send(number).unwrap();
            }));
            // On one thread: it is in the queue before the next one comes.
            tokio::task::yield_now().await;
        }
        drop(first);
        for task in waiting {
            task.await.unwrap();
        }
        let order: Vec<i32> = std::iter::from_fn(|| wrote.try_recv().ok()).collect();
        assert_eq!(order, [0, 1, 2]);
    }

    #[tokio::test]
    async fn who_finds_the_queue_full_is_told_at_once() {
        let queue = WriteQueue::new(1, 1);
        let writing = queue.turn().await.unwrap();
        let waits = tokio::spawn({
            let queue = queue.clone();
            async move { queue.turn().await }
        });
        tokio::task::yield_now().await;
        assert!(matches!(queue.turn().await, Err(StoreError::Busy)));
        assert!(queue.free_turn().is_none());
        drop(writing);
        waits.await.unwrap().unwrap();
        queue.turn().await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever() {
        let queue = WriteQueue::new(1, 1);
        let _stuck = queue.turn().await.unwrap();
        assert!(matches!(queue.turn().await, Err(StoreError::Busy)));
    }
}
