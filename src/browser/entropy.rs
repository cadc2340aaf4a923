//! Random bits that nobody can foresee, for ids.

use std::fmt;

/// The browser gives no random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("This browser gives no random numbers, so nothing new can be given an id.")
    }
}

impl std::error::Error for Unavailable {}

/// 64 random bits from the browser's cryptographic source.
///
/// # Errors
/// If there is no such source.
pub fn bits64() -> Result<u64, Unavailable> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(Unavailable)?;
    let mut bytes = [0; 8];
    crypto.get_random_values_with_u8_array(&mut bytes).map_err(|_| Unavailable)?;
    Ok(u64::from_le_bytes(bytes))
}
