//! Valid forms, and what they mean.

use super::{check, meaning, mistakes};
use crate::network::Network;

fn one(text: &str) -> Network {
    let mut networks = many(text);
    assert_eq!(networks.len(), 1, "{text}");
    networks.remove(0)
}

fn many(text: &str) -> Vec<Network> {
    check(text).unwrap_or_else(|_| panic!("{text}: {:?}", mistakes(text)))
}

#[test]
fn the_line_of_the_mission() {
    let bare = one("2 => 3 sigmoid => 1 sigmoid");
    assert!(bare.name.is_none());
    assert_eq!(meaning(&bare), "  None 2 0 Auto :: mlp\nl1 3 Sigmoid true Xavier None\nl2 1 Sigmoid true Xavier None");
    assert_eq!(meaning(&one("< 2 => 3 sigmoid => 1 sigmoid >")), meaning(&bare));
    assert_eq!(meaning(&one("<2=>3 sigmoid=>1 sigmoid>")), meaning(&bare));
    assert_eq!(meaning(&one("< 2 => 3 sigmoid => 1 sigmoid, >")), meaning(&bare));
}
