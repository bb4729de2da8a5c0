//! An update under construction: actions as data, and what is known of index parts.
//!
//! The file has over 400 lines because the request is built from the parts and claims that each action records.

use std::borrow::Cow;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encoded::{Encoded, Origin};
use crate::codec::item::Item;
use crate::codec::written::taken;
use crate::entity::Entity;
use crate::entity::changes::Assign;
use crate::entity::default::DefaultValue;
use crate::entity::flattened_check::is_taken;
use crate::entity::key::{KeyAttributeValue, PrimaryKey};
use crate::entity::limits::check_size;
use crate::entity::loaded::LoadedAttributes;
use crate::entity::validate::validate_attribute;
use crate::entity::validate_document::{shape_at, validate_at};
use crate::entity::verified::verify_value;
use crate::entity::version::Version;
use crate::error::codec::CodecError;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::expression::action::{Action, ActionKind};
use crate::expression::condition::Node;
use crate::expression::has_action::{Amount, ListAmount, NumberAmount, SetAmount};
use crate::expression::path::{Path, WrittenBy};
use crate::expression::placeholders::Placeholders;
use crate::expression::range::NumberRange;
use crate::expression::requirement::{Requirements, are_applied};
use crate::expression::segment::{Segment, Segments, segments_text};
use crate::expression::set_in::SetIn;
use crate::expression::term::Term;
use crate::key::field::{Auto, Field};
use crate::key::part::Part;
use crate::schema::definition::{EntitySchema, Side};
use crate::transact::unique::claim::{Before, Claim};
use crate::wire::guard::Guard;
use crate::wire::single::Expressions;
use crate::wire::target::Target;
use crate::write::sides::{Known, KnownParts, Scope, rewrite_sides};
use crate::write::update::folding::settle_folded;
use crate::write::update::reliance::Reliance;

/// How the update treats a missing item, and its knowledge of the item.
#[derive(Clone)]
enum UpdateVerb {
    /// Creates the item.
    Update,
    /// Fails.
    Patch,
    /// Fails. These parts, and the values of their attributes, were loaded.
    Edit(Vec<LoadedPart>),
    /// Fails, like `Edit`, and rewrites every index key.
    Reindex(Vec<LoadedPart>),
}

impl UpdateVerb {
    fn scope(&self) -> Scope {
        match self {
            UpdateVerb::Update => Scope::Created,
            UpdateVerb::Patch | UpdateVerb::Edit(_) => Scope::Touched,
            UpdateVerb::Reindex(_) => Scope::Whole,
        }
    }

    /// Returns the loaded parts, if the item was loaded.
    fn loaded(&self) -> Option<&[LoadedPart]> {
        match self {
            UpdateVerb::Update | UpdateVerb::Patch => None,
            UpdateVerb::Edit(loaded) | UpdateVerb::Reindex(loaded) => Some(loaded),
        }
    }
}

#[derive(Clone)]
struct LoadedPart {
    field: &'static Field,
    part: Part<'static>,
    value: Term,
    /// The value as version 0.1 stored it, if that differs.
    former: Option<AttributeValue>,
}

