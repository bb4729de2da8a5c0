#[doc(hidden)]
#[allow(
    non_camel_case_types,
    non_snake_case,
    missing_debug_implementations,
    unreachable_pub,
    missing_docs
)]
pub mod __Note {
    use ::dynamo_entity::__private as __p;
    #[diagnostic::on_unimplemented(
        message = "`email` of `Note` is not set",
        label = "call `.email(…)` before this"
    )]
    pub trait email {}
    impl email for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`seq` of `Note` is not set",
        label = "call `.seq(…)` before this"
    )]
    pub trait seq {}
    impl seq for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`region` of `Note` is not set",
        label = "call `.region(…)` before this"
    )]
    pub trait region {}
    impl region for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`street` of `Note` is not set",
        label = "call `.street(…)` before this"
    )]
    pub trait street {}
    impl street for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`slug` of `Note` is not set",
        label = "call `.slug(…)` before this"
    )]
    pub trait slug {}
    impl slug for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`city` and `street` of `Note` form one index key",
        label = "a blind update sets them together, with `by_place_sk`; an update of a loaded `Note` (`.edit()`) can set one alone"
    )]
    pub trait loaded_city {}
    impl loaded_city for __p::Loaded {}
    pub enum part_city {}
    impl<M: loaded_city, T: __p::IndexPart> __p::SetIn<M, T> for part_city {
        fn __parts(value: &T) -> __p::PartList {
            __p::one_part(value)
        }
    }
    #[diagnostic::on_unimplemented(
        message = "`city` and `street` of `Note` form one index key",
        label = "a blind update sets them together, with `by_place_sk`; an update of a loaded `Note` (`.edit()`) can set one alone"
    )]
    pub trait loaded_street {}
    impl loaded_street for __p::Loaded {}
    pub enum part_street {}
    impl<M: loaded_street, T: __p::IndexPart> __p::SetIn<M, T> for part_street {
        fn __parts(value: &T) -> __p::PartList {
            __p::one_part(value)
        }
    }
    pub enum primary_expects_seq {}
    pub enum by_owner_expects_updated_at {}
    pub enum by_place_expects_city {}
    pub enum by_place_expects_street {}
}
///The attributes of [`Note`], for conditions, filters and updates.
#[allow(missing_debug_implementations, clippy::type_complexity)]
pub struct NoteFields {
    ///`email` of `Note`.
    pub email: ::dynamo_entity::Path<Note, String, ::dynamo_entity::__private::Key>,
    ///`seq` of `Note`.
    pub seq: ::dynamo_entity::Path<Note, u32, ::dynamo_entity::__private::Key>,
    ///`owner` of `Note`.
    pub owner: ::dynamo_entity::Path<
        Note,
        Option<String>,
        ::dynamo_entity::__private::SolePart,
    >,
    ///`region` of `Note`.
    pub region: ::dynamo_entity::Path<Note, String>,
    ///`city` of `Note`.
    pub city: ::dynamo_entity::Path<Note, Option<String>, __Note::part_city>,
    ///`street` of `Note`.
    pub street: ::dynamo_entity::Path<Note, String, __Note::part_street>,
    ///`slug` of `Note`.
    pub slug: ::dynamo_entity::Path<Note, String>,
    ///`price` of `Note`.
    pub price: ::dynamo_entity::Path<Note, u32>,
    ///`expires_at` of `Note`.
    pub expires_at: ::dynamo_entity::Path<Note, Option<DateTime<Utc>>>,
    ///`updated_at` of `Note`.
    pub updated_at: ::dynamo_entity::Path<
        Note,
        DateTime<Utc>,
        ::dynamo_entity::__private::ReadOnly,
    >,
    ///`version` of `Note`.
    pub version: ::dynamo_entity::Path<Note, u64, ::dynamo_entity::__private::ReadOnly>,
    ///`city` and `street` of `Note` together: they form the sort key of `by_place`.
    pub by_place_sk: ::dynamo_entity::Path<
        Note,
        ::dynamo_entity::__private::Parts<(Option<String>, String)>,
        ::dynamo_entity::__private::PartGroup,
        ::dynamo_entity::__private::Names,
    >,
}
///The primary key of a [`Note`].
pub struct NoteKey {
    ///`email` of `Note`.
    pub email: String,
    ///`seq` of `Note`.
    pub seq: u32,
}
///Builds a [`Note`] once every required field is set; defaults are evaluated when it is built. Each parameter says whether a required field is set; without parameters, all are.
#[must_use = "a builder does nothing until it is passed to an operation"]
#[allow(clippy::type_complexity)]
pub struct NoteCreate<
    __R0 = ::dynamo_entity::Set,
    __R1 = ::dynamo_entity::Set,
    __R3 = ::dynamo_entity::Set,
    __R5 = ::dynamo_entity::Set,
    __R6 = ::dynamo_entity::Set,
