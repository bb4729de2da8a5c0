#[doc(hidden)]
#[allow(
    non_camel_case_types,
    non_snake_case,
    missing_debug_implementations,
    unreachable_pub,
    missing_docs
)]
pub mod __Card {
    use ::dynamo_entity::__private as __p;
    #[diagnostic::on_unimplemented(
        message = "`card_id` of `Card` is not set",
        label = "call `.card_id(…)` before this"
    )]
    pub trait card_id {}
    impl card_id for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`sender_id` of `Card` is not set",
        label = "call `.sender_id(…)` before this"
    )]
    pub trait sender_id {}
    impl sender_id for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`message` of `Card` is not set",
        label = "call `.message(…)` before this"
    )]
    pub trait message {}
    impl message for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`status` and `score` of `Card` form one index key",
        label = "a blind update sets them together, with `review_sk`; an update of a loaded `Card` (`.edit()`) can set one alone"
    )]
    pub trait loaded_status {}
    impl loaded_status for __p::Loaded {}
    pub enum part_status {}
    impl<M: loaded_status, T: __p::IndexPart> __p::SetIn<M, T> for part_status {
        fn __parts(value: &T) -> __p::PartList {
            __p::one_part(value)
        }
    }
    #[diagnostic::on_unimplemented(
        message = "`status` and `score` of `Card` form one index key",
        label = "a blind update sets them together, with `review_sk`; an update of a loaded `Card` (`.edit()`) can set one alone"
    )]
    pub trait loaded_score {}
    impl loaded_score for __p::Loaded {}
    pub enum part_score {}
    impl<M: loaded_score, T: __p::IndexPart> __p::SetIn<M, T> for part_score {
        fn __parts(value: &T) -> __p::PartList {
            __p::one_part(value)
        }
    }
    pub enum by_sender_expects_created_at {}
    pub enum by_sender_expects_card_id {}
    pub enum timeline_expects_created_at {}
    pub enum timeline_expects_card_id {}
    pub enum review_expects_status {}
    pub enum review_expects_score {}
}
///The attributes of [`Card`], for conditions, filters and updates.
#[allow(missing_debug_implementations, clippy::type_complexity)]
pub struct CardFields {
    ///`card_id` of `Card`.
    pub card_id: ::dynamo_entity::Path<Card, String, ::dynamo_entity::__private::Key>,
    ///`sender_id` of `Card`.
    pub sender_id: ::dynamo_entity::Path<
        Card,
        String,
        ::dynamo_entity::__private::SolePart,
    >,
    ///`message` of `Card`.
    pub message: ::dynamo_entity::Path<Card, String>,
    ///`status` of `Card`.
    pub status: ::dynamo_entity::Path<Card, Status, __Card::part_status>,
    ///`score` of `Card`.
    pub score: ::dynamo_entity::Path<Card, u32, __Card::part_score>,
    /// `None` leaves the card out of the `review` index.
    pub reviewer: ::dynamo_entity::Path<
        Card,
        Option<String>,
        ::dynamo_entity::__private::SolePart,
    >,
    ///`is_public` of `Card`.
    pub is_public: ::dynamo_entity::Path<Card, bool>,
    ///`created_at` of `Card`.
    pub created_at: ::dynamo_entity::Path<
        Card,
        DateTime<Utc>,
        ::dynamo_entity::__private::ReadOnly,
    >,
    ///`status` and `score` of `Card` together: they form the sort key of `review`.
    pub review_sk: ::dynamo_entity::Path<
        Card,
        ::dynamo_entity::__private::Parts<(Status, u32)>,
        ::dynamo_entity::__private::PartGroup,
        ::dynamo_entity::__private::Names,
    >,
}
///The primary key of a [`Card`].
pub struct CardKey {
    ///`card_id` of `Card`.
    pub card_id: String,
}
///Builds a [`Card`] once every required field is set; defaults are evaluated when it is built. Each parameter says whether a required field is set; without parameters, all are.
#[must_use = "a builder does nothing until it is passed to an operation"]
#[allow(clippy::type_complexity)]
pub struct CardCreate<
    __R0 = ::dynamo_entity::Set,
    __R1 = ::dynamo_entity::Set,
    __R2 = ::dynamo_entity::Set,
