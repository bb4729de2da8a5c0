//! `#[document(validate = …)]`: checks the fields of documents in the form that is stored, before anything is sent.

use aws_sdk_dynamodb::types::AttributeValue::{self, L, M, S};

use crate::codec::shape::{Conversion, Shape};
use crate::codec::written::WrittenItem;
use crate::error::fault::Fault;
use crate::error::invalid::Invalid;
use crate::error::{Error, Result};
use crate::expression::segment::{Segment, segments_text};
use crate::schema::definition::EntitySchema;

/// How often `flatten` is followed without descending into the value, because a type may flatten itself.
const MAX_FLATTEN: u8 = 16;

/// Makes the error of an invalid value.
pub(super) fn refusal(attribute: String, invalid: Invalid, is_sensitive: bool) -> Error {
    let reason = match invalid {
        Invalid::Mismatch(pattern) => format!("does not match `{pattern}`"),
        Invalid::Because(reason) if !is_sensitive => format!("is not valid: {reason}"),
        Invalid::Refused | Invalid::Because(_) => "is not valid".to_owned(),
    };
    Error::new(Fault::Validation { attribute, reason })
}

/// Checks the documents within the fields of an item.
pub(super) fn validate_documents(schema: &'static EntitySchema, item: &WrittenItem) -> Result<()> {
    for field in schema.shapes.iter().filter(|field| is_checked(field.shape)) {
        let (value, path) = if field.flatten {
            (Some(M(item.attributes().map_err(Error::encode)?)), Vec::new())
        } else {
            let value = item.attribute(field.name).map_err(Error::encode)?;
            (value, vec![Segment::Name(field.name.into())])
        };
        if let Some(value) = value {
            Documents::at(path).check(*field.shape, &value)?;
        }
    }
    Ok(())
}

/// Checks a value that an update stores at `path`, which may lie within a document, and the documents within the value.
pub(crate) fn validate_at(schema: &'static EntitySchema, path: &[Segment], value: &AttributeValue) -> Result<()> {
    let mut documents = Documents {
        is_sensitive: path
            .first()
            .is_some_and(|attribute| shape_at(schema, std::slice::from_ref(attribute)).is_sensitive()),
        ..Documents::at(path.to_vec())
    };
    documents.check(shape_at(schema, path), value)
}

/// Returns the shape of the attribute at `path`, with its conversions.
pub(crate) fn shape_at(schema: &'static EntitySchema, path: &[Segment]) -> Shape {
    let item = Shape::Fields(schema.shapes);
    path.iter().fold(item, |shape, segment| match segment {
        Segment::Name(name) => shape.required().attribute(name),
        Segment::Index(index) => shape.required().element(*index),
    })
}

fn is_checked(shape: &'static Shape) -> bool {
    shape.has_within(|conversion: &Conversion| conversion.check.is_some())
}

/// The checks of the documents within one value.
struct Documents {
    /// The path of the current value.
    path: Vec<Segment>,
    is_sensitive: bool,
    /// How often `flatten` may still be followed.
    flatten: u8,
}

impl Documents {
    fn at(path: Vec<Segment>) -> Self {
        Documents {
            path,
            is_sensitive: false,
            flatten: MAX_FLATTEN,
        }
    }

    fn check(&mut self, shape: Shape, value: &AttributeValue) -> Result<()> {
        match (shape, value) {
            // An absent value is not checked.
            (_, AttributeValue::Null(true)) => Ok(()),
            (Shape::Converted(conversion), value) => {
                let outer = self.is_sensitive;
                self.is_sensitive |= conversion.sensitive;
                if let Some(Err(invalid)) = conversion.check.map(|check| check(value)) {
                    return Err(refusal(segments_text(&self.path), invalid, self.is_sensitive));
                }
                self.check(*conversion.inner, value)?;
                self.is_sensitive = outer;
                Ok(())
            }
            (Shape::Optional(inner), value) => self.check(*inner, value),
            (Shape::Deferred(document), value) => self.check(*(document.0)(), value),
            (Shape::List(element), L(values)) => {
                let mut values = values.iter().enumerate();
                values.try_for_each(|(index, value)| self.below(Segment::Index(index), *element, value))
            }
            (Shape::Tuple(elements), L(values)) => {
                let mut values = elements.iter().zip(values).enumerate();
                values.try_for_each(|(index, (element, value))| self.below(Segment::Index(index), **element, value))
            }
            (Shape::Map(entry), M(values)) => {
                let mut values = values.iter();
                values.try_for_each(|(name, value)| self.below(Segment::Name(name.clone().into()), *entry, value))
            }
            (Shape::Fields(fields), M(values)) => fields.iter().try_for_each(|field| {
                if field.flatten {
                    return self.flattened(*field.shape, value);
                }
                field.names().try_for_each(|name| match values.get(name) {
                    Some(value) => self.below(Segment::Name(name.into()), *field.shape, value),
                    None => Ok(()),
                })
            }),
            (Shape::Variants(_), M(values)) => {
                let mut values = values.iter();
                values.try_for_each(|(name, value)| {
                    self.below(Segment::Name(name.clone().into()), shape.variant(name), value)
                })
            }
            (Shape::Tagged(tag, _), M(values)) => match values.get(tag) {
                Some(S(variant)) => self.flattened(shape.variant(variant), value),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Checks a value within the current one.
    fn below(&mut self, segment: Segment, shape: Shape, value: &AttributeValue) -> Result<()> {
        let flatten = std::mem::replace(&mut self.flatten, MAX_FLATTEN);
        self.path.push(segment);
        self.check(shape, value)?;
        self.path.pop();
        self.flatten = flatten;
        Ok(())
    }

    /// Checks the current value by another shape.
    fn flattened(&mut self, shape: Shape, value: &AttributeValue) -> Result<()> {
        let Some(flatten) = self.flatten.checked_sub(1) else {
            return Ok(());
        };
        let outer = std::mem::replace(&mut self.flatten, flatten);
        self.check(shape, value)?;
        self.flatten = outer;
        Ok(())
    }
}