/// The changes of an update, in the order of the calls.
pub(crate) struct Draft<E> {
    pub(crate) key: PrimaryKey<E>,
    verb: UpdateVerb,
    guard: Guard,
    actions: Vec<Action>,
    /// The index parts that are set, by field; `Part::Absent` removes the part.
    parts: Vec<(&'static Field, Part<'static>)>,
    pub(crate) conditions: Vec<Node>,
    /// The loaded version and its attribute, if the version is the highest that the field can hold.
    exhausted: Option<(Version, &'static str)>,
    /// How many of the actions every write does automatically.
    kept_up: usize,
    /// Whether changes were applied, which may have been empty.
    pub(crate) is_applied: bool,
    /// The first error in the actions, returned when the request is built.
    wrong: Option<Wrong>,
}

/// An error in the actions.
#[derive(Clone)]
enum Wrong {
    /// An action that no item could take.
    Input(String),
    /// Applied changes remove this attribute, which is required.
    Removal(String),
}

impl Wrong {
    fn to_error(&self) -> Error {
        match self {
            Wrong::Input(message) => Error::input(message.clone()),
            Wrong::Removal(attribute) => Error::new(Fault::Validation {
                attribute: attribute.clone(),
                reason: "is required and cannot be removed".to_owned(),
            }),
        }
    }
}

impl<E> Clone for Draft<E> {
    fn clone(&self) -> Self {
        Draft {
            key: self.key.clone(),
            verb: self.verb.clone(),
            guard: self.guard,
            actions: self.actions.clone(),
            parts: self.parts.clone(),
            conditions: self.conditions.clone(),
            exhausted: self.exhausted,
            kept_up: self.kept_up,
            is_applied: self.is_applied,
            wrong: self.wrong.clone(),
        }
    }
}

impl<E> fmt::Debug for Draft<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Update")
            .field("key", &self.key)
            .field("actions", &self.actions)
            .field("conditions", &self.conditions)
            .finish_non_exhaustive()
    }
}

impl<E: Entity> Draft<E> {
    fn new(key: PrimaryKey<E>, verb: UpdateVerb, guard: Guard, loaded: Option<Version>) -> Self {
        let mut draft = Draft::empty(key, verb, guard);
        draft.keep_up(loaded);
        draft.kept_up = draft.actions.len();
        draft
    }

    fn empty(key: PrimaryKey<E>, verb: UpdateVerb, guard: Guard) -> Self {
        Draft {
            key,
            verb,
            guard,
            actions: Vec::new(),
            parts: Vec::new(),
            conditions: Vec::new(),
            exhausted: None,
            kept_up: 0,
            is_applied: false,
            wrong: None,
        }
    }

    /// Adds what every write of the entity does automatically: `on_write` and `version`.
    fn keep_up(&mut self, loaded: Option<Version>) {
        for field in E::SCHEMA.fields {
            let path = || vec![Segment::Name(field.attribute.into())];
            match field.auto {
                None => {}
                Some(Auto::OnWrite) => {
                    if let Some(DefaultValue { value, part, .. }) = E::__default(field) {
                        self.assign(path(), value, part, field.shape.aliases);
                    }
                }
                Some(Auto::Version { highest }) => {
                    let change = match loaded.map(|loaded| (loaded, loaded.next())) {
                        None => next_version(highest),
                        Some((_, Some(next))) => ActionKind::Set(Term::Value(AttributeValue::N(next.to_string()))),
                        Some((loaded, None)) => {
                            self.exhausted = Some((loaded, field.attribute));
                            continue;
                        }
                    };
                    self.push(path(), change);
                }
            }
        }
    }

    pub(crate) fn creating(key: PrimaryKey<E>) -> Self {
        Draft::new(key, UpdateVerb::Update, Guard::None, None)
    }

    pub(crate) fn patching(key: PrimaryKey<E>) -> Self {
        Draft::new(key, UpdateVerb::Patch, Guard::MustExist, None)
    }

    pub(crate) fn editing(entity: &E) -> Self {
        let version = entity.__version();
        let guard = Guard::editing::<E>(version);
        Draft::new(
            PrimaryKey::__of(entity),
            UpdateVerb::Edit(loaded_parts(entity)),
            guard,
            version,
        )
    }

    pub(crate) fn reindexing(entity: &E) -> Self {
        let guard = Guard::editing::<E>(entity.__version());
        Draft::empty(
            PrimaryKey::__of(entity),
            UpdateVerb::Reindex(loaded_parts(entity)),
            guard,
        )
    }

    pub(crate) fn guard(&self) -> Guard {
        self.guard
    }

    // ---- actions

