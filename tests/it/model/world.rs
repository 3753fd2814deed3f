//! What PRODUCT section 2 says, as plainly as it can be said: people, tickets, what each may do, and what comes of it. No store, no
//! history but what a desk must remember to take something back.

use barback::domain::{Category, Priority, Role, Status};

/// Why something was not done, as scripts are told.
pub type Outcome = Result<(), &'static str>;

#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub login: &'static str,
    pub role: Role,
    pub active: bool,
}

impl Person {
    pub fn is_staff(&self) -> bool {
        self.role != Role::Customer
    }

    fn can_be_assigned(&self) -> bool {
        self.active && self.is_staff()
    }
}

/// A field, and a value it can have.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Subject(String),
    Category(Category),
    Priority(Priority),
    Requester(usize),
    Assignee(Option<usize>),
    Status(Status),
}

impl Value {
    fn is_same_field(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    pub subject: String,
    pub category: Category,
    pub priority: Priority,
    pub status: Status,
    pub requester: usize,
    pub assignee: Option<usize>,
    pub creator: usize,
    pub comments: Vec<(usize, String)>,
    pub notes: Vec<(usize, String)>,
    pub version: i64,
    pub updated: i64,
    pub is_deleted: bool,
    pub is_purged: bool,
    pub sets: Vec<Set>,
}

/// A field was set, by which deed.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    pub deed: usize,
    pub before: Value,
    pub after: Value,
}

/// Something somebody did that can be taken back.
#[derive(Clone, Debug, PartialEq)]
struct Deed {
    by: usize,
    role: Role,
    ticket: usize,
    what: What,
    is_taken_back: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    Created,
    Fields,
    Comment,
    Note,
    Deleted,
    Undeleted,
    TookBack,
}

#[derive(Default)]
pub struct World {
    pub people: Vec<Person>,
    pub tickets: Vec<Ticket>,
    deeds: Vec<Deed>,
    pub now: i64,
}

impl World {
    pub fn of(people: Vec<Person>) -> Self {
        Self { people, ..Self::default() }
    }