>(
    (
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<u32>,
        ::dynamo_entity::__private::Option<Option<String>>,
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<Option<String>>,
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<u32>,
        ::dynamo_entity::__private::Option<Option<DateTime<Utc>>>,
        ::dynamo_entity::__private::Option<DateTime<Utc>>,
        ::dynamo_entity::__private::Option<u64>,
    ),
    ::dynamo_entity::__private::PhantomData<(__R0, __R1, __R3, __R5, __R6)>,
);
///Changes to a [`Note`], for `apply`. When deserialized, an absent field is kept and a `null` removes an optional field.
#[derive(Default)]
pub struct NoteUpdate {
    ///`owner` of `Note`.
    pub owner: ::dynamo_entity::Change<String>,
    ///`region` of `Note`.
    pub region: ::dynamo_entity::__private::Option<String>,
    ///`city` of `Note`.
    pub city: ::dynamo_entity::Change<String>,
    ///`street` of `Note`.
    pub street: ::dynamo_entity::__private::Option<String>,
    ///`slug` of `Note`.
    pub slug: ::dynamo_entity::__private::Option<String>,
    ///`price` of `Note`.
    pub price: ::dynamo_entity::__private::Option<u32>,
    ///`expires_at` of `Note`.
    pub expires_at: ::dynamo_entity::Change<DateTime<Utc>>,
}
///The access patterns of [`Note`].
#[allow(missing_debug_implementations)]
pub struct NoteQuery(());
///A query of [`Note`] that its next sort part can narrow.
#[must_use = "an operation does nothing until it is sent"]
#[allow(missing_debug_implementations)]
pub struct NoteStep<__S>(
    ::dynamo_entity::Query<Note>,
    ::dynamo_entity::__private::PhantomData<__S>,
);
const _: () = {
    use ::dynamo_entity::__private as __p;
    #[allow(unused_imports)]
    use __p::{NoKeyType as _, PlainShape as _, Unusable as _};
    const _: () = __p::stored::<Note>();
    #[allow(non_snake_case)]
    fn __default_price() -> u32 {
        1
    }
    #[allow(non_snake_case)]
    fn __default_updated_at() -> DateTime<Utc> {
        Utc::now()
    }
    #[allow(non_upper_case_globals)]
    const __set_email: fn(String) -> String = lowercase;
    #[allow(non_upper_case_globals)]
    const __stored_email: &__p::Shape = &__p::Shape::Converted(
        &__p::Conversion::new(__p::Probe::<String>::SHAPE).sensitive(),
    );
    #[allow(non_upper_case_globals)]
    const __item_email: &__p::Shape = &__p::Shape::Converted(
        &__p::Conversion::new(__stored_email)
            .write(|value| __p::transform_written::<
                String,
            >(value, __p::Probe::<String>::SHAPE, __set_email)),
    );
    #[allow(non_upper_case_globals)]
    const __set_seq: fn(u32) -> u32 = clamp;
    #[allow(non_upper_case_globals)]
    const __item_seq: &__p::Shape = &__p::Shape::Converted(
        &__p::Conversion::new(__p::Probe::<u32>::SHAPE)
            .write(|value| __p::transform_written::<
                u32,
            >(value, __p::Probe::<u32>::SHAPE, __set_seq)),
    );
    #[allow(non_upper_case_globals)]
    const __set_owner: fn(String) -> String = seal;
    #[allow(non_upper_case_globals)]
    const __get_owner: fn(String) -> String = open;
    #[allow(non_upper_case_globals)]
    const __item_owner: &__p::Shape = &__p::Shape::Converted(
        &__p::Conversion::new(__p::Probe::<Option<String>>::SHAPE)
            .write(|value| __p::transform_written::<
                String,
            >(value, __p::Probe::<Option<String>>::SHAPE, __set_owner))
            .get(|value| __p::transform_read::<
                String,
            >(value, __p::Probe::<Option<String>>::SHAPE, __get_owner)),
    );
    #[allow(non_upper_case_globals)]
    const __set_region: fn(String) -> String = lowercase;
    #[allow(non_upper_case_globals)]
    const __item_region: &__p::Shape = &__p::Shape::Converted(
        &__p::Conversion::new(__p::Probe::<String>::SHAPE)
            .write(|value| __p::transform_written::<
                String,
            >(value, __p::Probe::<String>::SHAPE, __set_region)),
    );
    #[allow(non_upper_case_globals)]
    const __set_city: fn(String) -> String = lowercase;
    #[allow(non_upper_case_globals)]
    const __item_city: &__p::Shape = &__p::Shape::Converted(
        &__p::Conversion::new(__p::Probe::<Option<String>>::SHAPE)
            .write(|value| __p::transform_written::<
                String,
            >(value, __p::Probe::<Option<String>>::SHAPE, __set_city)),
    );
    #[allow(non_upper_case_globals)]
    const __stored_expires_at: &__p::Shape = __p::Probe::<
        Option<DateTime<Utc>>,
    >::TIME_TO_LIVE;
    static __SHAPES: [__p::FieldShape; 11usize] = [
        __p::FieldShape::new("email", __item_email),
        __p::FieldShape::new("seq", __item_seq),
        __p::FieldShape::new("owner", __item_owner).optional(),
        __p::FieldShape::new("region", __item_region),
        __p::FieldShape::new("city", __item_city).optional(),
        __p::FieldShape::new("street", __p::Probe::<String>::SHAPE),
        __p::FieldShape::new("slug", __p::Probe::<String>::SHAPE),
        __p::FieldShape::new("price", __p::Probe::<u32>::SHAPE),
        __p::FieldShape::new("expires_at", __stored_expires_at).optional(),
        __p::FieldShape::new("updated_at", __p::Probe::<DateTime<Utc>>::SHAPE),
        __p::FieldShape::new("version", __p::Probe::<u64>::SHAPE),
    ];
    static __FIELDS: [__p::Field; 11usize] = [
        __p::Field::__new("email", 0, &__SHAPES)
            .__key::<String>()
            .__set(|part| __p::Probe::<String>::set_given(part, __set_email)),
        __p::Field::__new("seq", 1, &__SHAPES)
            .__key::<u32>()
            .__width::<u32>()
            .__set(|part| __p::Probe::<u32>::set_given(part, __set_seq)),
        __p::Field::__new("owner", 2, &__SHAPES)
            .__part::<Option<String>>()
            .__set(|part| __p::Probe::<String>::set_given(part, __set_owner)),
        __p::Field::__new("region", 3, &__SHAPES)
            .__native::<String>()
            .__set(|part| __p::Probe::<String>::set_given_native(part, __set_region)),
        __p::Field::__new("city", 4, &__SHAPES)
            .__part::<Option<String>>()
            .__sort::<Option<String>>()
            .__set(|part| __p::Probe::<String>::set_given(part, __set_city)),
        __p::Field::__new("street", 5, &__SHAPES).__part::<String>().__sort::<String>(),
        __p::Field::__of("slug", 6, &__SHAPES, __p::KeyType::<String>::TYPE)
            .__matching::<String>()
            .__validated(|stored| {
                static PATTERN: __p::Pattern = __p::Pattern::new("^[a-z]+$");
                PATTERN.check(stored)
            }),
        __p::Field::__of("price", 7, &__SHAPES, __p::KeyType::<u32>::TYPE)
            .__defaulted()
            .__validated(|stored| __p::validate::<
                u32,
            >(stored, __p::Probe::<u32>::SHAPE, |value| __p::verdict(is_fair(value)))),
        __p::Field::__of(
                "expires_at",
                8,
                &__SHAPES,
                __p::KeyType::<Option<DateTime<Utc>>>::TYPE,
            )
            .__ttl::<Option<DateTime<Utc>>>(),
        __p::Field::__new("updated_at", 9, &__SHAPES)
            .__part::<DateTime<Utc>>()
            .__sort::<DateTime<Utc>>()
            .__defaulted()
            .__on_write(),
        __p::Field::__of("version", 10, &__SHAPES, __p::KeyType::<u64>::TYPE)
            .__defaulted()
            .__version::<u64>(),
    ];
    static __INDEXES: [__p::Index; 3usize] = [
        __p::Index::__new(
            "primary",
            __p::IndexKind::Primary,
            ("pk", "sk"),
            __p::template(
                "NOTE#<email>",
                &[__p::lit("NOTE#"), __p::field(&__FIELDS[0], __p::Format::None)],
            ),
            __p::Some(
                __p::template(
                    "<seq:05>",
                    &[__p::field(&__FIELDS[1], __p::Format::Width(5u8))],
                ),
            ),
        ),
        __p::Index::__new(
            "by_owner",
            __p::IndexKind::Global("gsi1"),
            ("gsi1pk", "gsi1sk"),
            __p::template(
                "OWNER#<owner>",
                &[__p::lit("OWNER#"), __p::field(&__FIELDS[2], __p::Format::None)],
            ),
            __p::Some(
                __p::template(
                    "<updated_at>",
                    &[__p::field(&__FIELDS[9], __p::Format::None)],
                ),
            ),
        ),
        __p::Index::__new(
            "by_place",
            __p::IndexKind::Global("gsi2"),
            ("gsi2pk", "gsi2sk"),
            __p::Side::Attributes(&[&__FIELDS[3]]),
            __p::Some(
                __p::template(
                    "<city>#<street>",
                    &[
                        __p::field(&__FIELDS[4], __p::Format::None),
                        __p::lit("#"),
                        __p::field(&__FIELDS[5], __p::Format::None),
                    ],
                ),
            ),
        ),
    ];
    #[automatically_derived]
    impl __p::Entity for Note {
        const SCHEMA: &'static __p::EntitySchema = &__p::EntitySchema::__new(
            "Note",
            &__SHAPES,
            &__FIELDS,
            &__INDEXES,
        );
        type Key = NoteKey;
        type Fields = NoteFields;
        type Create = NoteCreate<
            __p::Unset,
            __p::Unset,
            __p::Unset,
            __p::Unset,
            __p::Unset,
        >;
        type Update = NoteUpdate;
        type Query = NoteQuery;
        const FIELDS: NoteFields = NoteFields {
            email: __p::Path::__new("email", __stored_email).__set(__set_email),
            seq: __p::Path::__new("seq", __p::Probe::<u32>::SHAPE).__set(__set_seq),
            owner: __p::Path::__new("owner", __p::Probe::<Option<String>>::SHAPE)
                .__set(|value: Option<String>| value.map(__set_owner))
                .__optional(),
            region: __p::Path::__new("region", __p::Probe::<String>::SHAPE)
                .__set(__set_region),
            city: __p::Path::__new("city", __p::Probe::<Option<String>>::SHAPE)
                .__set(|value: Option<String>| value.map(__set_city))
                .__optional(),
            street: __p::Path::__new("street", __p::Probe::<String>::SHAPE),
            slug: __p::Path::__new("slug", __p::Probe::<String>::SHAPE),
            price: __p::Path::__new("price", __p::Probe::<u32>::SHAPE),
            expires_at: __p::Path::__new("expires_at", __stored_expires_at).__optional(),
            updated_at: __p::Path::__new(
                "updated_at",
                __p::Probe::<DateTime<Utc>>::SHAPE,
            ),
            version: __p::Path::__new("version", __p::Probe::<u64>::SHAPE),
            by_place_sk: __p::Path::__together_set(
                &["city", "street"],
                |value, encoder| __p::encode_together([
                    __p::encode_as(&value.0.0, __p::Probe::<Option<String>>::SHAPE)?,
                    __p::encode_as(&value.0.1, __p::Probe::<String>::SHAPE)?,
                ]),
                |parts: __p::Parts<(Option<String>, String)>| __p::Parts((
                    parts.0.0.map(__set_city),
                    parts.0.1,
                )),
            ),
        };
        const CREATE: Self::Create = NoteCreate(
            (
                __p::None,
                __p::None,
                __p::None,
                __p::None,
                __p::None,
                __p::None,
                __p::None,
                __p::None,
                __p::None,
                __p::None,
                __p::None,
            ),
            __p::PhantomData,
        );
        const QUERY: NoteQuery = NoteQuery(());
        fn __part(&self, field: &__p::Field) -> __p::Part<'_> {
            match field.position {
                0usize => __p::Probe::<String>::set_part(&self.email, __set_email),
                1usize => __p::Probe::<u32>::set_part(&self.seq, __set_seq),
                2usize => {
                    __p::Probe::<
                        Option<String>,
                    >::set_part(
                        &self.owner,
                        |value: Option<String>| value.map(__set_owner),
                    )
                }
                3usize => {
                    __p::Probe::<String>::set_native_part(&self.region, __set_region)
                }
                4usize => {
                    __p::Probe::<
                        Option<String>,
                    >::set_part(
                        &self.city,
                        |value: Option<String>| value.map(__set_city),
                    )
                }
                5usize => __p::Probe::<String>::part(&self.street),
                9usize => __p::Probe::<DateTime<Utc>>::part(&self.updated_at),
                _ => __p::Part::Absent,
            }
        }
        fn __loaded_part(&self, field: &__p::Field) -> __p::Part<'_> {
            match field.position {
                0usize => __p::Probe::<String>::loaded_part(&self.email, __set_email),
                1usize => __p::Probe::<u32>::loaded_part(&self.seq, __set_seq),
                3usize => {
                    __p::Probe::<String>::loaded_native_part(&self.region, __set_region)
                }
                4usize => {
                    __p::Probe::<
                        Option<String>,
                    >::loaded_part(
                        &self.city,
                        |value: Option<String>| value.map(__set_city),
                    )
                }
                _ => __p::Entity::__part(self, field),
            }
        }
        fn __serialize<__S: __p::Serializer>(
            &self,
            serializer: __S,
        ) -> __p::Result<__S::Ok, __S::Error> {
            __p::Probe::<Self>::serialize(self, serializer)
        }
        fn __deserialize<'de, __D: __p::Deserializer<'de>>(
            deserializer: __D,
        ) -> __p::Result<Self, __D::Error> {
            __p::Probe::<Self>::deserialize(deserializer)
        }
        fn __default(field: &__p::Field) -> __p::Option<__p::DefaultValue> {
            let f = Self::FIELDS;
            match field.position {
                7usize => __p::DefaultValue::of(&f.price, || __default_price()),
                9usize => {
                    __p::Probe::<
                        DateTime<Utc>,
                    >::default_part(&f.updated_at, || __default_updated_at())
                }
                _ => __p::None,
            }
        }
        fn __version(&self) -> __p::Option<__p::Version> {
            __p::Probe::<u64>::version(&self.version)
        }
        fn __touch(&mut self) {
            self.updated_at = __default_updated_at();
            __p::Probe::<u64>::advance(&mut self.version);
        }
        fn key(&self) -> NoteKey {
            NoteKey {
                email: __p::Probe::<String>::copy(&self.email),
                seq: __p::Probe::<u32>::copy(&self.seq),
            }
        }
    }
    __p::key_impls!(
        Note, NoteKey[] { 0 email : String = part copy, 1 seq : u32 = part copy, }
    );
    #[automatically_derived]
    impl<
        __V0: __p::IntoValue<String>,
        __V1: __p::IntoValue<__p::Formatted<u32>>,
    > __p::KeyFrom<(__V0, __V1)> for Note {
        fn key_from(key: (__V0, __V1)) -> __p::PrimaryKey<Self> {
            let f = <Self as __p::Entity>::FIELDS;
            __p::PrimaryKey::__new([
                __p::Probe::<
                    String,
                >::set_value(
                    &__FIELDS[0],
                    &f.email,
                    __p::into_value::<String, _>(key.0),
                ),
                __p::Probe::<
                    u32,
                >::formatted(&__FIELDS[1], &f.seq, __p::IntoValue::into_value(key.1)),
            ])
        }
    }
    #[automatically_derived]
    impl __p::KeyFrom<NoteKey> for Note {
        fn key_from(key: NoteKey) -> __p::PrimaryKey<Self> {
            let f = <Self as __p::Entity>::FIELDS;
            __p::PrimaryKey::__new([
                __p::Probe::<String>::set_value(&__FIELDS[0], &f.email, key.email),
                __p::Probe::<u32>::set_value(&__FIELDS[1], &f.seq, key.seq),
            ])
        }
    }
    #[automatically_derived]
    impl __p::KeyFrom<&Note> for Note {
        fn key_from(key: &Note) -> __p::PrimaryKey<Self> {
            __p::PrimaryKey::__of(key)
        }
    }
    __p::create_impls!(
        Note, NoteCreate[__R0, __R1, __R3, __R5, __R6] { 0 : String, 1 : u32, 2 : Option
        < String >, 3 : String, 4 : Option < String >, 5 : String, 6 : String, 7 : u32, 8
        : Option < DateTime < Utc > >, 9 : DateTime < Utc >, 10 : u64, }
    );
    __p::create_body!(
        Note, NoteCreate[__R0, __R1, __R3, __R5, __R6] false { 0, 1, 2, 3, 4, 5, 6, 8, }
    );
    #[automatically_derived]
    impl<__R0, __R1, __R3, __R5, __R6> NoteCreate<__R0, __R1, __R3, __R5, __R6> {
        ///Sets `email`.
        pub fn email(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> NoteCreate<__p::Set, __R1, __R3, __R5, __R6> {
            self.0.0 = __p::Some(__p::IntoValue::into_value(value));
            NoteCreate(self.0, __p::PhantomData)
        }
        ///Sets `seq`.
        pub fn seq(
            mut self,
            value: impl __p::IntoValue<u32>,
        ) -> NoteCreate<__R0, __p::Set, __R3, __R5, __R6> {
            self.0.1 = __p::Some(__p::IntoValue::into_value(value));
            NoteCreate(self.0, __p::PhantomData)
        }
        ///Sets `owner`.
        pub fn owner(mut self, value: impl __p::IntoOption<String>) -> Self {
            self.0.2 = __p::Some(__p::IntoOption::into_option(value));
            self
        }
        ///Sets `region`.
        pub fn region(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> NoteCreate<__R0, __R1, __p::Set, __R5, __R6> {
            self.0.3 = __p::Some(__p::IntoValue::into_value(value));
            NoteCreate(self.0, __p::PhantomData)
        }
        ///Sets `city`.
        pub fn city(mut self, value: impl __p::IntoOption<String>) -> Self {
            self.0.4 = __p::Some(__p::IntoOption::into_option(value));
            self
        }
        ///Sets `street`.
        pub fn street(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> NoteCreate<__R0, __R1, __R3, __p::Set, __R6> {
            self.0.5 = __p::Some(__p::IntoValue::into_value(value));
            NoteCreate(self.0, __p::PhantomData)
        }
        ///Sets `slug`.
        pub fn slug(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> NoteCreate<__R0, __R1, __R3, __R5, __p::Set> {
            self.0.6 = __p::Some(__p::IntoValue::into_value(value));
            NoteCreate(self.0, __p::PhantomData)
        }
        ///Sets `price`.
        pub fn price(mut self, value: impl __p::IntoValue<u32>) -> Self {
            self.0.7 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        ///Sets `expires_at`.
        pub fn expires_at(mut self, value: impl __p::IntoOption<DateTime<Utc>>) -> Self {
            self.0.8 = __p::Some(__p::IntoOption::into_option(value));
            self
        }
        ///Sets `updated_at`.
        pub fn updated_at(mut self, value: impl __p::IntoValue<DateTime<Utc>>) -> Self {
            self.0.9 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        ///Sets `version`.
        pub fn version(mut self, value: impl __p::IntoValue<u64>) -> Self {
            self.0.10 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        ///Builds the [`Note`] and evaluates the default of every field that is not set.
        pub fn build(self) -> Note
        where
            Self: __p::IntoEntity<Entity = Note>,
        {
            __p::IntoEntity::into_entity(self)
        }
    }
    #[automatically_derived]
    impl<
        __R0: __Note::email,
        __R1: __Note::seq,
        __R3: __Note::region,
        __R5: __Note::street,
        __R6: __Note::slug,
    > __p::IntoEntity for NoteCreate<__R0, __R1, __R3, __R5, __R6> {
        type Entity = Note;
        fn into_entity(self) -> Note {
            Note {
                email: __p::required(self.0.0),
                seq: __p::required(self.0.1),
                owner: self.0.2.unwrap_or_default(),
                region: __p::required(self.0.3),
                city: self.0.4.unwrap_or_default(),
                street: __p::required(self.0.5),
                slug: __p::required(self.0.6),
                price: self.0.7.unwrap_or_else(|| __default_price()),
                expires_at: self.0.8.unwrap_or_default(),
                updated_at: self.0.9.unwrap_or_else(|| __default_updated_at()),
                version: self.0.10.unwrap_or_else(|| __p::Default::default()),
            }
        }
        fn __unset(&self) -> __p::Vec<&'static __p::Field> {
            __p::unset(&[(&__FIELDS[7], self.0.7.is_some())])
        }
    }
    #[automatically_derived]
    impl __p::IntoEntity for Note {
        type Entity = Note;
        fn into_entity(self) -> Note {
            self
        }
    }
    #[automatically_derived]
    impl __p::Changes<Note> for NoteUpdate {
        type __Mode = __p::Unloaded;
        fn is_empty(&self) -> bool {
            self.owner.is_keep() && self.region.is_none() && self.city.is_keep()
                && self.street.is_none() && self.slug.is_none() && self.price.is_none()
                && self.expires_at.is_keep()
        }
        fn __apply(self, update: &mut __p::Applied<'_, Note>) {
            let f = <Note as __p::Entity>::FIELDS;
            __p::Probe::<
                Option<String>,
            >::apply(update, &f.owner, __p::changed(self.owner));
            update.field(&f.region, self.region);
            __p::Probe::<
                Option<String>,
            >::apply(update, &f.city, __p::changed(self.city));
            __p::Probe::<String>::apply(update, &f.street, self.street);
            update.field(&f.slug, self.slug);
            update.field(&f.price, self.price);
            update.optional(&f.expires_at, self.expires_at);
        }
    }
    #[automatically_derived]
    impl<'de> __p::ReadChanges<'de> for NoteUpdate {
        fn read<__A: __p::MapAccess<'de>>(
            &mut self,
            attribute: &str,
            map: &mut __A,
        ) -> __p::Result<(), __A::Error> {
            match attribute {
                "owner" => self.owner = map.next_value()?,
                "region" => self.region = __p::Some(map.next_value()?),
                "city" => self.city = map.next_value()?,
                "street" => self.street = __p::Some(map.next_value()?),
                "slug" => self.slug = __p::Some(map.next_value()?),
                "price" => self.price = __p::Some(map.next_value()?),
                "expires_at" => self.expires_at = map.next_value()?,
                _ => __p::skip_value(map)?,
            }
            __p::Ok(())
        }
    }
    __p::update_impls!(
        NoteUpdate debug[DateTime < Utc >] all[DateTime < Utc >] cloned[] changes { owner
        "owner" = "owner", region "region" = "region", city "city" = "city", street
        "street" = "street", slug "slug" = "slug", price "price" = "price", expires_at
        "expires_at" = "expires_at", }
    );
    #[automatically_derived]
    impl NoteQuery {
        ///Queries the table, partitioned by `NOTE#<email>`, sorted by `<seq:05>`.
        pub fn primary(
            self,
            email: impl __p::IntoValue<String>,
        ) -> NoteStep<__Note::primary_expects_seq> {
            __p::From::from(
                __p::Query::__partition(
                    &__INDEXES[0],
                    [__p::Probe::<String>::given_set(email, __set_email)],
                ),
            )
        }
        ///Queries the index `gsi1`, partitioned by `OWNER#<owner>`, sorted by `<updated_at>`.
        pub fn by_owner(
            self,
            owner: impl __p::IntoValue<String>,
        ) -> NoteStep<__Note::by_owner_expects_updated_at> {
            __p::From::from(
                __p::Query::__partition(
                    &__INDEXES[1],
                    [__p::Probe::<String>::given_set(owner, __set_owner)],
                ),
            )
        }
        ///Queries the index `gsi2`, partitioned by attributes of their own, sorted by `<city>#<street>`.
        pub fn by_place(
            self,
            region: impl __p::IntoValue<__p::Native<String>>,
        ) -> NoteStep<__Note::by_place_expects_city> {
            __p::From::from(
                __p::Query::__partition(
                    &__INDEXES[2],
                    [
                        __p::Probe::<
                            __p::Native<String>,
                        >::given_set(
                            region,
                            |value| __p::Native::map(value, __set_region),
                        ),
                    ],
                ),
            )
        }
    }
    #[automatically_derived]
    impl __p::PartitionOf<0usize, (String,)> for Note {}
    #[automatically_derived]
    impl __p::PartitionOf<1usize, (String,)> for Note {}
    #[automatically_derived]
    impl __p::PartitionOf<2usize, (__p::Native<String>,)> for Note {}
    #[automatically_derived]
    impl NoteStep<__Note::primary_expects_seq> {
        ///The sort part `seq`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn seq(self) -> __p::SortStep<Note, __p::Formatted<u32>, __p::Query<Note>> {
            self.0.__sort_set(|value| __p::Formatted::map(value, __set_seq))
        }
    }
    #[automatically_derived]
    impl NoteStep<__Note::by_owner_expects_updated_at> {
        ///The sort part `updated_at`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn updated_at(self) -> __p::SortStep<Note, DateTime<Utc>, __p::Query<Note>> {
            self.0.__sort()
        }
    }
    #[automatically_derived]
    impl NoteStep<__Note::by_place_expects_city> {
        ///The sort part `city`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn city(
            self,
        ) -> __p::SortStep<Note, String, NoteStep<__Note::by_place_expects_street>> {
            self.0.__sort_set(__set_city)
        }
    }
    #[automatically_derived]
    impl NoteStep<__Note::by_place_expects_street> {
        ///The sort part `street`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn street(self) -> __p::SortStep<Note, String, __p::Query<Note>> {
            self.0.__sort()
        }
    }
    #[automatically_derived]
    impl<__S> __p::From<__p::Query<Note>> for NoteStep<__S> {
        fn from(query: __p::Query<Note>) -> Self {
            NoteStep(query, __p::PhantomData)
        }
    }
    #[automatically_derived]
    impl<__S> __p::QueryStep for NoteStep<__S> {
        type Entity = Note;
        type Item = Note;
        fn into_query(self) -> __p::Query<Note> {
            self.0
        }
        fn __query(&self) -> &__p::Query<Note> {
            &self.0
        }
        fn __query_mut(&mut self) -> &mut __p::Query<Note> {
            &mut self.0
        }
    }
};