    pub(crate) fn set<M, T, K, S>(&mut self, path: &Path<E, T, K, S>, value: &T)
    where
        K: SetIn<M, T>,
        S: Segments,
    {
        self.assign_all(path, value, K::__parts(value));
    }

    /// Sets one attribute, or all attributes of a group that `path` stands for.
    fn assign_all<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: &T, parts: Vec<Part<'static>>) {
        let encoded = path.encode(value);
        match path.segments.together() {
            None => {
                let mut parts = parts.into_iter();
                self.assign(path.segments(), encoded, parts.next(), path.aliases);
            }
            Some(attributes) => self.assign_together(attributes, encoded, parts),
        }
    }

    fn assign_together(
        &mut self,
        attributes: &'static [&'static str],
        encoded: Result<Encoded, CodecError>,
        parts: Vec<Part<'static>>,
    ) {
        let values = match encoded {
            Ok(Encoded::Value(AttributeValue::L(values))) => values.into_iter().map(Ok).collect(),
            Ok(_) => Vec::new(),
            Err(error) => vec![Err(error)],
        };
        for ((attribute, value), part) in attributes.iter().zip(values).zip(parts) {
            let segments = vec![Segment::Name((*attribute).into())];
            let term = match value {
                // An absent part is encoded as a null element of the list.
                Ok(AttributeValue::Null(_)) => Term::Absent,
                Ok(value) => Term::Value(value),
                Err(error) => Term::Bad(error),
            };
            self.note_part(&segments, part);
            if !self.is_set_by_group(attribute, &term) {
                self.push(segments, ActionKind::Set(term));
            }
        }
    }

    /// Whether an earlier action sets the attribute to the same value: two groups may share a part.
    fn is_set_by_group(&self, attribute: &str, term: &Term) -> bool {
        let mut actions = self.actions.iter();
        actions.any(|action| match (&action.change, term) {
            (ActionKind::Set(Term::Value(known)), Term::Value(value)) => {
                action.attribute() == attribute && known == value
            }
            (ActionKind::Set(Term::Absent), Term::Absent) => action.attribute() == attribute,
            _ => false,
        })
    }

    pub(crate) fn set_if_absent<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: &T) {
        match Term::encoded(path.encode(value)) {
            Term::Absent => {}
            value => {
                self.push(path.segments(), ActionKind::SetIfAbsent(value));
                self.drop_aliases(path);
            }
        }
    }

    pub(crate) fn remove<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>) {
        let segments = path.segments();
        self.note_part(&segments, Part::Absent);
        if path.written == WrittenBy::AliasAbove {
            self.refuse_hidden(path);
        }
        self.push(segments, ActionKind::Remove);
        self.drop_aliases(path);
    }

    pub(crate) fn add<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, amount: Amount) {
        match amount {
            Amount::Number(amount) => self.number(path, '+', amount),
            Amount::Set(SetAmount(value)) => self.set_elements(path, ActionKind::AddToSet(value)),
        }
    }

    pub(crate) fn number<T, K, S: Segments>(
        &mut self,
        path: &Path<E, T, K, S>,
        operator: char,
        NumberAmount(value, range): NumberAmount,
    ) {
        let start = self.start_of(path).unwrap_or_else(|| AttributeValue::N("0".to_owned()));
        let change = ActionKind::Number {
            operator,
            value,
            start,
            range,
        };
        self.push(path.segments(), change);
    }

    pub(crate) fn list<T, K, S: Segments>(
        &mut self,
        path: &Path<E, T, K, S>,
        front: bool,
        ListAmount(value): ListAmount,
    ) {
        let start = self.start_of(path).unwrap_or_else(|| AttributeValue::L(Vec::new()));
        let change = ActionKind::List { front, value, start };
        self.push(path.segments(), change);
    }

    pub(crate) fn delete<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, SetAmount(value): SetAmount) {
        self.set_elements(path, ActionKind::DeleteFromSet(value));
    }

    fn set_elements<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, change: ActionKind) {
        if self.start_of(path).is_some() {
            self.refuse(format!(
                "the default of `{}` is not empty, and DynamoDB cannot add to or delete from a default: `set` the \
                 field",
                path.text()
            ));
        }
        self.push(path.segments(), change);
    }

    /// Refuses an action below a value that serde's `with` or an alias hides.
    fn refuse_hidden<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>) {
        let refusal = match path.written {
            WrittenBy::Function | WrittenBy::FunctionAbove => path.refuse_with("its parts", "`set`"),
            WrittenBy::AliasAbove => path.refuse_alias(),
            WrittenBy::Serialize if !path.aliases.is_empty() => path.refuse_alias(),
            WrittenBy::Serialize => return,
        };
        self.refuse(refusal.to_string());
    }

    fn push(&mut self, path: Vec<Segment>, change: ActionKind) {
        let aliases = match path.as_slice() {
            [Segment::Name(attribute)] => aliases_of(E::SCHEMA, attribute),
            _ => &[],
        };
        self.actions.push(Action { path, change, aliases });
    }

    /// Makes the last action, which is on `path`, also remove the aliases of the attribute, even below the top level.
    fn drop_aliases<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>) {
        if let Some(action) = self.actions.last_mut() {
            action.aliases = path.aliases;
        }
    }

    fn note_part(&mut self, segments: &[Segment], part: Part<'static>) {
        if let [Segment::Name(attribute)] = segments
            && let Some(field) = E::SCHEMA.field_of(attribute)
        {
            self.parts.push((field, part));
        }
    }

    /// Returns what an action on an absent attribute starts from: what a read returns, or else what the item is created
    /// with. `None` means zero or empty.
    fn start_of<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>) -> Option<AttributeValue> {
        self.refuse_hidden(path);
        let field = match path.segments().as_slice() {
            [Segment::Name(attribute)] => E::SCHEMA.field_of(attribute),
            _ => None,
        };
        let read = path.absent();
        if read.is_some() && shape_at(E::SCHEMA, &path.segments()).gets() {
            self.refuse(format!(
                "`{}` has a serde default and a `get`, so the value that an absent attribute starts from is unknown: \
                 edit a loaded item and `set` the field",
                path.text()
            ));
        }
        let created = field.and_then(E::__default);
        // An absent optional field is read as `None`, regardless of the default that it is created with.
        let created = created.filter(|default| !default.optional).map(|default| default.value);
        let created = created.or_else(|| path.default());
        if let (UpdateVerb::Update, Some(read), Some(created)) = (&self.verb, &read, &created)
            && read != created
        {
            self.refuse(format!(
                "`{}` is read as serde's default when absent but created with another default, and `update` cannot \
                 know which applies: make both defaults the same, or `patch`",
                path.text()
            ));
        }
        match read.or(created)? {
            Ok(Encoded::Value(value)) => Some(value),
            Ok(Encoded::Absent | Encoded::EmptySet) => None,
            Err(error) => {
                self.refuse(error.to_string());
                None
            }
        }
    }

    /// Keeps the first error.
    fn refuse(&mut self, wrong: String) {
        self.wrong.get_or_insert(Wrong::Input(wrong));
    }

    // ---- the request

    /// Returns how the update changes the claims on unique fields.
    pub(crate) fn claims(&self) -> Result<Vec<Claim>> {
        let schema = E::SCHEMA;
        let mut claims = Vec::new();
        for field in schema.unique() {
            let mut loaded = self.verb.loaded().into_iter().flatten();
            let before = match loaded.find(|known| known.field == field) {
                Some(known) if matches!(self.verb, UpdateVerb::Reindex(_)) => {
                    claims.push(Claim::renewing(field, &self.key, known.value.to_value()?)?);
                    continue;
                }
                Some(known) => Before::Loaded(known.value.to_value()?),
                None => Before::Unknown,
            };
            let changes = self
                .actions
                .iter()
                .filter(|action| action.attribute() == field.attribute);
            // Building the request refuses two actions on one attribute.
            let after = match changes.map(|action| &action.change).next() {
                Some(ActionKind::Set(value)) => value.to_value()?,
                Some(ActionKind::Remove) => None,
                _ => continue,
            };
            claims.push(Claim::new::<E>(field, |part| self.key.part(part), before, after)?);
        }
        Ok(claims)
    }

    /// Whether `item`, which made the conditions fail, is the result of this same update: it has the version that the
    /// update sets, and every attribute as the update sets it.
    pub(crate) fn left(&self, target: &Target<'_>, item: &Item) -> bool {
        let actions = || self.all_actions(target).map(|(actions, _)| actions);
        self.guard.is_versioned() && actions().is_ok_and(|actions| are_applied(&actions, item))
    }

    /// Returns the requirements of the actions on the item.
    pub(crate) fn requirements(&self) -> Requirements {
        Requirements::of(&self.actions)
    }

    /// Renders the update and its conditions. Also returns a lower bound of the bytes of attributes that it sets.
    pub(crate) fn expressions(&self, target: &Target<'_>, required: &[Node]) -> Result<(Expressions, usize)> {
        if let Some((version, attribute)) = self.exhausted {
            return Err(version.exhausted(attribute));
        }
        if let Some(wrong) = &self.wrong {
            return Err(wrong.to_error());
        }
        if self.is_applied && self.actions.len() == self.kept_up {
            return Err(Error::new(Fault::EmptyChange));
        }
        let (actions, reliance) = self.all_actions(target)?;
        if target.verify {
            self.verify()?;
        }
        let size = Action::least_size(&actions);
        check_size(size)?;

        let mut conditions = self.guard().with((target, E::SCHEMA), &self.conditions, required);
        conditions.extend(self.requirements().nodes());
        let relied_on = |field| self.relied_on(field, &actions);
        let creates = self.verb.scope() == Scope::Created;
        conditions.extend(reliance.conditions(creates, relied_on));

        let mut placeholders = Placeholders::default();
        let update = Action::render_all(actions, &mut placeholders)?;
        Ok((Expressions::new(update, conditions, placeholders)?, size))
    }

    /// Refuses values that the entity could not read.
    fn verify(&self) -> Result<()> {
        self.actions.iter().try_for_each(|action| match &action.change {
            ActionKind::Set(Term::Value(value)) | ActionKind::SetIfAbsent(Term::Value(value)) => {
                verify_value::<E>(&action.path, value)
            }
            _ => Ok(()),
        })
    }

    /// Returns the actions, including those on index keys, and the fields that the latter rely on.
    fn all_actions(&self, target: &Target<'_>) -> Result<(Vec<Action>, Reliance)> {
        let mut actions = self.actions.clone();
        // Only the keys of a flattened map are known at run time; names of fields are checked at compile time.
        for action in &actions {
            if let Some(Segment::Name(Cow::Owned(name))) = action.path.first()
                && is_taken::<E>(name, target.schema)
            {
                return Err(Error::encode(taken(name)));
            }
        }
        let scope = self.verb.scope();
        let mut parts = KnownParts::new(scope);
        parts.are_applied = self.is_applied;
        for field in E::SCHEMA.primary().sides().flat_map(Side::parts) {
            parts.know(field, Known::Key(self.key.part(field)));
        }
        if scope == Scope::Created {
            self.complete(target, &mut actions, &mut parts)?;
        }
        for known in self.verb.loaded().into_iter().flatten() {
            parts.know(known.field, Known::Loaded(known.part.borrowed()));
        }
        for (field, part) in &self.parts {
            parts.know(field, Known::Set(part.borrowed()));
        }
        for field in settle_folded(E::SCHEMA, &mut parts, |field| self.may_set_key_field(field)) {
            self.set_key_field(field, &mut actions);
        }
        Self::validate(&actions).map_err(|error| target.locate(&self.key, error))?;
        let reliance = rewrite_sides(target.schema, E::SCHEMA, &parts, &mut actions)?;
        Ok((actions, reliance))
    }

    /// Whether the update may set the attribute of a primary key part whose rendering folds values. Only a blind update
    /// may: an edit has loaded the attribute.
    fn may_set_key_field(&self, field: &'static Field) -> bool {
        let is_known = || matches!(self.key.attribute(field), KeyAttributeValue::Known(_));
        !field.unique && self.verb.loaded().is_none() && is_known()
    }

    fn set_key_field(&self, field: &'static Field, actions: &mut Vec<Action>) {
        if let KeyAttributeValue::Known(value) = self.key.attribute(field) {
            actions.retain(|action| action.attribute() != field.attribute);
            actions.push(Action::of(field.attribute, ActionKind::Set(Term::encoded(value))));
        }
    }

    /// Returns the values that the attribute of a field may hold, given the index keys that are made of the field.
    fn relied_on(&self, field: &'static Field, actions: &[Action]) -> Vec<Term> {
        let mut loaded = self.verb.loaded().into_iter().flatten();
        if let Some(known) = loaded.find(|known| known.field == field) {
            let former = known.former.clone().map(Term::Value);
            return [known.value.clone()].into_iter().chain(former).collect();
        }
        vec![match self.key.attribute(field) {
            KeyAttributeValue::Known(value) => Term::encoded(value),
            KeyAttributeValue::Unknown => {
                let error = CodecError::new("was given as text, but an index key needs its value: give the value");
                Term::Bad(error.within(field.name))
            }
            KeyAttributeValue::NotInKey => kept_value(actions, field.attribute),
        }]
    }

    /// Validates the values that the actions store. The results of actions on stored values are unknown.
    fn validate(actions: &[Action]) -> Result<()> {
        actions.iter().try_for_each(|action| {
            let (value, is_whole) = match &action.change {
                ActionKind::Set(Term::Value(value)) | ActionKind::SetIfAbsent(Term::Value(value)) => (value, true),
                ActionKind::List {
                    value: Term::Value(value),
                    ..
                } => (value, false),
                _ => return Ok(()),
            };
            if let ([Segment::Name(attribute)], true) = (action.path.as_slice(), is_whole) {
                validate_attribute(E::SCHEMA, attribute, value)?;
            }
            validate_at(E::SCHEMA, &action.path, value)
        })
    }

    /// Completes the item that an update may create: key fields, type attribute and defaults, each only if absent.
    fn complete<'a>(
        &'a self,
        target: &Target<'_>,
        actions: &mut Vec<Action>,
        parts: &mut KnownParts<'a>,
    ) -> Result<()> {
        let schema = E::SCHEMA;
        let absent = |attribute: &'static str, value: Term| Action {
            path: vec![Segment::Name(attribute.into())],
            change: ActionKind::SetIfAbsent(value),
            aliases: aliases_of(schema, attribute),
        };
        let own = actions.len();
        let pair = target.schema.key_pair(schema.primary());
        for (attribute, text) in target.schema.identifiers(schema) {
            actions.push(absent(attribute, Term::text(text)));
        }
        for field in schema.fields {
            let is_key_attribute = field.attribute == pair.0 || field.attribute == pair.1;
            let touched = actions
                .iter()
                .take(own)
                .any(|action| action.attribute() == field.attribute);
            if !field.stored {
                refuse_flattened_default::<E>(field)?;
                continue;
            }
            if is_key_attribute || touched {
                continue;
            }
            match self.key.attribute(field) {
                KeyAttributeValue::Known(value) => actions.push(absent(field.attribute, Term::encoded(value))),
                KeyAttributeValue::Unknown => {
                    return Err(Error::input(format!(
                        "`{}` was given as text; `update` can create the item and needs its value",
                        field.name
                    )));
                }
                KeyAttributeValue::NotInKey => {
                    // An absent optional field may have been removed, so its default is not written.
                    let Some(default) = E::__default(field).filter(|default| !default.optional) else {
                        continue;
                    };
                    match Term::encoded(default.value) {
                        Term::Absent => {}
                        value => actions.push(absent(field.attribute, value)),
                    }
                    if let Some(part) = default.part {
                        parts.know(field, Known::Kept(part));
                    }
                }
            }
        }
        Ok(())
    }
}

