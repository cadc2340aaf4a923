//! Large values as props: equal when they are the same one, without a look inside.

use std::ops::Deref;
use std::rc::Rc;

/// A shared value that is equal only to itself.
#[derive(Debug, Default)]
pub struct Same<T: ?Sized>(Rc<T>);

impl<T> Same<T> {
    /// Shares a new value, which differs from all before it.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T: ?Sized> Same<T> {
    /// The value as it is shared.
    pub fn shared(&self) -> &Rc<T> {
        &self.0
    }
}

impl<T: ?Sized> From<Rc<T>> for Same<T> {
    fn from(shared: Rc<T>) -> Self {
        Self(shared)
    }
}

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
