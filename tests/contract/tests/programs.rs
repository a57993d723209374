//! Every contract program runs and exits with 0.

use std::path::Path;
use std::process::Command;

fn run(program: &str, arguments: &[&Path]) {
    let output = Command::new(program).args(arguments).output().expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{program}: {text}{}", String::from_utf8_lossy(&output.stderr));
}

macro_rules! programs {
    ($($test:ident $program:literal),* $(,)?) => {$(
        #[test]
        fn $test() {
            run(env!(concat!("CARGO_BIN_EXE_", $program)), &[]);
        }
    )*};
}

programs! {
    xor "01_xor",
    parameters "02_parameters",
    generic "03_generic",
    no_alloc "05_no_alloc",
    expression "06_expression",
    save_load "07_save_load",
    big_net "08_big_net",
    compose "09_compose",
    guests "10_guests",
}

#[test]
fn classes() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    run(env!("CARGO_BIN_EXE_04_classes"), &[&data.join("digits_train.csv"), &data.join("digits_test.csv")]);
}
