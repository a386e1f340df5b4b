//! Codes and their ranks, found by hash.

use std::collections::BTreeMap;
use std::str;

/// Codes in the order in which they came, each once.
///
/// A code of up to 15 bytes, which is to say almost every code, is a number of 128 bits: no
/// allocation, one comparison. It is found by linear probing in a table that is at most half
/// full. Hashes are the same in every run, and nothing depends on them but time: a file that is
/// made to collide costs time and no more.
///
/// Reference: D. Knuth (1998), "The Art of Computer Programming" 3, section 6.4, algorithm L.
#[derive(Clone, Debug, Default)]
pub(super) struct Codebook {
    codes: Vec<Packed>,
    /// A power of two of slots, or none.
    slots: Vec<Slot>,
    longs: Vec<Box<str>>,
    /// The ranks of long codes.
    long_ranks: BTreeMap<Box<str>, u32>,
}

/// The bytes of a short code with their number in the last; or the place of a long code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Packed([u8; PACKED_BYTES_MAX + 1]);

const PACKED_BYTES_MAX: usize = 15;

/// Stands where the length of a short code would.
const LONG: u8 = u8::MAX;

/// A part of the hash of a short code, and its rank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    tag: u32,
    /// The rank and one; 0 in an empty slot.
    next: u32,
}

/// How many codes are looked up together.
pub(super) const BATCH: usize = 64;

impl Codebook {
    /// The rank of a code. O(1) expected for short codes, O(log codes) for others.
    pub(super) fn rank(&self, code: &str) -> Option<u32> {
        match Packed::of(code) {
            Some(packed) => self.probe(packed, packed.hash()),
            None => self.long_ranks.get(code).copied(),
        }
    }

    /// The ranks of up to [`BATCH`] codes.
    ///
    /// Each step is taken for all codes before the next one, so that the processor waits for
    /// memory once a step, and not once a code: a table that no cache holds costs a tenth.
    pub(super) fn ranks<'a>(
        &self,
        codes: impl Iterator<Item = &'a str>,
        ranks: &mut Vec<Option<u32>>,
    ) {
        let mut hashed = [(None, 0); BATCH];
        let mut again = [false; BATCH];
        let mut last = None;
        let mut first = [Slot::default(); BATCH];
        let mut same = [false; BATCH];
        let mut count = 0;
        ranks.clear();
        for (place, code) in hashed.iter_mut().zip(codes) {
            let packed = Packed::of(code);
            again[count] = packed.is_some() && packed == last;
            last = packed;
            *place = (packed, packed.map_or(0, Packed::hash));
            ranks.push(if packed.is_none() { self.rank(code) } else { None });
            count += 1;
        }
        if self.slots.is_empty() {
            return;
        }
        for (slot, (_, hash)) in first.iter_mut().zip(&hashed[..count]) {
            *slot = self.slots[self.home(*hash)];
        }
        for ((same, slot), (packed, _)) in same.iter_mut().zip(&first).zip(&hashed[..count]) {
            let code = self.codes.get((slot.next as usize).wrapping_sub(1));
            *same = code.copied() == *packed;
        }
        for at in 0..count {
            let (Some(packed), hash) = hashed[at] else { continue };
            ranks[at] = if again[at] {
                ranks[at - 1]
            } else if same[at] {
                Some(first[at].next - 1)
            } else {
                self.probe(packed, hash)
            };
        }
    }

    /// Adds a code that is not there.
    pub(super) fn push(&mut self, code: &str) {
        let rank = u32::try_from(self.codes.len()).expect("the limit on rows lies below 2^32");
        let Some(packed) = Packed::of(code) else {
            self.codes.push(Packed::of_long(self.longs.len()));
            self.longs.push(code.into());
            self.long_ranks.insert(code.into(), rank);
            return;
        };
        self.codes.push(packed);
        if self.slots.len() < 2 * self.codes.len() {
            self.grow();
        } else {
            self.insert(packed, rank);
        }
    }

    /// The code of a rank.
    pub(super) fn code(&self, rank: usize) -> &str {
        let packed = &self.codes[rank];
        if packed.is_long() {
            return &self.longs[packed.place()];
        }
        let bytes = &packed.0[..usize::from(packed.0[PACKED_BYTES_MAX])];
        str::from_utf8(bytes).expect("the bytes came from a text, whole")
    }

    /// Where the search for a hash begins.
    #[expect(clippy::cast_possible_truncation, reason = "the mask is shorter")]
    fn home(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn probe(&self, packed: Packed, hash: u64) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let (tag, mut at) = (tag_of(hash), self.home(hash));
        loop {
            let slot = self.slots[at];
            let rank = slot.next.checked_sub(1)?;
            if slot.tag == tag && self.codes[rank as usize] == packed {
                return Some(rank);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn insert(&mut self, packed: Packed, rank: u32) {
        let hash = packed.hash();
        let mut at = self.home(hash);
        while self.slots[at].next != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = Slot { tag: tag_of(hash), next: rank + 1 };
    }

    /// Twice as many slots as before, and at least twice as many as codes.
    fn grow(&mut self) {
        let slots = (4 * self.codes.len()).next_power_of_two();
        self.slots.clear();
        self.slots.resize(slots, Slot::default());
        for rank in 0..self.codes.len() {
            let packed = self.codes[rank];
            if !packed.is_long() {
                let rank = u32::try_from(rank).expect("every rank was made from 32 bits");
                self.insert(packed, rank);
            }
        }
    }
}

/// The half of a hash that does not say where the search begins.
const fn tag_of(hash: u64) -> u32 {
    (hash >> 32) as u32
}

impl Packed {
    /// `None` for a code that is too long.
    #[inline]
    fn of(code: &str) -> Option<Self> {
        let (bytes, len) = (code.as_bytes(), code.len());
        // The last bytes of a part, moved down over those that the first bytes have already.
        let low = match (bytes.first_chunk(), bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), _, _) => u64::from_le_bytes(*first),
            (None, Some(first), Some(last)) => {
                let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
                first | last << (8 * (len - 4))
            }
            (None, _, _) => bytes.iter().rev().fold(0, |low, byte| low << 8 | u64::from(*byte)),
        };
        let high = match bytes.last_chunk() {
            _ if len > PACKED_BYTES_MAX => return None,
            Some(last) if len > 8 => u64::from_le_bytes(*last) >> (8 * (16 - len)),
            Some(_) | None => 0,
        };
        // Two codes of which one is the other and NUL bytes differ in the last byte.
        let high = high | (len as u64) << 56;
        Some(Self((u128::from(high) << 64 | u128::from(low)).to_le_bytes()))
    }

    fn of_long(place: usize) -> Self {
        let mut bytes = (place as u128).to_le_bytes();
        bytes[PACKED_BYTES_MAX] = LONG;
        Self(bytes)
    }

    const fn is_long(self) -> bool {
        self.0[PACKED_BYTES_MAX] == LONG
    }

    #[expect(clippy::cast_possible_truncation, reason = "the lower half was a `usize`")]
    const fn place(self) -> usize {
        halves(u128::from_le_bytes(self.0))[0] as usize
    }

    /// A folded multiplication: one half of a product of 128 bits over the other.
    const fn hash(self) -> u64 {
        // The golden ratio and the root of two.
        const KEYS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0x6a09_e667_f3bc_c909];
        let [low, high] = halves(u128::from_le_bytes(self.0));
        let [low, high] = halves((low ^ KEYS[0]) as u128 * (high ^ KEYS[1]) as u128);
        low ^ high
    }
}

