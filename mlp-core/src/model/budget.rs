//! The largest network that is accepted.

/// Returns the first of the costliest layers if all layers together cost more than `most`.
#[must_use]
pub const fn costliest_above(costs: &[usize], most: u128) -> Option<usize> {
    let (mut sum, mut costliest, mut layer) = (0, 0, 0);
    while layer < costs.len() {
        sum += costs[layer] as u128;
        if costs[layer] > costs[costliest] {
            costliest = layer;
        }
        layer += 1;
    }
    if sum > most { Some(costliest) } else { None }
}

#[cfg(test)]
mod tests {
    use super::costliest_above;

    #[test]
    fn the_costliest_layer_is_the_first_of_the_largest() {
        assert_eq!(costliest_above(&[3, 5, 5], 12), Some(1));
        assert_eq!(costliest_above(&[3, 5, 5], 13), None);
        assert_eq!(costliest_above(&[usize::MAX, usize::MAX], usize::MAX as u128), Some(0));
    }
}
