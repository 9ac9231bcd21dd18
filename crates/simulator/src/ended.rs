//! What is remembered of sessions that ended: how their next call is answered.

/// So many are remembered.
const REMEMBERED: usize = 256;

/// Sessions that ended, each with what its next call meets. The oldest are forgotten.
#[derive(Debug)]
pub(crate) struct Ended<T>(Vec<(String, T)>);

impl<T> Default for Ended<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> Ended<T> {
    pub(crate) fn add(&mut self, session: String, meets: T) {
        if self.0.len() == REMEMBERED {
            self.0.remove(0);
        }
        self.0.push((session, meets));
    }

    /// What the next call of a session meets; nothing if it is not known to have ended.
    pub(crate) fn find(&self, session: &str) -> Option<T> {
        self.0.iter().find(|(ended, _)| ended == session).map(|(_, meets)| *meets)
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten() {
        let mut ended = Ended::default();
        (0..=REMEMBERED).for_each(|number| ended.add(number.to_string(), number));
        assert_eq!((ended.find("0"), ended.find("1"), ended.find("256")), (None, Some(1), Some(256)));
        ended.clear();
        assert_eq!(ended.find("1"), None);
    }
}