impl<E: Entity> Assign for Draft<E> {
    fn assign(
        &mut self,
        path: Vec<Segment>,
        value: Result<Encoded, CodecError>,
        part: Option<Part<'static>>,
        aliases: &'static [&'static str],
    ) {
        if let Some(part) = part {
            self.note_part(&path, part);
        }
        self.actions.push(Action {
            path,
            change: ActionKind::Set(Term::encoded(value)),
            aliases,
        });
    }

    fn refuse_removal(&mut self, path: &[Segment]) {
        self.wrong.get_or_insert(Wrong::Removal(segments_text(path)));
    }
}

/// Returns the action that increments the item's version, whichever it is; a missing version becomes 1.
pub(crate) fn next_version(highest: i128) -> ActionKind {
    ActionKind::Number {
        operator: '+',
        value: Term::Value(AttributeValue::N("1".to_owned())),
        start: AttributeValue::N("0".to_owned()),
        range: NumberRange::integers(0, highest),
    }
}

/// Returns the index parts and unique fields of a loaded item. Primary key parts are left out: they are known from the
/// key and never change.
fn loaded_parts<E: Entity>(entity: &E) -> Vec<LoadedPart> {
    let schema = E::SCHEMA;
    let primary: Vec<&'static Field> = schema.primary().sides().flat_map(Side::parts).collect();
    let mut attributes = LoadedAttributes::new(entity, Origin::Loaded);
    let fields = schema.fields.iter();
    fields
        .filter(|field| field.unique || (field.part.is_some() && !primary.contains(field)))
        .map(|field| LoadedPart {
            field,
            part: attributes.part(field).into_owned(),
            value: match attributes.value(field) {
                Ok(value) => value.map_or(Term::Absent, Term::Value),
                Err(error) => Term::Bad(error),
            },
            former: attributes.former(field),
        })
        .collect()
}

