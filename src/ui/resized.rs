//! Hears when elements get another size.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::Callback;

/// Hears until it goes.
pub(super) struct Resized {
    observer: Option<ResizeObserver>,
    _heard: Closure<dyn FnMut()>,
}

impl Resized {
    /// Hears of nothing yet.
    pub(super) fn new(on_resized: Callback<()>) -> Self {
        let heard = Closure::<dyn FnMut()>::new(move || on_resized.emit(()));
        let observer = ResizeObserver::new(heard.as_ref().unchecked_ref()).ok();
        Self { observer, _heard: heard }
    }

    /// Hears of that element too, its present size first.
    pub(super) fn hear(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.observe(element);
        }
    }
}

impl Drop for Resized {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
