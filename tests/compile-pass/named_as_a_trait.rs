//! Entities with the names of prelude traits, whose methods stay in scope.
#![allow(dead_code, missing_docs, missing_debug_implementations)]

use dynamo_entity::prelude::*;

#[derive(Entity, ::serde::Serialize, ::serde::Deserialize)]
#[entity(pk = "DOC#<id>", sk = "DOC")]
pub struct Document {
    pub id: Kind,
    pub size: Size,
}

#[derive(Debug, Clone, Document, ::serde::Serialize, ::serde::Deserialize)]
pub struct Size {
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, KeyPart, ::serde::Serialize, ::serde::Deserialize)]
pub struct Kind(String);

#[derive(Entity, ::serde::Serialize, ::serde::Deserialize)]
#[entity(pk = "DOC#<id>", sk = "ENTITY")]
pub struct Entity {
    pub id: String,
}

#[derive(Entity, ::serde::Serialize, ::serde::Deserialize)]
#[entity(pk = "DOC#<id>", sk = "COLLECTION")]
pub struct Collection {
    pub id: String,
}

#[derive(Entity, ::serde::Serialize, ::serde::Deserialize)]
#[entity(pk = "DOC#<id>", sk = "CHANGES")]
pub struct Changes {
    pub id: String,
    pub count: u32,
}

#[derive(Changes)]
#[changes(entity = Changes)]
pub struct ChangesPatch {
    pub count: Option<u32>,
}

#[derive(Collection)]
pub struct Everything {
    pub entity: Option<Entity>,
    pub collection: Option<Collection>,
}

#[derive(Table)]
#[table(entities(Document, Entity, Collection, Changes))]
pub struct KeyPart;

pub async fn read(table: &dynamo_entity::Table<KeyPart>) -> dynamo_entity::Result<()> {
    let f = Document::fields();
    Document::patch(Kind("1".into()))
        .set(f.size.dot(Size::fields().count), 1)
        .send(table)
        .await?;
    let patch = ChangesPatch { count: Some(1) };
    assert!(!patch.is_empty());
    Changes::patch("1").apply(patch).send(table).await?;
    let _ = Entity::get("1").send(table).await?.map(|entity| entity.key());
    let _ = Everything::query("1").all(table).await?;
    Ok(())
}

/// Both modules are imported whole.
pub mod imported {
    use dynamo_entity::prelude::*;

    use models::*;

    pub mod models {
        use dynamo_entity::prelude::*;

        #[derive(Entity, ::serde::Serialize, ::serde::Deserialize)]
        #[entity(pk = "DOC#<id>", sk = "DOC")]
        pub struct Document {
            pub id: String,
        }

        #[derive(Entity, ::serde::Serialize, ::serde::Deserialize)]
        #[entity(pk = "DOC#<id>", sk = "ENTITY")]
        pub struct Entity {
            pub id: String,
        }

        #[derive(::std::clone::Clone, KeyPart, ::serde::Serialize, ::serde::Deserialize)]
        pub struct KeyPart(pub String);
    }

    pub fn keys(document: &Document, entity: &Entity) -> (DocumentKey, EntityKey, KeyPart) {
        let _ = (Document::query().primary("1"), Entity::get("1"));
        (document.key(), entity.key(), KeyPart("1".into()))
    }
}
