//! What an operator sees of subscriptions and of what could not be told, and sends again.

use super::{Operator, OperatorError};
use crate::headend::documents::{LetterDocument, SubscriptionDocument};
use crate::headend::key::{Key, SubscriptionId};
use crate::headend::resources::{Resources, read_all};
use crate::headend::scope::Scope;

impl<R: Resources> Operator<'_, R> {
    /// The subscriptions in a device's list with their numbers.
    pub fn subscriptions(&self, device: u32) -> Result<Vec<(u32, SubscriptionDocument)>, OperatorError> {
        Ok(read_all(&self.draft, &Scope::Operator, &Key::subscriptions(device))?)
    }

    /// Notifications that wait to be sent, or to be sent again.
    pub fn letters(&self) -> Result<Vec<(SubscriptionId, LetterDocument)>, OperatorError> {
        self.letters_under(&Key::letters())
    }

    /// Notifications that were given up, the last one of each subscription.
    pub fn dead_letters(&self) -> Result<Vec<(SubscriptionId, LetterDocument)>, OperatorError> {
        self.letters_under(&Key::dead_letters())
    }

    fn letters_under(&self, prefix: &Key) -> Result<Vec<(SubscriptionId, LetterDocument)>, OperatorError> {
        let all = self.draft.list(&Scope::Operator, prefix, usize::MAX)?;
        let letters =
            all.iter().filter_map(|(key, value)| Some((key.subscription_id()?, serde_json::from_slice(value).ok()?)));
        Ok(letters.collect())
    }

    /// The dead letter of a subscription.
    pub fn expect_dead_letter(&self, at: SubscriptionId) -> Result<LetterDocument, OperatorError> {
        let missing = || OperatorError::Missing(format!("dead letter {at}"));
        self.read(&Key::dead_letter(at))?.ok_or_else(missing)
    }

    /// Sends a dead letter again: of a subscription that is still there, the resource as it stands now.
    pub fn resend(&mut self, at: SubscriptionId) -> Result<(), OperatorError> {
        let letter = self.expect_dead_letter(at)?;
        self.draft.remove(Key::dead_letter(at));
        let key = Key::subscription(at.device, at.number);
        let subscription: Option<SubscriptionDocument> = self.read(&key)?;
        let Some(mut subscription) = subscription else {
            let letter = LetterDocument { made: self.now, tries: 0, failure: None, ..letter };
            return Ok(self.draft.put_json(Key::letter(at), &letter)?);
        };
        let waiting: Option<LetterDocument> = self.read(&Key::letter(at))?;
        if waiting.is_none() {
            // It is found not to have been told.
            subscription.told = !subscription.told;
            self.draft.put_json(key, &subscription)?;
        }
        Ok(())
    }

    /// Throws a dead letter away.
    pub fn discard_dead_letter(&mut self, at: SubscriptionId) -> Result<(), OperatorError> {
        self.expect_dead_letter(at)?;
        self.draft.remove(Key::dead_letter(at));
        Ok(())
    }
}
