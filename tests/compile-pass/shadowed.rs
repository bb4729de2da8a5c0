//! The user's types and functions with names of the prelude, and with names that generated code might use.
#![allow(
    dead_code,
    non_snake_case,
    non_camel_case_types,
    missing_docs,
    missing_debug_implementations,
    unused_macros
)]

use dynamo_entity::{Changes, Collection, Document, Entity, KeyPart, Table};

mod theirs {
    pub struct Option;
    pub struct Result;
    pub struct String;
    pub struct Vec;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct A;
    pub struct E;
    pub struct T;
    pub struct S;
    pub struct V;
    pub struct Box;
    pub struct Path;
    pub struct Query;
    pub struct usize;
    pub trait Default {}
    pub trait Clone {}
    pub trait From {}
    pub trait Into {}
    pub trait Iterator {}
    pub trait Serialize {}
    pub trait Deserialize {}
    pub mod std {}
    pub mod core {}
    pub mod serde {}
}
#[allow(unused_imports)]
use theirs::{
    A, Box, Clone, Default, E, Err, From, Into, Iterator, None, Ok, Option, Path, Query, Result, S, Some, String, T, V,
    Vec,
};

macro_rules! panic {
    () => {
        compile_error!("shadowed")
    };
}
macro_rules! vec {
    () => {
        compile_error!("shadowed")
    };
}

#[derive(Entity, ::serde::Serialize, ::serde::Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "<status>#<level:03>")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "<nick>#<points:05>")]
#[gsi(name = "by_points", index = "gsi2", pk = ["<nick>"], sk = ["<points>"])]
pub struct User {
    pub user_id: ::std::string::String,
    pub status: Status,
    pub level: u8,
    pub email: ::std::option::Option<::std::string::String>,
    #[default]
    pub nick: ::std::string::String,
    #[default(1)]
    pub points: u32,
    pub tags: ::std::vec::Vec<::std::string::String>,
    #[serde(skip)]
    pub cached: u8,
}

#[derive(::std::clone::Clone, ::std::fmt::Debug, PartialEq, KeyPart, ::serde::Serialize, ::serde::Deserialize)]
pub enum Status {
    Active,
    Away,
}

#[derive(Document, ::serde::Serialize, ::serde::Deserialize)]
pub struct Home {
    pub city: ::std::string::String,
    pub tags: ::std::vec::Vec<::std::string::String>,
}

#[derive(Changes)]
#[changes(entity = User)]
pub struct UserPatch {
    pub nick: ::std::option::Option<::std::string::String>,
    pub points: ::std::option::Option<u32>,
    pub email: ::dynamo_entity::Change<::std::string::String>,
}

#[derive(Collection)]
pub struct Users {
    pub users: ::std::vec::Vec<User>,
}

#[derive(Collection)]
#[collection(query = "by_points")]
pub struct FirstUser {
    pub user: ::std::option::Option<User>,
}

#[derive(Collection)]
#[collection(query = "by_email")]
pub enum Output {
    User(User),
}

#[derive(Table)]
#[table(entities(User))]
pub struct App;
