//! Bounded weighted water-filling in whole watts.

/// A vessel: what it must take, what it can take, and its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vessel {
    /// Least share, not above `most`.
    pub least: i64,
    /// Largest share.
    pub most: i64,
    /// Weight, 0 and up; a vessel without weight gets its least.
    pub weight: i64,
}

/// Splits `total` over the vessels: `share = min(least + weight x level, most)` with one level for all, whole watts by
/// largest remainder. The sum is exactly `total` moved into the band that the bounds leave; equal vessels get equal
/// shares but for one watt, and the earlier of two equal remainders gets it.
pub fn fill(total: i64, vessels: &[Vessel]) -> Vec<i64> {
    let least: i64 = vessels.iter().map(|v| v.least).fold(0, i64::saturating_add);
    let mut shares: Vec<i64> = vessels.iter().map(|v| v.least).collect();
    let mut rest = total.saturating_sub(least);
    let mut open: Vec<usize> =
        (0..vessels.len()).filter(|i| vessels[*i].weight > 0 && vessels[*i].least < vessels[*i].most).collect();
    while rest > 0 && !open.is_empty() {
        let full = pour(rest, vessels, &mut shares, &open);
        rest = total - shares.iter().sum::<i64>();
        open.retain(|i| shares[*i] < vessels[*i].most);
        if !full {
            break;
        }
    }
    shares
}

/// Pours `rest` by weight above each vessel's least; when one overflows it is filled to its brim, and true says that
/// the others must be looked at again.
fn pour(rest: i64, vessels: &[Vessel], shares: &mut [i64], open: &[usize]) -> bool {
    let weights: i128 = open.iter().map(|i| i128::from(vessels[*i].weight)).sum();
    let part = |i: usize| i128::from(rest) * i128::from(vessels[i].weight);
    let brimming: Vec<usize> =
        open.iter().copied().filter(|i| part(*i) >= i128::from(vessels[*i].most - shares[*i]) * weights).collect();
    if !brimming.is_empty() {
        brimming.iter().for_each(|i| shares[*i] = vessels[*i].most);
        return true;
    }
    let mut by_remainder: Vec<(i128, usize)> = Vec::with_capacity(open.len());
    let mut poured = 0;
    for &i in open {
        let share = (part(i) / weights) as i64;
        shares[i] += share;
        poured += share;
        by_remainder.push((part(i) % weights, i));
    }
    by_remainder.sort_by_key(|(remainder, i)| (std::cmp::Reverse(*remainder), *i));
    let left = usize::try_from(rest - poured).unwrap_or(0);
    by_remainder.iter().take(left).for_each(|(_, i)| shares[*i] += 1);
    false
}
