//! The attributes of ElectroDB's key style: `electrodb(service = "…", entity = "…", version = "…")` on an entity, `type`,
//! `collection`, `scope` and `condition` on an index, `casing` and `cast` on a side, `label` and `padding` on a field.

use proc_macro2::{Group, Span};
use syn::{LitInt, LitStr, Path};

use crate::attr::option::{Grammar, Options};
use crate::attr::symbol::{
    CASING, CAST, CHAR, COLLECTION, COMPOSITE, CONDITION, ELECTRODB, ENTITY, LENGTH, PADDING, PK, SCOPE, SERVICE, SK,
    Symbol, TEMPLATE, TYPE, VERSION,
};
use crate::attr::value::{OptionInput, TextOrList};
use crate::error::Context;

const SERVICE_GRAMMAR: Grammar = Grammar {
    attribute: ELECTRODB,
    example: ELECTRODB_FORM.1,
    options: &[
        (SERVICE, r#"service = "thankscard""#),
        (ENTITY, r#"entity = "user""#),
        (VERSION, r#"version = "1""#),
    ],
    electrodb: &[],
    refused: &[],
};

const SIDE_OPTIONS: &[(Symbol, &str)] = &[
    (COMPOSITE, r#"composite = ["user_id"]"#),
    (TEMPLATE, r#"template = "USER#${user_id}""#),
    (CASING, r#"casing = "upper""#),
    (CAST, r#"cast = "number""#),
];

const PK_GRAMMAR: Grammar = Grammar {
    attribute: PK,
    example: r#"pk(composite = ["user_id"], casing = "none")"#,
    options: SIDE_OPTIONS,
    electrodb: &[],
    refused: &[],
};

const SK_GRAMMAR: Grammar = Grammar {
    attribute: SK,
    example: r#"sk(composite = ["created_at"], casing = "none")"#,
    options: SIDE_OPTIONS,
    electrodb: &[],
    refused: &[],
};

const PADDING_GRAMMAR: Grammar = Grammar {
    attribute: PADDING,
    example: PADDING_FORM.1,
    options: &[(LENGTH, "length = 5"), (CHAR, r#"char = "0""#)],
    electrodb: &[],
    refused: &[],
};

pub(super) const ELECTRODB_FORM: (Symbol, &str) = (
    ELECTRODB,
    r#"electrodb(service = "thankscard", entity = "user", version = "1")"#,
);
pub(super) const TYPE_FORM: (Symbol, &str) = (TYPE, r#"type = "clustered""#);
pub(super) const COLLECTION_FORM: (Symbol, &str) = (COLLECTION, r#"collection = "team""#);
pub(super) const SCOPE_FORM: (Symbol, &str) = (SCOPE, r#"scope = "zone""#);
pub(super) const CONDITION_FORM: (Symbol, &str) = (CONDITION, "condition = is_listed");
pub(super) const LABEL_FORM: &str = r#"label = "uid""#;
pub(super) const PADDING_FORM: (Symbol, &str) = (PADDING, r#"padding(length = 5, char = "0")"#);

/// `electrodb(service = "thankscard", entity = "user", version = "1")`
pub(crate) struct ServiceAttr {
    /// The span of the keyword.
    pub(crate) span: Span,
    pub(crate) service: Option<LitStr>,
    pub(crate) entity: Option<LitStr>,
    pub(crate) version: Option<LitStr>,
}

impl ServiceAttr {
    /// Reads the option. Mistakes are reported; the entity's keys are still treated as ElectroDB's.
    pub(super) fn read(option: &OptionInput, context: &Context) -> Self {
        let mut read = ServiceAttr {
            span: option.ident.span(),
            service: None,
            entity: None,
            version: None,
        };
        let group = match option.group() {
            Ok(group) => group,
            Err(error) => {
                context.report(error);
                return read;
            }
        };
        let mut options = Options::new(&SERVICE_GRAMMAR, context);
        options.read_tokens(group.stream(), |option| {
            let text = option.text()?;
            match option.keyword {
                SERVICE => read.service = Some(text),
                ENTITY => read.entity = Some(text),
                _ => read.version = Some(text),
            }
            Ok(())
        });
        for keyword in [SERVICE, ENTITY, VERSION] {
            require(&options, keyword, ELECTRODB_FORM, &group, context);
        }
        read
    }
}

fn require(options: &Options, keyword: Symbol, (outer, form): (Symbol, &str), group: &Group, context: &Context) {
    if options.lacks(keyword) {
        context.error_at(
            group.span(),
            format_args!("`{outer}` has no `{keyword}`; write `{form}`"),
        );
    }
}

/// One side of a key: a text, a list, or options.
pub(crate) enum SideAttr {
    Plain(TextOrList),
    /// `pk(composite = ["user_id"], casing = "none")`
    Options(Box<SideOptions>),
}

pub(crate) struct SideOptions {
    pub(crate) span: Span,
    pub(crate) composite: Option<(Span, Vec<LitStr>)>,
    pub(crate) template: Option<LitStr>,
    pub(crate) casing: Option<LitStr>,
    pub(crate) cast: Option<LitStr>,
}

impl SideAttr {
    /// Whether the side is a template, which need not identify the entity.
    pub(crate) fn is_template(&self) -> bool {
        match self {
            SideAttr::Plain(side) => matches!(side, TextOrList::Text(_)),
            SideAttr::Options(options) => options.template.is_some(),
        }
    }

    pub(super) fn read(option: &OptionInput, context: &Context) -> syn::Result<Self> {
        if !option.is_group() {
            return option.text_or_list().map(SideAttr::Plain);
        }
        let group = option.group()?;
        let mut side = SideOptions {
            span: option.ident.span(),
            composite: None,
            template: None,
            casing: None,
            cast: None,
        };
        let grammar = if option.keyword == PK { &PK_GRAMMAR } else { &SK_GRAMMAR };
        Options::new(grammar, context).read_tokens(group.stream(), |option| {
            match option.keyword {
                COMPOSITE => side.composite = Some(option.list()?),
                TEMPLATE => side.template = Some(option.text()?),
                CASING => side.casing = Some(option.text()?),
                _ => side.cast = Some(option.text()?),
            }
            Ok(())
        });
        Ok(SideAttr::Options(Box::new(side)))
    }
}

/// The options of an index that exist only in ElectroDB's key style.
#[derive(Default)]
pub(crate) struct ArrangementAttr {
    /// `type = "isolated"`, `"clustered"` or `"composite"`
    pub(crate) ty: Option<LitStr>,
    pub(crate) collection: Option<TextOrList>,
    pub(crate) scope: Option<LitStr>,
    pub(crate) condition: Option<Path>,
    /// Every given option, with the span of its keyword.
    pub(crate) given: Vec<(Symbol, Span)>,
}

impl ArrangementAttr {
    pub(super) fn read_option(&mut self, option: &OptionInput) -> syn::Result<()> {
        self.given.push((option.keyword, option.ident.span()));
        match option.keyword {
            TYPE => self.ty = Some(option.text()?),
            COLLECTION => self.collection = Some(option.text_or_list()?),
            SCOPE => self.scope = Some(option.text()?),
            _ => self.condition = Some(option.function()?),
        }
        Ok(())
    }
}

/// `padding(length = 5, char = "0")`
pub(crate) struct PaddingAttr {
    pub(crate) length: LitInt,
    pub(crate) fill: LitStr,
}

impl PaddingAttr {
    pub(super) fn read(option: &OptionInput, context: &Context) -> syn::Result<Option<Self>> {
        let group = option.group()?;
        let (mut length, mut fill) = (None, None);
        let mut options = Options::new(&PADDING_GRAMMAR, context);
        options.read_tokens(group.stream(), |option| {
            match option.keyword {
                LENGTH => length = Some(option.integer()?),
                _ => fill = Some(option.text()?),
            }
            Ok(())
        });
        for keyword in [LENGTH, CHAR] {
            require(&options, keyword, PADDING_FORM, &group, context);
        }
        Ok(length.zip(fill).map(|(length, fill)| PaddingAttr { length, fill }))
    }
}
