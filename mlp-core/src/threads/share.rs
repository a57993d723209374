//! Distributes the parts of a piece of work to all free threads, which stay awake for the next piece.
//!
//! A step is several pieces of work, each on all threads. Waking a thread takes 5 to 100 microseconds (on a virtual
//! machine), and `rayon` lets a thread sleep after a few dozen searches for work: sooner than one thread is done with
//! its work between two pieces.

use super::alone::alone;
use alloc::sync::Arc;
use core::sync::atomic::{AtomicUsize, Ordering};
use rayon::Yield;
use std::sync::{Mutex, PoisonError};
use std::thread::yield_now;
use std::thread_local;
use std::time::{Duration, Instant};

/// How long a thread waits for more work before it sleeps.
///
/// It is longer than any work in a step that one thread does alone.
const PATIENCE: Duration = Duration::from_micros(200);

thread_local! {
    /// The number of other threads that stay awake for this one.
    static AWAKE: Arc<AtomicUsize> = Arc::new(AtomicUsize::new(0));
}

/// Counts one while it exists, even if work panics.
struct Counted<'a>(&'a AtomicUsize);

impl<'a> Counted<'a> {
    fn new(counter: &'a AtomicUsize) -> Self {
        counter.fetch_add(1, Ordering::AcqRel);
        Self(counter)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Calls `work` for each part, and returns when all are done.
///
/// Each thread takes the next part when it is done with one, and does not split it further.
pub(crate) fn share<P: Send>(parts: impl ExactSizeIterator<Item = P> + Send, work: impl Fn(P) + Sync) {
    let helpers = (rayon::current_num_threads() - 1).min(parts.len().saturating_sub(1));
    let (parts, busy) = (Mutex::new(parts), AtomicUsize::new(0));
    let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take_parts = || alone(|| core::iter::from_fn(next).for_each(&work));
    keep_awake(helpers);
    // in place: a thread outside the pool works too, and no other has to be woken for it
    rayon::in_place_scope(|scope| {
        for _ in 0..helpers {
            scope.spawn(|_| {
                let _counted = Counted::new(&busy);
                take_parts();
            });
        }
        take_parts();
        // others work on their last part: falling asleep now would cost more than waiting
        wait_until(|| busy.load(Ordering::Acquire) == 0);
    });
}

/// Waits until `done`, but not for long.
fn wait_until(done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() && start.elapsed() < PATIENCE {
        yield_now();
    }
}

/// Lets `helpers` other threads of the pool look for work until there has been none for a while.
fn keep_awake(helpers: usize) {
    let here = rayon::current_thread_index();
    AWAKE.with(|awake| {
        for _ in awake.load(Ordering::Acquire)..helpers {
            awake.fetch_add(1, Ordering::AcqRel);
            let awake = Arc::clone(awake);
            rayon::spawn(move || {
                // no other thread took it before this one did
                if rayon::current_thread_index() != here {
                    look_for_work();
                }
                awake.fetch_sub(1, Ordering::AcqRel);
            });
        }
    });
}

/// Runs work of the pool until there has been none for [`PATIENCE`].
fn look_for_work() {
    let mut last = Instant::now();
    while last.elapsed() < PATIENCE {
        if rayon::yield_now() == Some(Yield::Executed) {
            last = Instant::now();
        } else {
            yield_now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::share;
    use alloc::{vec, vec::Vec};
    use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use rayon::{ThreadPool, ThreadPoolBuilder};
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread::sleep;
    use std::time::Duration;

    fn pool(threads: usize) -> ThreadPool {
        ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool")
    }

    /// Runs each part once, even if threads sleep in between.
    fn hold() {
        for parts in [0, 1, 2, 3, 7, 100] {
            for pause in [0, 1] {
                let mut done = vec![0; parts];
                share(done.iter_mut(), |part| *part += 1);
                assert_eq!(done, vec![1; parts]);
                sleep(Duration::from_millis(pause));
            }
        }
    }

    #[test]
    fn each_part_is_done_once() {
        for threads in [1, 2, 3, 8] {
            pool(threads).install(hold);
        }
        // on a thread outside any pool
        hold();
    }

    #[test]
    fn several_threads_share() {
        let names = AtomicUsize::new(0);
        // each part waits for the other, so that two threads have one each
        let both = AtomicUsize::new(0);
        pool(2).install(|| {
            share([1, 2].into_iter(), |name| {
                both.fetch_add(1, Ordering::SeqCst);
                while both.load(Ordering::SeqCst) < 2 {
                    std::thread::yield_now();
                }
                names.fetch_add(name, Ordering::SeqCst);
            });
        });
        assert_eq!(names.into_inner(), 3);
    }

    #[test]
    fn nobody_waits_for_threads_that_have_other_work() {
        let (pool, done, busy) = (pool(2), AtomicUsize::new(0), AtomicBool::new(false));
        pool.in_place_scope(|scope| {
            // one thread is busy until the other has done all parts
            scope.spawn(|_| {
                busy.store(true, Ordering::SeqCst);
                while done.load(Ordering::SeqCst) < 2_000 {
                    std::thread::yield_now();
                }
            });
            while !busy.load(Ordering::SeqCst) {
                std::thread::yield_now();
            }
            scope.spawn(|_| {
                for _ in 0..200 {
                    share(0..10, |_| {
                        done.fetch_add(1, Ordering::SeqCst);
                    });
                }
            });
        });
        assert_eq!(done.into_inner(), 2_000);
    }

    #[test]
    fn several_callers_share_one_pool() {
        pool(2).scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|_| (0..50).for_each(|_| hold_without_pauses()));
            }
        });
    }

    fn hold_without_pauses() {
        let mut done = [0; 20];
        share(done.iter_mut(), |part| *part += 1);
        assert_eq!(done, [1; 20]);
    }

    #[test]
    fn a_panic_comes_back() {
        pool(2).install(|| {
            for panicking in 0..4 {
                let parts: Vec<usize> = (0..4).collect();
                let share = || share(parts.iter(), |part| assert!(*part != panicking, "part {part}"));
                assert!(catch_unwind(AssertUnwindSafe(share)).is_err(), "part {panicking}");
            }
            hold_without_pauses();
        });
    }
}