/// Refuses a flattened field with a default. If an item lacks some of the flattened attributes, they may have been
/// removed, so the update cannot write them as defaults.
fn refuse_flattened_default<E: Entity>(field: &Field) -> Result<()> {
    let default = E::__default(field).filter(|default| !default.optional);
    let Some(Ok(Encoded::Value(AttributeValue::M(attributes)))) = default.map(|default| default.value) else {
        return Ok(());
    };
    if attributes.values().all(AttributeValue::is_null) {
        return Ok(());
    }
    Err(Error::input(format!(
        "`{}` is flattened and its default would be missing from an item that `update` creates: `create` or `patch`",
        field.name
    )))
}

/// Returns the value that an action sets an attribute to where it is absent.
pub(crate) fn kept_value(actions: &[Action], attribute: &str) -> Term {
    let mut of_attribute = actions.iter().filter(|action| action.attribute() == attribute);
    match of_attribute.next().map(|action| &action.change) {
        Some(ActionKind::SetIfAbsent(value) | ActionKind::Set(value)) => value.clone(),
        _ => Term::Absent,
    }
}

/// Returns the aliases of a field's attribute.
pub(crate) fn aliases_of(schema: &'static EntitySchema, attribute: &str) -> &'static [&'static str] {
    schema.field_of(attribute).map_or(&[], |field| field.shape.aliases)
}
