//! The first program of the README, as it stands there, runs beside a table and predicts correctly.

mod program {
    include!("../programs/readme.rs.txt");

    /// The only test of this file, since it changes the folder of the process.
    #[test]
    fn the_program_of_the_readme_runs() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
        let program = include_str!("../programs/readme.rs.txt");
        assert!(readme.contains(program), "the README has another program than programs/readme.rs.txt");

        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(root.join("examples/data/penguins.csv"), folder.path().join("penguins.csv")).expect("a table");
        std::env::set_current_dir(&folder).expect("a folder");
        main().expect("a table that can be read");
        let net = Penguins::load("penguins.safetensors").expect("a saved network");
        let input = PenguinsInput { island: PenguinsIsland::Dream, bill_length_mm: 49.7, bill_depth_mm: 18.1 };
        assert_eq!(net.predict(&input).species(), PenguinsSpecies::Chinstrap);
    }
}
