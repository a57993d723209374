//! Tests of networks, trainers and schedules that need no reference implementation; the tests are in `tests/`.
