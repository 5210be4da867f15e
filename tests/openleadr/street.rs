//! A home under openleadr's VTN.

use super::home::{Home, Plant};
use super::vtn::{Link, Vtn};
use serde_json::Value;

/// Everything of one test.
pub struct Street {
    home: Home,
    vtn: Vtn,
}

impl Street {
    pub fn new(link: Link) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let vtn = Vtn::start(dir.path(), link);
        let home = Home::start(dir, &vtn.upstream("[[upstream.level]]\nlevel = 1\nstorage_w = 2000\n"));
        Self { home, vtn }
    }

    /// Waits for something that the VTN saw.
    pub fn wait_for(&mut self, what: &str, is: impl Fn(&Value) -> bool) -> Value {
        let home = &self.home;
        self.vtn.wait_for(what, is, || home.last_words())
    }

    /// Waits until the plant is as it should be.
    pub fn wait_until(&self, what: &str, is: impl Fn(&Plant) -> bool) {
        self.home.wait_until(what, is);
    }

    /// Tells the VTN to do something.
    pub fn tell(&mut self, command: &Value) {
        self.vtn.tell(command);
    }

    /// What `tieline opt` says to these arguments.
    pub fn opt(&self, args: &[&str]) -> String {
        self.home.opt(args)
    }

    /// Holds reported averages against the plant's.
    pub fn agrees_with_the_plant(&self, update: &Value) {
        self.home.agrees_with_the_plant(update);
    }

    /// Ends everything in order and validates what we sent; how many messages it was.
    pub fn end(self) -> usize {
        let _dir = self.home.end();
        self.vtn.end()
    }
}
