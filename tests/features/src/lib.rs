//! The optional features of `mlp`, used as a user does; the tests are in `tests/`.

/// The stack of each thread, in bytes: a debug build moves `Scaled`, which holds its network by value.
const STACK: usize = 16 << 20;

/// Runs `work` in a pool of so many threads of its own.
///
/// # Panics
///
/// When `work` does, or the threads cannot be started.
pub fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK);
    pool.build().expect("a pool").install(work)
}