    fn known(&self, who: usize) -> Result<&Person, &'static str> {
        Some(&self.people[who]).filter(|person| person.active).ok_or("denied")
    }

    fn staff(&self, who: usize) -> Outcome {
        if self.people[who].is_staff() { Ok(()) } else { Err("denied") }
    }

    fn admin(&self, who: usize) -> Outcome {
        self.known(who)?;
        if self.people[who].role == Role::Admin { Ok(()) } else { Err("denied") }
    }

    pub fn is_visible(&self, who: usize, ticket: usize) -> bool {
        let of = &self.tickets[ticket];
        !of.is_purged && (self.people[who].is_staff() || (of.requester == who && !of.is_deleted))
    }

    /// Known, and the ticket is there for them.
    fn find(&self, who: usize, ticket: usize) -> Outcome {
        self.known(who)?;
        if self.is_visible(who, ticket) { Ok(()) } else { Err("not_found") }
    }

    /// The same for work on it, which staff do and only while it is not deleted.
    fn work(&self, who: usize, ticket: usize) -> Outcome {
        self.find(who, ticket)?;
        self.staff(who)?;
        if self.tickets[ticket].is_deleted { Err("refused") } else { Ok(()) }
    }

    fn deed(&mut self, by: usize, ticket: usize, what: What) -> usize {
        let role = self.people[by].role;
        self.deeds.push(Deed { by, role, ticket, what, is_taken_back: false });
        self.deeds.len() - 1
    }

    fn moved(&mut self, ticket: usize, events: usize) {
        let now = self.now;
        let of = &mut self.tickets[ticket];
        of.version += i64::try_from(events).unwrap();
        of.updated = now;
    }

    fn value(&self, ticket: usize, like: &Value) -> Value {
        let of = &self.tickets[ticket];
        match like {
            Value::Subject(_) => Value::Subject(of.subject.clone()),
            Value::Category(_) => Value::Category(of.category),
            Value::Priority(_) => Value::Priority(of.priority),
            Value::Requester(_) => Value::Requester(of.requester),
            Value::Assignee(_) => Value::Assignee(of.assignee),
            Value::Status(_) => Value::Status(of.status),
        }
    }

    fn put(&mut self, ticket: usize, value: Value) {
        let of = &mut self.tickets[ticket];
        match value {
            Value::Subject(to) => of.subject = to,
            Value::Category(to) => of.category = to,
            Value::Priority(to) => of.priority = to,
            Value::Requester(to) => of.requester = to,
            Value::Assignee(to) => of.assignee = to,
            Value::Status(to) => of.status = to,
        }
    }

    /// Sets fields one after the other, each with an event, as one deed.
    fn set(&mut self, by: usize, ticket: usize, values: Vec<Value>) {
        if values.is_empty() {
            return;
        }
        let deed = self.deed(by, ticket, What::Fields);
        self.moved(ticket, values.len());
        for after in values {
            let before = self.value(ticket, &after);
            self.tickets[ticket].sets.push(Set { deed, before, after: after.clone() });
            self.put(ticket, after);
        }
    }

    pub fn create(&mut self, who: usize, requester: usize, subject: &str, priority: Option<Priority>, assignee: Option<usize>) -> Outcome {
        self.known(who)?;
        if requester != who || priority.is_some() || assignee.is_some() {
            self.staff(who)?;
        }
        if !self.people[requester].active {
            return Err("refused");
        }
        if assignee.is_some_and(|assignee| !self.people[assignee].can_be_assigned()) {
            return Err("refused");
        }
        self.tickets.push(Ticket {
            subject: subject.to_owned(),
            category: Category::General,
            priority: priority.unwrap_or(Priority::Medium),
            status: Status::Open,
            requester,
            assignee,
            creator: who,
            comments: Vec::new(),
            notes: Vec::new(),
            version: 1 + i64::from(assignee.is_some()),
            updated: self.now,
            is_deleted: false,
            is_purged: false,
            sets: Vec::new(),
        });
        self.deed(who, self.tickets.len() - 1, What::Created);
        Ok(())
    }

    /// Sets a field to a value, decided on what was seen.
    pub fn edit(&mut self, who: usize, ticket: usize, to: &Value, seen: Option<&Value>) -> Outcome {
        self.work(who, ticket)?;
        let is = self.value(ticket, to);
        if is != *to && seen.is_some_and(|seen| *seen != is) {
            return Err("conflict");
        }
        match to {
            Value::Assignee(Some(user)) if !self.people[*user].can_be_assigned() => return Err("refused"),
            Value::Requester(user) if is != *to && !self.people[*user].active => return Err("refused"),
            _ => {}
        }
        if is != *to {
            self.set(who, ticket, vec![to.clone()]);
        }
        Ok(())
    }

    pub fn walk(&mut self, who: usize, ticket: usize, to: Status) -> Outcome {
        self.find(who, ticket)?;
        let (is, staff) = (self.tickets[ticket].status, self.people[who].is_staff());
        if staff {
            self.work(who, ticket)?;
        } else {
            let may = match to {
                Status::Open => is >= Status::Resolved,
                Status::Closed => is == Status::Resolved,
                _ => return Err("denied"),
            };
            if !may && is != to {
                return Err("refused");
            }
        }
        let all = [Status::Open, Status::InProgress, Status::Resolved, Status::Closed];
        let steps: Vec<Status> = match to {
            _ if to == is => Vec::new(),
            Status::Open => vec![to],
            _ if to < is => return Err("refused"),
            _ => all.into_iter().filter(|step| *step > is && *step <= to).collect(),
        };
        let mut values = Vec::new();
        for step in steps {
            values.push(Value::Status(step));
            if step == Status::InProgress && self.tickets[ticket].assignee.is_none() && staff {
                values.push(Value::Assignee(Some(who)));
            }
        }
        if to == Status::Open && !values.is_empty() && self.is_with_somebody_gone(ticket) {
            values.push(Value::Assignee(None));
        }
        self.set(who, ticket, values);
        Ok(())
    }

    fn is_with_somebody_gone(&self, ticket: usize) -> bool {
        self.tickets[ticket].assignee.is_some_and(|assignee| !self.people[assignee].can_be_assigned())
    }

    pub fn say(&mut self, who: usize, ticket: usize, text: &str, internal: bool) -> Outcome {
        self.find(who, ticket)?;
        if internal {
            self.staff(who)?;
        }
        let of = &self.tickets[ticket];
        if of.is_deleted || (!self.people[who].is_staff() && of.status == Status::Closed) {
            return Err("refused");
        }
        let of = &mut self.tickets[ticket];
        if internal { &mut of.notes } else { &mut of.comments }.push((who, text.to_owned()));
        self.moved(ticket, 1);
        self.deed(who, ticket, if internal { What::Note } else { What::Comment });
        Ok(())
    }

    pub fn delete(&mut self, who: usize, ticket: usize, is_back: bool) -> Outcome {
        self.find(who, ticket)?;
        let person = &self.people[who];
        if person.role != Role::Admin && !(person.is_staff() && self.tickets[ticket].creator == who) {
            return Err("denied");
        }
        if self.tickets[ticket].is_deleted == is_back {
            self.tickets[ticket].is_deleted = !is_back;
            self.deed(who, ticket, if is_back { What::Undeleted } else { What::Deleted });
            self.moved(ticket, 1);
            if is_back && self.tickets[ticket].status <= Status::InProgress && self.is_with_somebody_gone(ticket) {
                self.tickets[ticket].assignee = None;
                self.moved(ticket, 1);
            }
        }
        Ok(())
    }

    pub fn purge(&mut self, who: usize, ticket: usize) -> Outcome {
        self.admin(who)?;
        self.find(who, ticket)?;
        if !self.tickets[ticket].is_deleted {
            return Err("refused");
        }
        self.tickets[ticket].is_purged = true;
        Ok(())
    }

    pub fn change_person(&mut self, who: usize, whom: usize, role: Option<Role>, active: Option<bool>) -> Outcome {
        self.admin(who)?;
        let before = self.people[whom].clone();
        let after = Person { role: role.unwrap_or(before.role), active: active.unwrap_or(before.active), ..before.clone() };
        let rules = |person: &Person| person.active && person.role == Role::Admin;
        if rules(&before) && !rules(&after) && self.people.iter().filter(|person| rules(person)).count() == 1 {
            return Err("refused");
        }
        self.people[whom] = after.clone();
        if before.can_be_assigned() && !after.can_be_assigned() {
            for ticket in 0..self.tickets.len() {
                let of = &self.tickets[ticket];
                if of.assignee == Some(whom) && of.status <= Status::InProgress && !of.is_deleted && !of.is_purged {
                    // Not a deed of the kind that is taken back, though a later value of the field all the same.
                    let (before, after) = (Value::Assignee(of.assignee), Value::Assignee(None));
                    self.tickets[ticket].sets.push(Set { deed: usize::MAX, before, after });
                    self.tickets[ticket].assignee = None;
                    self.moved(ticket, 1);
                }
            }
        }
        Ok(())
    }

    /// Takes somebody's last deed back. `None` where PRODUCT does not say plainly what comes of it: rights that changed since, a
    /// ticket that was deleted, or on which something else was taken back since.
    pub fn undo(&mut self, who: usize) -> Option<Outcome> {
        if let Err(error) = self.known(who).map(drop).and_then(|()| self.staff(who)) {
            return Some(Err(error));
        }
        let last = self.deeds.iter().rposition(|deed| deed.by == who && !deed.is_taken_back && deed.what != What::TookBack);
        let Some(last) = last else { return Some(Ok(())) };
        let Deed { role, ticket, what, .. } = self.deeds[last].clone();
        let is_there = !self.tickets[ticket].is_deleted && !self.tickets[ticket].is_purged;
        let is_disturbed = self.deeds[last..].iter().any(|deed| deed.ticket == ticket && deed.what == What::TookBack);
        let is_plain = matches!(what, What::Fields | What::Comment | What::Note);
        if role != self.people[who].role || !is_there || is_disturbed || !is_plain {
            return None;
        }
        self.deeds[last].is_taken_back = true;
        let text = |of: &mut Vec<(usize, String)>| of.iter().rposition(|(by, _)| *by == who).map(|place| of.remove(place));
        let events = match what {
            What::Comment => text(&mut self.tickets[ticket].comments).map_or(0, |_| 1),
            What::Note => text(&mut self.tickets[ticket].notes).map_or(0, |_| 1),
            _ => self.put_back(ticket, last)?,
        };
        self.deed(who, ticket, What::TookBack);
        if events > 0 {
            self.moved(ticket, events);
        }
        Some(Ok(()))
    }

    /// Each field of a deed as it was before, unless somebody set it since. How many were put back.
    fn put_back(&mut self, ticket: usize, deed: usize) -> Option<usize> {
        let sets = self.tickets[ticket].sets.clone();
        let mut events = 0;
        let mut fields: Vec<Value> = Vec::new();
        for set in sets.iter().filter(|set| set.deed == deed) {
            if !fields.iter().any(|field| field.is_same_field(&set.before)) {
                fields.push(set.before.clone());
            }
        }
        for before in fields {
            let place = sets.iter().rposition(|set| set.deed == deed && set.before.is_same_field(&before))?;
            let is_set_since = sets[place + 1..].iter().any(|set| set.before.is_same_field(&before) && !self.is_taken_back(set.deed));
            let cannot_be = match before {
                Value::Assignee(Some(user)) => !self.people[user].can_be_assigned(),
                Value::Requester(user) => !self.people[user].active,
                _ => false,
            };
            if !is_set_since && !cannot_be && self.value(ticket, &before) != before {
                let is_status = matches!(before, Value::Status(_));
                self.put(ticket, before);
                events += 1;
                if is_status && self.tickets[ticket].status <= Status::InProgress && self.is_with_somebody_gone(ticket) {
                    self.tickets[ticket].assignee = None;
                    events += 1;
                }
            }
        }
        Some(events)
    }

    fn is_taken_back(&self, deed: usize) -> bool {
        self.deeds.get(deed).is_some_and(|deed| deed.is_taken_back)
    }
}
