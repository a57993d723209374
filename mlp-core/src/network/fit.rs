//! The message for `net.fit(..)`, which other libraries have and which is the trainer's here.

/// The bound of `Network::fit`, which nothing meets.
///
/// The lifetime keeps rustc from looking at the bound where the method is declared.
#[diagnostic::on_unimplemented(
    message = "a network has no method `fit`",
    label = "trained by a `Trainer`",
    note = "as in `Trainer::new(Mse, Adam::new(0.01)).fit(&mut net, &inputs, &targets)`; `net.train_batch` makes one step"
)]
pub trait FittedByATrainer<'a> {}
