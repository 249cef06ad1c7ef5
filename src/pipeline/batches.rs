//! Entries to batches, and a batch to the threads.

use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::Findings;
use crate::corpus::{Corpus, Document, Entry, Reject};
use crate::error::Result;
use crate::memory::Memory;

/// How a run is carried out; changes its speed, never its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Execution {
    /// Documents that are worked on together; with several threads up to four times as many are in
    /// memory. 1 or more, default 4,096.
    pub batch: usize,
    /// How much memory there is. Fewer documents are worked on together where their texts are long.
    pub memory: Memory,
}

impl Default for Execution {
    fn default() -> Self {
        Self { batch: 4_096, memory: Memory::UNLIMITED }
    }
}

/// Documents with what was found in them, and what was rejected between them.
#[derive(Debug, Default)]
pub struct AppliedBatch {
    /// The documents in their order.
    pub documents: Vec<Document>,
    /// What was found in each.
    pub findings: Vec<Findings>,
    /// What of the input was no case.
    pub rejects: Vec<Reject>,
}

/// A part of the input.
#[derive(Debug, Default)]
pub struct Batch {
    /// Cases in their order.
    pub documents: Vec<Document>,
    /// What was no case, between them.
    pub rejects: Vec<Reject>,
}

/// Hands the corpus to `work` in batches, in order. Where there are several threads the next batch is
/// read while one is worked on. What `work` leaves in a batch is let go by the thread that read it: memory
/// that one thread takes and another gives back makes them wait for each other.
///
/// # Errors
/// If the input cannot be read, or `work` fails.
pub fn each_batch(
    corpus: &Corpus,
    execution: Execution,
    mut work: impl FnMut(&mut Batch) -> Result<()>,
) -> Result<()> {
    let mut batches = batches(corpus.entries()?, execution);
    if rayon::current_num_threads() == 1 {
        return batches.try_for_each(|batch| work(&mut batch?));
    }
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(1);
        let (give_back, given_back) = channel::<Batch>();
        scope.spawn(move || {
            loop {
                given_back.try_iter().for_each(drop);
                let Some(batch) = batches.next() else { break };
                // An error of `work` hangs up.
                if send.send(batch).is_err() {
                    break;
                }
            }
        });
        receive.into_iter().try_for_each(|batch| {
            let mut batch = batch?;
            work(&mut batch)?;
            // The reader may have reached the end and be gone.
            drop(give_back.send(batch));
            Ok(())
        })
    })
}

/// Divides entries into batches of at most so many documents, in order.
fn batches(
    mut entries: impl Iterator<Item = Result<Entry>>,
    execution: Execution,
) -> impl Iterator<Item = Result<Batch>> {
    /// Bytes of text that are worked on together, and which share of the memory they may be: there are
    /// several batches at once, and much is made of each.
    const BYTES: (u64, usize) = (64, 32 << 20);
    /// Rejects that are handed on together.
    const REJECTS: usize = 1 << 14;
    let (size, most) = (execution.batch, execution.memory.share(BYTES.0, BYTES.1));
    std::iter::from_fn(move || {
        let mut batch = Batch::default();
        let mut bytes = 0;
        for entry in entries.by_ref() {
            match entry {
                Ok(Entry::Case(document)) => {
                    bytes += document.values.bytes();
                    batch.documents.push(document);
                }
                Ok(Entry::Reject(reject)) => batch.rejects.push(reject),
                Err(error) => return Some(Err(error)),
            }
            let rejected = batch.rejects.len();
            if batch.documents.len() >= size.max(1) || bytes >= most || rejected >= REJECTS {
                break;
            }
        }
        let empty = batch.documents.is_empty() && batch.rejects.is_empty();
        (!empty).then_some(Ok(batch))
    })
}

/// One workspace for every thread of the pool, kept from batch to batch.
pub(super) struct Workspaces<W> {
    slots: Vec<Mutex<W>>,
}

impl<W: Send> Workspaces<W> {
    pub(super) fn new(mut make: impl FnMut() -> W) -> Self {
        Self { slots: (0..rayon::current_num_threads()).map(|_| Mutex::new(make())).collect() }
    }

    /// Maps `items` in parallel; the results are in the order of the items. What `task` gives must
    /// not depend on what its workspace saw before.
    pub(super) fn map<T: Sync, R: Send>(
        &self,
        items: &[T],
        task: impl Fn(&mut W, &T) -> R + Sync,
    ) -> Vec<R> {
        let chunks = self.map_chunks(items, |workspace, _, chunk| {
            chunk.iter().map(|item| task(workspace, item)).collect::<Vec<R>>()
        });
        chunks.into_iter().flatten().collect()
    }

    /// As [`Workspaces::map`], some items at a time; `task` also gets the number of its workspace.
    pub(super) fn map_chunks<T: Sync, R: Send>(
        &self,
        items: &[T],
        task: impl Fn(&mut W, usize, &[T]) -> R + Sync,
    ) -> Vec<R> {
        /// Items a thread takes at once.
        const CHUNK: usize = 32;
        items
            .par_chunks(CHUNK)
            .map(|chunk| {
                let slot = rayon::current_thread_index().unwrap_or(0) % self.slots.len();
                // A thread that panicked is the end of the run; its workspace is never read again.
                let mut workspace = self.slots[slot].lock().unwrap_or_else(PoisonError::into_inner);
                task(&mut workspace, slot, chunk)
            })
            .collect()
    }

    /// What every thread has to say at the end, in the order of their numbers.
    pub(super) fn finish<R: Send>(self, finish: impl Fn(W) -> R + Sync) -> Vec<R> {
        let last =
            |slot: Mutex<W>| finish(slot.into_inner().unwrap_or_else(PoisonError::into_inner));
        self.slots.into_par_iter().map(last).collect()
    }
}
