//! The time since a training began, where there is a clock.

/// Whether the target has a clock; on wasm without an operating system `std`'s panics.
#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
#[derive(Debug)]
pub(crate) struct Clock {
    start: std::time::Instant,
    /// What passed before a training was resumed.
    before: f64,
}

#[cfg(all(feature = "std", not(all(target_family = "wasm", target_os = "unknown"))))]
impl Clock {
    pub(crate) fn start() -> Self {
        Self { start: std::time::Instant::now(), before: 0.0 }
    }

    /// Goes on from so many seconds.
    #[cfg(feature = "safetensors")]
    pub(crate) fn resume(&mut self, seconds: Option<f64>) {
        self.before = seconds.unwrap_or(0.0);
    }

    /// In seconds.
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
