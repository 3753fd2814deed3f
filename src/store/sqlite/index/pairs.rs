//! Which words stand side by side in a ticket's texts. The index knows words without their places; before a phrase is looked
//! for in the texts themselves, this says of most tickets that they cannot have it. It is a Bloom filter: what it denies is
//! not there, what it affirms mostly is.

use std::collections::HashSet;

/// Bits for each pair: with two of them set, about one in fifty answers is a wrong yes.
const BITS: usize = 12;
/// The largest filter, in bytes. A text with more pairs than fit is affirmed more often.
const LARGEST: usize = 8_192;

/// A word and how the next one begins. Kept in the file: what it is hashed to must never change.
pub(super) fn hash(word: &str, next: &str) -> u64 {
    // FNV-1a, whose definition is its whole description: http://www.isthe.com/chongo/tech/comp/fnv/
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut letter = [0; 4];
    let beginning = next.chars().next().unwrap_or(' ').encode_utf8(&mut letter);
    let bytes = word.bytes().chain([b' ']).chain(beginning.bytes());
    bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The filter that affirms these.
pub(super) fn filter(pairs: &HashSet<u64>) -> Vec<u8> {
    let bytes = (pairs.len() * BITS / 8).next_power_of_two().clamp(8, LARGEST);
    let mut filter = vec![0; bytes];
    for (byte, bit) in pairs.iter().flat_map(|pair| places(*pair, bytes)) {
        filter[byte] |= bit;
    }
    filter
}

/// Whether every pair of a phrase may be in there. Anything that is no filter affirms.
pub(in super::super) fn may_have(filter: &[u8], phrase: &[String]) -> bool {
    if !filter.len().is_power_of_two() {
        return true;
    }
    phrase.windows(2).all(|pair| places(hash(&pair[0], &pair[1]), filter.len()).iter().all(|(byte, bit)| filter[*byte] & bit != 0))
}

/// The two bits of a pair, in a filter of so many bytes.
fn places(pair: u64, bytes: usize) -> [(usize, u8); 2] {
    [pair, pair.rotate_left(32)].map(|half| {
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
        let place = half as usize % (bytes * 8);
        (place / 8, 1 << (place % 8))
    })
}
