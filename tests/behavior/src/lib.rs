//! What networks, trainers and schedules do where there is no reference to compare with; the tests are in `tests/`.
