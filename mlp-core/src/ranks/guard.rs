//! Ranks that panic.

use super::communicator::Communicator;

/// Ends all ranks if it is dropped by a panic.
struct Guard<'w>(&'w dyn Communicator);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.abort("panicked");
        }
    }
}

/// Runs the work of a rank, and ends all ranks if it panics: they would wait for this one.
pub(crate) fn guarded<T>(world: &dyn Communicator, work: impl FnOnce() -> T) -> T {
    let _guard = Guard(world);
    work()
}
