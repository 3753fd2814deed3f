//! Settings, of the desk and of its people: how they hold, and changing them.

use super::mode::{MODE, Mode};
use super::session::{Done, Session};
use super::{Desk, Result};
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::policy::allow;
use crate::domain::setting::{SettingName, Settings, Source, Stated, Whose};
use crate::domain::{OrderId, Timestamp, User};
use crate::store::Public;
use serde_json::{Value, json};

/// What is said outside the file: about settings, and about desks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// On the command line.
    pub options: Stated,
    /// In the configuration file; it counts for a desk of one's own only.
    pub config: Stated,
    /// Every desk that the command line, the environment or the configuration name: nothing is written over one.
    pub desks: Vec<std::path::PathBuf>,
}

impl Desk {
    /// The same session with what is said about settings around it.
    #[must_use]
    pub fn within(self, surroundings: Surroundings) -> Self {
        Self { surroundings, ..self }
    }

    /// Every setting as it holds for whoever asks.
    ///
    /// # Errors
    /// If the desk does not know who asks.
    pub fn settings(&self) -> Result<Settings> {
        let (sight, me) = self.sight()?;
        self.settings_of(sight.public(), &me)
    }

    /// Sets something for whoever asks or for the desk; `None` takes it away again. What is the desk's alone is set for the
    /// desk either way.
    ///
    /// # Errors
    /// If the setting cannot have the value, or the role may not set it.
    pub fn set(&self, order: OrderId, name: SettingName, whose: Whose, value: Option<&str>) -> Result<Done<Settings>> {
        let setting = name.setting();
        let whose = setting.whose(whose);
        self.carry_out(order, |session| {
            session.allow(setting.act(whose), None)?;
            let cleaned = value.map(|value| setting.read(value)).transpose()?;
            if !session.store.order_done(order)? {
                session.keep(name, whose, cleaned.as_ref().map(|cleaned| cleaned.text.as_str()))?;
            }
            let settings = self.settings_of(session.store.as_ref(), &session.me)?;
            Ok(Done::new(settings, cleaned.and_then(|cleaned| cleaned.notice())))
        })
    }

    /// Every setting as it holds for somebody.
    pub(super) fn settings_of(&self, store: &dyn Public, user: &User) -> Result<Settings> {
        let (mine, desk) = (store.preferences(user.id)?, store.settings()?);
        let mode = desk.iter().find(|(name, _)| name == MODE).map(|(_, mode)| mode.as_str());
        let is_own = Mode::called(mode) == Mode::Own;
        let kept = |pairs: &[(String, String)], name: SettingName| {
            pairs.iter().find(|(other, _)| other == name.word()).map(|(_, value)| value.clone())
        };
        // What somebody may not set does not hold for them: they may have been staff.
        let may_set = |name: SettingName| allow(user.role, name.setting().act(Whose::Mine), None).is_ok();
        let stated = |stated: &Stated, name| stated.iter().rev().find(|(other, _)| *other == name).map(|(_, value)| value.clone());
        Ok(Settings::said(|source, name| match source {
            Source::Option => stated(&self.surroundings.options, name).filter(|_| may_set(name)),
            Source::Mine => kept(&mine, name).filter(|_| may_set(name)),
            Source::Desk => kept(&desk, name),
            Source::Config => stated(&self.surroundings.config, name).filter(|_| is_own),
            Source::Default => None,
        }))
    }
}

impl Session<'_> {
    /// Keeps a value with its line in the history; nothing if it is so already.
    fn keep(&self, name: SettingName, whose: Whose, value: Option<&str>) -> Result<()> {
        let before = match whose {
            Whose::Mine => self.store.preferences(self.me.id)?.into_iter().find(|(other, _)| other == name.word()).map(|(_, value)| value),
            Whose::Desk => self.store.setting(name.word())?,
        };
        if before.as_deref() == value {
            return Ok(());
        }
        let said = |value: Option<&str>| -> Value { json!({ "setting": name, "value": value }) };
        let change = Change::new(EventKind::SettingChanged, said(before.as_deref()), said(value));
        let event = self.event_about(whose, change)?;
        match whose {
            Whose::Mine => self.store.keep_preference(self.me.id, name.word(), value, &event)?,
            Whose::Desk => self.store.keep_setting(name.word(), value, &event)?,
        }
        Ok(())
    }

    /// A line of my own history or of the desk's.
    pub(super) fn event_about(&self, whose: Whose, change: Change) -> Result<NewEvent> {
        Ok(self.event_after(self.latest(whose)?, change))
    }

    fn latest(&self, whose: Whose) -> Result<Option<Timestamp>> {
        Ok(match whose {
            Whose::Mine => self.store.user_changed_at(self.me.id)?,
            Whose::Desk => self.store.desk_changed_at()?,
        })
    }
}
