//! The time since a training began, where there is a clock.

/// Whether the target has a clock; on wasm without an operating system `std`'s panics.
#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
#[derive(Debug)]
pub(super) struct Clock {
    start: std::time::Instant,
    /// What passed before a training was resumed.
    before: f64,
}

#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
impl Clock {
    pub(super) fn start() -> Self {
        Self { start: std::time::Instant::now(), before: 0.0 }
    }

    /// In seconds.
    #[expect(clippy::unnecessary_wraps, reason = "there is not always a clock")]
    pub(super) fn elapsed(&self) -> Option<f64> {
        Some(self.before + self.start.elapsed().as_secs_f64())
    }
}

#[cfg(not(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown")))))]
#[derive(Debug)]
pub(super) struct Clock;

#[cfg(not(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown")))))]
#[expect(clippy::unused_self, reason = "there is not always a clock")]
impl Clock {
    pub(super) fn start() -> Self {
        Self
    }

    pub(super) fn elapsed(&self) -> Option<f64> {
        None
    }
}