#[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
const fn halves(number: u128) -> [u64; 2] {
    [number as u64, (number >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_any_length_are_found_by_their_rank() {
        let codes = (0..2_000_usize).map(|n| format!("{n:0width$}", width = 1 + n % 40));
        let codes: Vec<String> = codes.collect();
        let mut book = Codebook::default();
        let mut known: BTreeMap<&str, u32> = BTreeMap::new();
        for code in &codes {
            assert_eq!(book.rank(code), known.get(code.as_str()).copied(), "{code}");
            let rank = u32::try_from(known.len()).expect("a small number");
            known.entry(code).or_insert_with_key(|code| {
                book.push(code);
                rank
            });
        }
        for (code, rank) in &known {
            assert_eq!((book.rank(code), book.code(*rank as usize)), (Some(*rank), *code));
        }
        assert_eq!(book.rank(""), None);
        let mut ranks = Vec::new();
        for batch in codes.chunks(BATCH) {
            let asked = batch.iter().flat_map(|code| [code.as_str(), "no code"]).take(BATCH);
            book.ranks(asked.clone(), &mut ranks);
            assert_eq!(ranks, asked.map(|code| known.get(code).copied()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_empty_book_knows_no_code() {
        let (book, mut ranks) = (Codebook::default(), Vec::new());
        book.ranks(["A", "a code that is longer"].into_iter(), &mut ranks);
        assert_eq!((ranks, book.rank("A")), (vec![None, None], None));
    }

    #[test]
    fn a_code_is_not_its_continuation() {
        let mut book = Codebook::default();
        book.push("A");
        assert_eq!((book.rank("A\0"), book.rank("A"), book.rank("AA")), (None, Some(0), None));
    }
}
