//! Settings that are values of the browser's own.

use wasm_bindgen::JsValue;
use web_sys::IdbTransactionMode;

use super::{Database, Error, SETTINGS, result};

impl Database {
    /// A setting that is a value of the browser's own, such as a file's handle.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    #[inline(never)] // not in the first load
    pub async fn value(&self, name: &str) -> Result<Option<JsValue>, Error> {
        let settings = self.store(SETTINGS, IdbTransactionMode::Readonly)?;
        let value = result(settings.get(&JsValue::from_str(name))?).await?;
        Ok((!value.is_undefined()).then_some(value))
    }

    /// Writes a setting that is a value of the browser's own.
    ///
    /// # Errors
    /// [`Error::Quota`], [`Error::Closed`] or what the browser says.
    #[inline(never)] // not in the first load
    pub async fn set_value(&self, name: &str, value: &JsValue) -> Result<(), Error> {
        self.write(&[SETTINGS], |transaction| {
            transaction.object_store(SETTINGS)?.put_with_key(value, &JsValue::from_str(name))?;
            Ok(())
        })
        .await
    }

    /// Removes a setting, if there is one.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    #[inline(never)] // not in the first load
    pub async fn remove_setting(&self, name: &str) -> Result<(), Error> {
        self.write(&[SETTINGS], |transaction| {
            transaction.object_store(SETTINGS)?.delete(&JsValue::from_str(name))?;
            Ok(())
        })
        .await
    }
}
