//! Sixteen bytes looked at in one step: by the instructions that WebAssembly has for it, and byte by
//! byte elsewhere.

/// How many bytes there are.
pub(super) const LANES: usize = 16;

#[cfg(not(target_arch = "wasm32"))]
pub(super) use bytewise::Lanes;
#[cfg(target_arch = "wasm32")]
pub(super) use simd::Lanes;

#[cfg(target_arch = "wasm32")]
mod simd {
    use std::arch::wasm32 as arch;

    /// Sixteen bytes.
    #[derive(Clone, Copy)]
    pub struct Lanes(arch::v128);

    // Optimising for size, the compiler would call each of these.
    impl Lanes {
        /// The same byte everywhere.
        #[inline(always)]
        pub fn splat(byte: u8) -> Self {
            Self(arch::u8x16_splat(byte))
        }

        /// The bytes from a position on; zeros if there are not so many.
        #[inline(always)]
        pub fn of(bytes: &[u8], from: usize) -> Self {
            let lanes = bytes[from..].first_chunk();
            // Becomes one load, which by the instruction's name only a pointer gives.
            let all = lanes.map_or(0, |lanes| u128::from_le_bytes(*lanes));
            Self(arch::u64x2(all as u64, (all >> 64) as u64))
        }

        #[inline(always)]
        pub fn and(self, other: Self) -> Self {
            Self(arch::v128_and(self.0, other.0))
        }

        #[inline(always)]
        pub fn or(self, other: Self) -> Self {
            Self(arch::v128_or(self.0, other.0))
        }

        /// All bits where the bytes are the same, none elsewhere.
        #[inline(always)]
        pub fn equal(self, other: Self) -> Self {
            Self(arch::u8x16_eq(self.0, other.0))
        }

        /// The sum, without what is carried.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Self(arch::u8x16_add(self.0, other.0))
        }

        /// The difference of signed bytes, or the nearest that one can be.
        #[inline(always)]
        pub fn minus(self, other: Self) -> Self {
            Self(arch::i8x16_sub_sat(self.0, other.0))
        }

        /// The high bit of each byte, that of the first as the lowest.
        #[inline(always)]
        pub fn high_bits(self) -> u32 {
            u32::from(arch::i8x16_bitmask(self.0))
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod bytewise {
    use super::LANES;

    /// Sixteen bytes.
    #[derive(Clone, Copy)]
    pub struct Lanes([u8; LANES]);

    impl Lanes {
        /// The same byte everywhere.
        pub fn splat(byte: u8) -> Self {
            Self([byte; LANES])
        }

        /// The bytes from a position on; zeros if there are not so many.
        pub fn of(bytes: &[u8], from: usize) -> Self {
            Self(bytes[from..].first_chunk().copied().unwrap_or_default())
        }

        pub fn and(self, other: Self) -> Self {
            self.with(other, |a, b| a & b)
        }

        pub fn or(self, other: Self) -> Self {
            self.with(other, |a, b| a | b)
        }

        /// All bits where the bytes are the same, none elsewhere.
        pub fn equal(self, other: Self) -> Self {
            self.with(other, |a, b| if a == b { 0xff } else { 0 })
        }

        /// The sum, without what is carried.
        pub fn plus(self, other: Self) -> Self {
            self.with(other, u8::wrapping_add)
        }

        /// The difference of signed bytes, or the nearest that one can be.
        pub fn minus(self, other: Self) -> Self {
            self.with(other, |a, b| a.cast_signed().saturating_sub(b.cast_signed()).cast_unsigned())
        }

        /// The high bit of each byte, that of the first as the lowest.
        pub fn high_bits(self) -> u32 {
            self.0.iter().rev().fold(0, |bits, byte| bits << 1 | u32::from(byte >> 7))
        }

        fn with(self, other: Self, of: impl Fn(u8, u8) -> u8) -> Self {
            Self(std::array::from_fn(|at| of(self.0[at], other.0[at])))
        }
    }
}
