//! The time since a training run began, where there is a clock.

/// The target has a clock; on wasm without an operating system `std`'s clock panics.
#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
#[derive(Debug)]
pub(crate) struct Clock {
    start: std::time::Instant,
    /// The seconds before the training run was resumed.
    before: f64,
}

#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
impl Clock {
    pub(crate) fn start() -> Self {
        Self { start: std::time::Instant::now(), before: 0.0 }
    }

    /// Continues from this many seconds.
    #[cfg(feature = "safetensors")]
    pub(crate) fn resume(&mut self, seconds: Option<f64>) {
        self.before = seconds.unwrap_or(0.0);
    }

    /// Returns the seconds since the training run began.
    #[expect(clippy::unnecessary_wraps, reason = "there is not always a clock")]
    pub(crate) fn elapsed(&self) -> Option<f64> {
        Some(self.before + self.start.elapsed().as_secs_f64())
    }
}

#[cfg(not(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown")))))]
#[derive(Debug)]
pub(crate) struct Clock;

#[cfg(not(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown")))))]
#[expect(clippy::unused_self, reason = "there is not always a clock")]
impl Clock {
    pub(crate) fn start() -> Self {
        Self
    }

    pub(crate) fn elapsed(&self) -> Option<f64> {
        None
    }

    #[cfg(feature = "safetensors")]
    pub(crate) fn resume(&mut self, _: Option<f64>) {}
}
