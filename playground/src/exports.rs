//! The functions that the page calls.
//!
//! Text and numbers go through memory that belongs to this side: the page asks for the address of a text or of numbers,
//! and reads them before it calls again. There is one training run at a time.

use crate::training::Training;
use crate::{Settings, View, choices, picture, program};
use std::cell::RefCell;

/// The state that the page sees.
#[derive(Default)]
struct Page {
    training: Option<Training>,
    /// The last text that the page wrote or is to read.
    text: Vec<u8>,
    /// The last numbers that the page is to read.
    numbers: Vec<f32>,
}

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
}

fn with<R>(work: impl FnOnce(&mut Page) -> R) -> R {
    PAGE.with(|page| work(&mut page.borrow_mut()))
}

/// Calls `work` with the training run and stores the numbers that it returns; returns how many.
fn numbers(work: impl FnOnce(&Training) -> Vec<f32>) -> usize {
    with(|page| {
        page.numbers = page.training.as_ref().map(work).unwrap_or_default();
        page.numbers.len()
    })
}

/// Calls `work` with the training run and stores the bytes that it returns; returns how many.
fn bytes(work: impl FnOnce(&Training) -> Vec<u8>) -> usize {
    with(|page| {
        page.text = page.training.as_ref().map(work).unwrap_or_default();
        page.text.len()
    })
}

/// Makes room for a text of the page and returns where it goes.
#[unsafe(no_mangle)]
pub extern "C" fn room_for_text(length: usize) -> *const u8 {
    with(|page| {
        page.text = vec![0; length];
        page.text.as_ptr()
    })
}

/// Returns where the last text begins.
#[unsafe(no_mangle)]
pub extern "C" fn text() -> *const u8 {
    with(|page| page.text.as_ptr())
}

/// Returns where the last numbers begin.
#[unsafe(no_mangle)]
pub extern "C" fn values() -> *const f32 {
    with(|page| page.numbers.as_ptr())
}

/// Makes the values of all controls the text and returns its length.
#[unsafe(no_mangle)]
pub extern "C" fn list_choices() -> usize {
    with(|page| {
        page.text = choices::list().into_bytes();
        page.text.len()
    })
}

/// Makes `simd128` or `scalar` the text, the instructions of this build, and returns its length.
#[unsafe(no_mangle)]
pub extern "C" fn instructions() -> usize {
    with(|page| {
        page.text = mlp::simd::active().name().into();
        page.text.len()
    })
}

/// Begins a training run with the settings in the text; returns 1, or 0 if they are wrong.
///
/// The text is then the settings in full, or the message. After an error the run before is still there.
#[unsafe(no_mangle)]
pub extern "C" fn start() -> u32 {
    with(|page| {
        let begun = Settings::parse(&String::from_utf8_lossy(&page.text)).and_then(Training::new);
        let (text, done) = match begun {
            Ok(training) => {
                let text = training.settings().to_string();
                page.training = Some(training);
                (text, 1)
            }
            Err(message) => (message, 0),
        };
        page.text = text.into_bytes();
        done
    })
}

/// Returns the length of the last text.
#[unsafe(no_mangle)]
pub extern "C" fn text_length() -> usize {
    with(|page| page.text.len())
}

/// Trains for up to `epochs` epochs and returns how many it were; fewer if the loss became infinite.
#[unsafe(no_mangle)]
pub extern "C" fn train(epochs: u32) -> u32 {
    with(|page| {
        let Some(training) = &mut page.training else { return 0 };
        (0..epochs).take_while(|_| training.train_epoch()).fold(0, |count, _| count + 1)
    })
}

/// Makes the declarations of all networks the text, with the activation and the data of now, and returns its length.
///
/// A line each: the widths as in the settings, a tab, and the declaration.
#[unsafe(no_mangle)]
pub extern "C" fn declarations() -> usize {
    bytes(|training| {
        let line = |network| {
            let settings = Settings { network, points: Vec::new(), ..*training.settings() };
            format!("{network}\t{}\n", settings.declaration())
        };
        choices::NETWORKS.into_iter().map(line).collect::<String>().into_bytes()
    })
}

/// Makes the program that does the same training the text and returns its length.
#[unsafe(no_mangle)]
pub extern "C" fn write_program() -> usize {
    bytes(|training| program(training.settings(), training.epoch()).into_bytes())
}

/// Makes the safetensors file of the network the text and returns its length.
#[unsafe(no_mangle)]
pub extern "C" fn write_file() -> usize {
    bytes(Training::file)
}

/// Makes the training losses the numbers, from epoch 0 on, and returns how many.
#[unsafe(no_mangle)]
pub extern "C" fn train_losses() -> usize {
    numbers(|training| training.train_losses().to_vec())
}

/// Makes the test losses the numbers, from epoch 0 on, and returns how many.
#[unsafe(no_mangle)]
pub extern "C" fn test_losses() -> usize {
    numbers(|training| training.test_losses().to_vec())
}

/// Makes the accuracies the numbers, of the training and the test samples, and returns how many.
#[unsafe(no_mangle)]
pub extern "C" fn accuracies() -> usize {
    numbers(|training| training.accuracies().to_vec())
}

/// Makes the parameters the numbers and returns how many.
#[unsafe(no_mangle)]
pub extern "C" fn parameters() -> usize {
    numbers(|training| training.parameters().to_vec())
}

/// Makes the middle of the view, and half of its side, the numbers and returns how many.
#[unsafe(no_mangle)]
pub extern "C" fn view() -> usize {
    numbers(|training| {
        let View { center: [x, y], half } = View::of(training.settings().data);
        vec![x, y, half]
    })
}

/// Makes the samples the numbers: both coordinates, the target, and 1 for a test sample; returns how many numbers.
#[unsafe(no_mangle)]
pub extern "C" fn samples() -> usize {
    numbers(|training| {
        let samples = training.samples();
        let parts = [(&samples.train, 0.0), (&samples.test, 1.0)].into_iter();
        let rows = parts.flat_map(|(part, test)| {
            part.inputs.iter().zip(&part.targets).flat_map(move |([x, y], [target])| [*x, *y, *target, test])
        });
        rows.collect()
    })
}

/// Makes the network's outputs on a grid the numbers and returns how many.
#[unsafe(no_mangle)]
pub extern "C" fn region(size: usize) -> usize {
    numbers(|training| picture::region(training, size))
}

/// Makes the outputs of each hidden unit on a grid the numbers and returns how many.
#[unsafe(no_mangle)]
pub extern "C" fn units(size: usize) -> usize {
    numbers(|training| picture::units(training, size))
}
