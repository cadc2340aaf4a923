//! BroadcastChannel: words between the tabs of this site.

use std::fmt;

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// The browser does not let tabs talk to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("This browser does not let the page talk to its other tabs.")
    }
}

impl std::error::Error for Unavailable {}

/// An end of a channel, closed when dropped.
pub struct Channel {
    channel: BroadcastChannel,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// Joins the channel of that name. `on_message` hears what the other ends post, never what
    /// this one does; messages that are not strings are dropped.
    ///
    /// # Errors
    /// If the browser has no such channels.
    pub fn open(name: &str, on_message: impl Fn(String) + 'static) -> Result<Self, Unavailable> {
        let channel = BroadcastChannel::new(name).map_err(|_| Unavailable)?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_message(text);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Ok(Self { channel, _on_message: listener })
    }

    /// Sends a message to every other end that is open now.
    ///
    /// # Errors
    /// If the browser refuses.
    pub fn post(&self, message: &str) -> Result<(), Unavailable> {
        self.channel.post_message(&message.into()).map_err(|_| Unavailable)
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