>(
    (
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<Status>,
        ::dynamo_entity::__private::Option<u32>,
        ::dynamo_entity::__private::Option<Option<String>>,
        ::dynamo_entity::__private::Option<bool>,
        ::dynamo_entity::__private::Option<DateTime<Utc>>,
    ),
    ::dynamo_entity::__private::PhantomData<(__R0, __R1, __R2)>,
);
///Changes to a [`Card`], for `apply`. When deserialized, an absent field is kept and a `null` removes an optional field.
#[derive(Default)]
pub struct CardUpdate {
    ///`sender_id` of `Card`.
    pub sender_id: ::dynamo_entity::__private::Option<String>,
    ///`message` of `Card`.
    pub message: ::dynamo_entity::__private::Option<String>,
    ///`status` of `Card`.
    pub status: ::dynamo_entity::__private::Option<Status>,
    ///`score` of `Card`.
    pub score: ::dynamo_entity::__private::Option<u32>,
    /// `None` leaves the card out of the `review` index.
    pub reviewer: ::dynamo_entity::Change<String>,
    ///`is_public` of `Card`.
    pub is_public: ::dynamo_entity::__private::Option<bool>,
}
///The access patterns of [`Card`].
#[allow(missing_debug_implementations)]
pub struct CardQuery(());
///A query of [`Card`] that its next sort part can narrow.
#[must_use = "an operation does nothing until it is sent"]
#[allow(missing_debug_implementations)]
pub struct CardStep<__S>(
    ::dynamo_entity::Query<Card>,
    ::dynamo_entity::__private::PhantomData<__S>,
);
const _: () = {
    use ::dynamo_entity::__private as __p;
    #[allow(unused_imports)]
    use __p::{NoKeyType as _, PlainShape as _, Unusable as _};
    const _: () = __p::stored::<Card>();
    #[allow(non_snake_case)]
    fn __default_status() -> Status {
        Status::Draft
    }
    #[allow(non_snake_case)]
    fn __default_score() -> u32 {
        0
    }
    #[allow(non_snake_case)]
    fn __default_is_public() -> bool {
        true
    }
    #[allow(non_snake_case)]
    fn __default_created_at() -> DateTime<Utc> {
        Utc::now()
    }
    static __SHAPES: [__p::FieldShape; 8usize] = [
        __p::FieldShape::new("card_id", __p::Probe::<String>::SHAPE),
        __p::FieldShape::new("sender_id", __p::Probe::<String>::SHAPE),
        __p::FieldShape::new("message", __p::Probe::<String>::SHAPE),
        __p::FieldShape::new("status", __p::Probe::<Status>::SHAPE),
        __p::FieldShape::new("score", __p::Probe::<u32>::SHAPE),
        __p::FieldShape::new("reviewer", __p::Probe::<Option<String>>::SHAPE).optional(),
        __p::FieldShape::new("is_public", __p::Probe::<bool>::SHAPE),
        __p::FieldShape::new("created_at", __p::Probe::<DateTime<Utc>>::SHAPE),
    ];
    static __FIELDS: [__p::Field; 8usize] = [
        __p::Field::__new("card_id", 0, &__SHAPES).__key::<String>().__sort::<String>(),
        __p::Field::__new("sender_id", 1, &__SHAPES).__part::<String>(),
        __p::Field::__of("message", 2, &__SHAPES, __p::KeyType::<String>::TYPE),
        __p::Field::__new("status", 3, &__SHAPES)
            .__part::<Status>()
            .__sort::<Status>()
            .__defaulted(),
        __p::Field::__new("score", 4, &__SHAPES)
            .__part::<u32>()
            .__width::<u32>()
            .__defaulted(),
        __p::Field::__new("reviewer", 5, &__SHAPES).__part::<Option<String>>(),
        __p::Field::__of("is_public", 6, &__SHAPES, __p::KeyType::<bool>::TYPE)
            .__defaulted(),
        __p::Field::__new("created_at", 7, &__SHAPES)
            .__part::<DateTime<Utc>>()
            .__sort::<DateTime<Utc>>()
            .__time::<DateTime<Utc>>()
            .__readonly()
            .__defaulted(),
    ];
    static __INDEXES: [__p::Index; 4usize] = [
        __p::Index::__new(
            "primary",
            __p::IndexKind::Primary,
            ("pk", "sk"),
            __p::template(
                "CARD#<card_id>",
                &[__p::lit("CARD#"), __p::field(&__FIELDS[0], __p::Format::None)],
            ),
            __p::Some(__p::template("CARD", &[__p::lit("CARD")])),
        ),
        __p::Index::__new(
            "by_sender",
            __p::IndexKind::Global("gsi1"),
            ("gsi1pk", "gsi1sk"),
            __p::template(
                "SENDER#<sender_id>",
                &[__p::lit("SENDER#"), __p::field(&__FIELDS[1], __p::Format::None)],
            ),
            __p::Some(
                __p::template(
                    "CARD#<created_at>#<card_id>",
                    &[
                        __p::lit("CARD#"),
                        __p::field(&__FIELDS[7], __p::Format::None),
                        __p::lit("#"),
                        __p::field(&__FIELDS[0], __p::Format::None),
                    ],
                ),
            ),
        ),
        __p::Index::__new(
            "timeline",
            __p::IndexKind::Global("gsi2"),
            ("gsi2pk", "gsi2sk"),
            __p::template(
                "TIMELINE#<created_at:%Y-%m>",
                &[
                    __p::lit("TIMELINE#"),
                    __p::field(&__FIELDS[7], __p::Format::Time("%Y-%m")),
                ],
            ),
            __p::Some(
                __p::template(
                    "<created_at>#<card_id>",
                    &[
                        __p::field(&__FIELDS[7], __p::Format::None),
                        __p::lit("#"),
                        __p::field(&__FIELDS[0], __p::Format::None),
                    ],
                ),
            ),
        ),
        __p::Index::__new(
            "review",
            __p::IndexKind::Global("gsi3"),
            ("gsi3pk", "gsi3sk"),
            __p::template(
                "REVIEW#<reviewer>",
                &[__p::lit("REVIEW#"), __p::field(&__FIELDS[5], __p::Format::None)],
            ),
            __p::Some(
                __p::template(
                    "<status>#<score:05>",
                    &[
                        __p::field(&__FIELDS[3], __p::Format::None),
                        __p::lit("#"),
                        __p::field(&__FIELDS[4], __p::Format::Width(5u8)),
                    ],
                ),
            ),
        ),
    ];
    #[automatically_derived]
    impl __p::Entity for Card {
        const SCHEMA: &'static __p::EntitySchema = &__p::EntitySchema::__new(
            "Card",
            &__SHAPES,
            &__FIELDS,
            &__INDEXES,
        );
        type Key = CardKey;
        type Fields = CardFields;
        type Create = CardCreate<__p::Unset, __p::Unset, __p::Unset>;
        type Update = CardUpdate;
        type Query = CardQuery;
        const FIELDS: CardFields = CardFields {
            card_id: __p::Path::__new("card_id", __p::Probe::<String>::SHAPE),
            sender_id: __p::Path::__new("sender_id", __p::Probe::<String>::SHAPE),
            message: __p::Path::__new("message", __p::Probe::<String>::SHAPE),
            status: __p::Path::__new("status", __p::Probe::<Status>::SHAPE),
            score: __p::Path::__new("score", __p::Probe::<u32>::SHAPE),
            reviewer: __p::Path::__new("reviewer", __p::Probe::<Option<String>>::SHAPE)
                .__optional(),
            is_public: __p::Path::__new("is_public", __p::Probe::<bool>::SHAPE),
            created_at: __p::Path::__new(
                "created_at",
                __p::Probe::<DateTime<Utc>>::SHAPE,
            ),
            review_sk: __p::Path::__together(
                &["status", "score"],
                |value, encoder| __p::encode_together([
                    __p::encode_as(&value.0.0, __p::Probe::<Status>::SHAPE)?,
                    __p::encode_as(&value.0.1, __p::Probe::<u32>::SHAPE)?,
                ]),
            ),
        };
        const CREATE: Self::Create = CardCreate(
            (
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
        const QUERY: CardQuery = CardQuery(());
        fn __part(&self, field: &__p::Field) -> __p::Part<'_> {
            match field.position {
                0usize => __p::Probe::<String>::part(&self.card_id),
                1usize => __p::Probe::<String>::part(&self.sender_id),
                3usize => __p::Probe::<Status>::part(&self.status),
                4usize => __p::Probe::<u32>::part(&self.score),
                5usize => __p::Probe::<Option<String>>::part(&self.reviewer),
                7usize => __p::Probe::<DateTime<Utc>>::part(&self.created_at),
                _ => __p::Part::Absent,
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
                3usize => {
                    __p::Probe::<Status>::default_part(&f.status, || __default_status())
                }
                4usize => __p::Probe::<u32>::default_part(&f.score, || __default_score()),
                6usize => __p::DefaultValue::of(&f.is_public, || __default_is_public()),
                7usize => {
                    __p::Probe::<
                        DateTime<Utc>,
                    >::default_part(&f.created_at, || __default_created_at())
                }
                _ => __p::None,
            }
        }
        fn key(&self) -> CardKey {
            CardKey {
                card_id: __p::Probe::<String>::copy(&self.card_id),
            }
        }
    }
    __p::key_impls!(Card, CardKey[Display] { 0 card_id : String = part copy, });
    #[automatically_derived]
    impl<__V0: __p::IntoValue<String>> __p::KeyFrom<__V0> for Card {
        fn key_from(key: __V0) -> __p::PrimaryKey<Self> {
            let f = <Self as __p::Entity>::FIELDS;
            __p::PrimaryKey::__new([
                __p::Probe::<
                    String,
                >::value(&__FIELDS[0], &f.card_id, &__p::into_value::<String, _>(key)),
            ])
        }
    }
    #[automatically_derived]
    impl __p::KeyFrom<CardKey> for Card {
        fn key_from(key: CardKey) -> __p::PrimaryKey<Self> {
            let f = <Self as __p::Entity>::FIELDS;
            __p::PrimaryKey::__new([
                __p::Probe::<String>::value(&__FIELDS[0], &f.card_id, &key.card_id),
            ])
        }
    }
    #[automatically_derived]
    impl __p::KeyFrom<&Card> for Card {
        fn key_from(key: &Card) -> __p::PrimaryKey<Self> {
            __p::PrimaryKey::__of(key)
        }
    }
    __p::create_impls!(
        Card, CardCreate[__R0, __R1, __R2] { 0 : String, 1 : String, 2 : String, 3 :
        Status, 4 : u32, 5 : Option < String >, 6 : bool, 7 : DateTime < Utc >, }
    );
    __p::create_body!(Card, CardCreate[__R0, __R1, __R2] false { 0, 1, 2, 5, });
    #[automatically_derived]
    impl<__R0, __R1, __R2> CardCreate<__R0, __R1, __R2> {
        ///Sets `card_id`.
        pub fn card_id(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> CardCreate<__p::Set, __R1, __R2> {
            self.0.0 = __p::Some(__p::IntoValue::into_value(value));
            CardCreate(self.0, __p::PhantomData)
        }
        ///Sets `sender_id`.
        pub fn sender_id(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> CardCreate<__R0, __p::Set, __R2> {
            self.0.1 = __p::Some(__p::IntoValue::into_value(value));
            CardCreate(self.0, __p::PhantomData)
        }
        ///Sets `message`.
        pub fn message(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> CardCreate<__R0, __R1, __p::Set> {
            self.0.2 = __p::Some(__p::IntoValue::into_value(value));
            CardCreate(self.0, __p::PhantomData)
        }
        ///Sets `status`.
        pub fn status(mut self, value: impl __p::IntoValue<Status>) -> Self {
            self.0.3 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        ///Sets `score`.
        pub fn score(mut self, value: impl __p::IntoValue<u32>) -> Self {
            self.0.4 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        /// `None` leaves the card out of the `review` index.
        pub fn reviewer(mut self, value: impl __p::IntoOption<String>) -> Self {
            self.0.5 = __p::Some(__p::IntoOption::into_option(value));
            self
        }
        ///Sets `is_public`.
        pub fn is_public(mut self, value: impl __p::IntoValue<bool>) -> Self {
            self.0.6 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        ///Sets `created_at`.
        pub fn created_at(mut self, value: impl __p::IntoValue<DateTime<Utc>>) -> Self {
            self.0.7 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        ///Builds the [`Card`] and evaluates the default of every field that is not set.
        pub fn build(self) -> Card
        where
            Self: __p::IntoEntity<Entity = Card>,
        {
            __p::IntoEntity::into_entity(self)
        }
    }
    #[automatically_derived]
    impl<
        __R0: __Card::card_id,
        __R1: __Card::sender_id,
        __R2: __Card::message,
    > __p::IntoEntity for CardCreate<__R0, __R1, __R2> {
        type Entity = Card;
        fn into_entity(self) -> Card {
            Card {
                card_id: __p::required(self.0.0),
                sender_id: __p::required(self.0.1),
                message: __p::required(self.0.2),
                status: self.0.3.unwrap_or_else(|| __default_status()),
                score: self.0.4.unwrap_or_else(|| __default_score()),
                reviewer: self.0.5.unwrap_or_default(),
                is_public: self.0.6.unwrap_or_else(|| __default_is_public()),
                created_at: self.0.7.unwrap_or_else(|| __default_created_at()),
            }
        }
        fn __unset(&self) -> __p::Vec<&'static __p::Field> {
            __p::unset(
                &[
                    (&__FIELDS[3], self.0.3.is_some()),
                    (&__FIELDS[4], self.0.4.is_some()),
                    (&__FIELDS[6], self.0.6.is_some()),
                    (&__FIELDS[7], self.0.7.is_some()),
                ],
            )
        }
    }
    #[automatically_derived]
    impl __p::IntoEntity for Card {
        type Entity = Card;
        fn into_entity(self) -> Card {
            self
        }
    }
    #[automatically_derived]
    impl __p::Batchable for Card {}
    #[automatically_derived]
    impl __p::Changes<Card> for CardUpdate {
        type __Mode = __p::Unloaded;
        fn is_empty(&self) -> bool {
            self.sender_id.is_none() && self.message.is_none() && self.status.is_none()
                && self.score.is_none() && self.reviewer.is_keep()
                && self.is_public.is_none()
        }
        fn __apply(self, update: &mut __p::Applied<'_, Card>) {
            let f = <Card as __p::Entity>::FIELDS;
            __p::Probe::<String>::apply(update, &f.sender_id, self.sender_id);
            update.field(&f.message, self.message);
            __p::Probe::<Status>::apply(update, &f.status, self.status);
            __p::Probe::<u32>::apply(update, &f.score, self.score);
            __p::Probe::<
                Option<String>,
            >::apply(update, &f.reviewer, __p::changed(self.reviewer));
            update.field(&f.is_public, self.is_public);
        }
    }
    #[automatically_derived]
    impl<'de> __p::ReadChanges<'de> for CardUpdate {
        fn read<__A: __p::MapAccess<'de>>(
            &mut self,
            attribute: &str,
            map: &mut __A,
        ) -> __p::Result<(), __A::Error> {
            match attribute {
                "sender_id" => self.sender_id = __p::Some(map.next_value()?),
                "message" => self.message = __p::Some(map.next_value()?),
                "status" => self.status = __p::Some(map.next_value()?),
                "score" => self.score = __p::Some(map.next_value()?),
                "reviewer" => self.reviewer = map.next_value()?,
                "is_public" => self.is_public = __p::Some(map.next_value()?),
                _ => __p::skip_value(map)?,
            }
            __p::Ok(())
        }
    }
    __p::update_impls!(
        CardUpdate debug[Status] all[Status] cloned[] changes { sender_id "sender_id" =
        "sender_id", message "message" = "message", status "status" = "status", score
        "score" = "score", reviewer "reviewer" = "reviewer", is_public "is_public" =
        "is_public", }
    );
    #[automatically_derived]
    impl CardQuery {
        ///Queries the table, partitioned by `CARD#<card_id>`, sorted by `CARD`.
        pub fn primary(self, card_id: impl __p::IntoValue<String>) -> __p::Query<Card> {
            __p::Query::__partition(
                &__INDEXES[0],
                [__p::Probe::<String>::given(card_id)],
            )
        }
        ///Queries the index `gsi1`, partitioned by `SENDER#<sender_id>`, sorted by `CARD#<created_at>#<card_id>`.
        pub fn by_sender(
            self,
            sender_id: impl __p::IntoValue<String>,
        ) -> CardStep<__Card::by_sender_expects_created_at> {
            __p::From::from(
                __p::Query::__partition(
                    &__INDEXES[1],
                    [__p::Probe::<String>::given(sender_id)],
                ),
            )
        }
        ///Queries the index `gsi2`, partitioned by `TIMELINE#<created_at:%Y-%m>`, sorted by `<created_at>#<card_id>`.
        pub fn timeline(
            self,
            created_at: impl __p::IntoValue<__p::Formatted<DateTime<Utc>>>,
        ) -> CardStep<__Card::timeline_expects_created_at> {
            __p::From::from(
                __p::Query::__partition(
                    &__INDEXES[2],
                    [__p::Probe::<__p::Formatted<DateTime<Utc>>>::given(created_at)],
                ),
            )
        }
        ///Queries the index `gsi3`, partitioned by `REVIEW#<reviewer>`, sorted by `<status>#<score:05>`.
        pub fn review(
            self,
            reviewer: impl __p::IntoValue<String>,
        ) -> CardStep<__Card::review_expects_status> {
            __p::From::from(
                __p::Query::__partition(
                    &__INDEXES[3],
                    [__p::Probe::<String>::given(reviewer)],
                ),
            )
        }
    }
    #[automatically_derived]
    impl __p::PartitionOf<0usize, (String,)> for Card {}
    #[automatically_derived]
    impl __p::PartitionOf<1usize, (String,)> for Card {}
    #[automatically_derived]
    impl __p::PartitionOf<2usize, (__p::Formatted<DateTime<Utc>>,)> for Card {}
    #[automatically_derived]
    impl __p::PartitionOf<3usize, (String,)> for Card {}
    #[automatically_derived]
    impl CardStep<__Card::by_sender_expects_created_at> {
        ///The sort part `created_at`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn created_at(
            self,
        ) -> __p::SortStep<
            Card,
            DateTime<Utc>,
            CardStep<__Card::by_sender_expects_card_id>,
        > {
            self.0.__sort()
        }
    }
    #[automatically_derived]
    impl CardStep<__Card::by_sender_expects_card_id> {
        ///The sort part `card_id`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn card_id(self) -> __p::SortStep<Card, String, __p::Query<Card>> {
            self.0.__sort()
        }
    }
    #[automatically_derived]
    impl CardStep<__Card::timeline_expects_created_at> {
        ///The sort part `created_at`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn created_at(
            self,
        ) -> __p::SortStep<
            Card,
            DateTime<Utc>,
            CardStep<__Card::timeline_expects_card_id>,
        > {
            self.0.__sort()
        }
    }
    #[automatically_derived]
    impl CardStep<__Card::timeline_expects_card_id> {
        ///The sort part `card_id`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn card_id(self) -> __p::SortStep<Card, String, __p::Query<Card>> {
            self.0.__sort()
        }
    }
    #[automatically_derived]
    impl CardStep<__Card::review_expects_status> {
        ///The sort part `status`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn status(
            self,
        ) -> __p::SortStep<Card, Status, CardStep<__Card::review_expects_score>> {
            self.0.__sort()
        }
    }
    #[automatically_derived]
    impl CardStep<__Card::review_expects_score> {
        ///The sort part `score`: compare it with `eq`, `begins_with`, `between`, `gt`, `gte`, `lt` or `lte`.
        pub fn score(
            self,
        ) -> __p::SortStep<Card, __p::Formatted<u32>, __p::Query<Card>> {
            self.0.__sort()
        }
    }
    #[automatically_derived]
    impl<__S> __p::From<__p::Query<Card>> for CardStep<__S> {
        fn from(query: __p::Query<Card>) -> Self {
            CardStep(query, __p::PhantomData)
        }
    }
    #[automatically_derived]
    impl<__S> __p::QueryStep for CardStep<__S> {
        type Entity = Card;
        type Item = Card;
        fn into_query(self) -> __p::Query<Card> {
            self.0
        }
        fn __query(&self) -> &__p::Query<Card> {
            &self.0
        }
        fn __query_mut(&mut self) -> &mut __p::Query<Card> {
            &mut self.0
        }
    }
};
