//! A training run that is killed again and again, with copies and full disks in between.

use crate::Fault;
use crate::process::{Process, Told, Wanted};
use mlp_reference::SplitMix64;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Far longer than a second process needs to find the lock of the first.
const PATIENCE: Duration = Duration::from_secs(60);
const MOMENT: Duration = Duration::from_millis(2);

/// Trains for so many epochs with about so many kills, and returns how the last process ended.
///
/// The processes last `length` together; if that is not enough for the kills, another training run follows.
pub(crate) fn run(folder: &Path, epochs: usize, length: Duration, kills: usize, seed: u64) -> Result<Told, Fault> {
    let mut subject = Subject {
        path: folder.join("killed.checkpoint"),
        copy: folder.join("copy.checkpoint"),
        epochs,
        random: SplitMix64::new(seed),
        seen: 0,
    };
    let mean = length / u32::try_from(kills + 1).expect("some kills");
    let (mut killed, mut refused, mut full, mut starts) = (0, 0, 0, 0);
    let mut finished = None;
    while killed < kills || finished.is_none() {
        if finished.is_some() {
            // it came to its end sooner than was planned: once more from the beginning
            subject.begin_again()?;
            finished = None;
        }
        starts += 1;
        // as many at the very beginning as in the middle of an epoch
        let pause = mean.mul_f32(2.0 * subject.random.next_f32());
        let told = match starts % 8 {
            3 => {
                full += 1;
                subject.on_a_full_disk()?
            }
            5 => {
                refused += 1;
                subject.two_at_once(pause)?
            }
            _ => subject.for_a_while(if killed < kills { Some(pause) } else { None })?,
        };
        subject.hold_epochs(&told)?;
        if told.digest.is_some() {
            finished = Some(told);
        } else if told.error.is_none() {
            killed += 1;
            if killed == kills.div_ceil(2) && subject.path.exists() {
                fs::copy(&subject.path, &subject.copy).map_err(|error| error.to_string())?;
            }
        }
    }
    println!("{killed} kills, {refused} second runs that were refused, {full} disks that were full");
    let last = finished.expect("the loop ends with it");
    // a copy of the checkpoint is a run of its own, and goes on from its epoch
    if subject.copy.exists() {
        Process::start(&subject.copy, epochs, Wanted::Everything)?.end()?.hold(&last)?;
    }
    subject.nothing_is_left()?;
    Ok(last)
}

struct Subject {
    path: PathBuf,
    /// Where the checkpoint of the run at its half is kept.
    copy: PathBuf,
    epochs: usize,
    random: SplitMix64,
    /// The last epoch that any process told of: its checkpoint may not be there, that of the one before is.
    seen: usize,
}

impl Subject {
    fn start(&self, wanted: Wanted) -> Result<Process, Fault> {
        Process::start(&self.path, self.epochs, wanted)
    }

    fn begin_again(&mut self) -> Result<(), Fault> {
        self.seen = 0;
        fs::remove_file(&self.path).map_err(|error| error.to_string())
    }

    /// Kills a process after a pause; without one it comes to its end.
    fn for_a_while(&self, pause: Option<Duration>) -> Result<Told, Fault> {
        let mut process = self.start(Wanted::Everything)?;
        let Some(pause) = pause else { return process.end() };
        let begin = Instant::now();
        while begin.elapsed() < pause && !process.is_over() {
            sleep(MOMENT.min(pause));
        }
        process.kill()
    }

    /// Starts two processes; one trains, the other is told that it does.
    fn two_at_once(&self, pause: Duration) -> Result<Told, Fault> {
        let mut processes = [self.start(Wanted::Everything)?, self.start(Wanted::Everything)?];
        let begin = Instant::now();
        // the second may also come to the checkpoint of a run that is over
        while !processes.iter_mut().any(Process::is_over) {
            if begin.elapsed() > PATIENCE {
                return Err("two processes train with one checkpoint".to_owned());
            }
            sleep(MOMENT);
        }
        let refused = usize::from(processes[1].is_over());
        let [first, second] = processes;
        let (refused, mut other) = if refused == 0 { (first, second) } else { (second, first) };
        let told = refused.end()?;
        if told.digest.is_some() {
            other.end()?;
            return Ok(told);
        }
        told.expect_error("another training run is using it")?;
        let begin = Instant::now();
        while begin.elapsed() < pause && !other.is_over() {
            sleep(MOMENT.min(pause));
        }
        other.kill()
    }

    /// A process that cannot write its checkpoint ends with an error, and the one before it stays.
    fn on_a_full_disk(&self) -> Result<Told, Fault> {
        let before = fs::read(&self.path).ok();
        let told = self.start(Wanted::NoFiles)?.end()?;
        if told.digest.is_none() {
            told.expect_error("File too large")?;
            self.nothing_is_left()?;
        }
        if fs::read(&self.path).ok() != before {
            return Err("a checkpoint that could not be written changed the one before it".to_owned());
        }
        Ok(told)
    }

    /// The first epoch is the one behind the last whose checkpoint was written.
    fn hold_epochs(&mut self, told: &Told) -> Result<(), Fault> {
        let Some(first) = told.first else { return Ok(()) };
        if first < self.seen || first > self.seen + 1 {
            return Err(format!("a run that had told of epoch {} went on with epoch {first}", self.seen));
        }
        self.seen = told.last.expect("a first epoch");
        Ok(())
    }

    /// Locks and partial files are gone once a process ended by itself.
    fn nothing_is_left(&self) -> Result<(), Fault> {
        let folder = self.path.parent().expect("a folder");
        let beginning = self.path.file_name().expect("a name").to_string_lossy().into_owned() + ".";
        for entry in fs::read_dir(folder).map_err(|error| error.to_string())?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(&beginning) {
                return Err(format!("`{name}` is left"));
            }
        }
        Ok(())
    }
}
