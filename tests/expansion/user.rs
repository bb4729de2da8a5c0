#[doc(hidden)]
#[allow(
    non_camel_case_types,
    non_snake_case,
    missing_debug_implementations,
    unreachable_pub,
    missing_docs
)]
pub mod __User {
    use ::dynamo_entity::__private as __p;
    #[diagnostic::on_unimplemented(
        message = "`user_id` of `User` is not set",
        label = "call `.user_id(…)` before this"
    )]
    pub trait user_id {}
    impl user_id for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`email` of `User` is not set",
        label = "call `.email(…)` before this"
    )]
    pub trait email {}
    impl email for __p::Set {}
    #[diagnostic::on_unimplemented(
        message = "`display_name` of `User` is not set",
        label = "call `.display_name(…)` before this"
    )]
    pub trait display_name {}
    impl display_name for __p::Set {}
}
///The attributes of [`User`], for conditions, filters and updates.
#[allow(missing_debug_implementations, clippy::type_complexity)]
pub struct UserFields {
    ///`user_id` of `User`.
    pub user_id: ::dynamo_entity::Path<User, String, ::dynamo_entity::__private::Key>,
    ///`email` of `User`.
    pub email: ::dynamo_entity::Path<User, String, ::dynamo_entity::__private::SolePart>,
    ///`display_name` of `User`.
    pub display_name: ::dynamo_entity::Path<User, String>,
    ///`avatar_url` of `User`.
    pub avatar_url: ::dynamo_entity::Path<User, Option<String>>,
    ///`role` of `User`.
    pub role: ::dynamo_entity::Path<User, Role>,
    ///`created_at` of `User`.
    pub created_at: ::dynamo_entity::Path<
        User,
        DateTime<Utc>,
        ::dynamo_entity::__private::ReadOnly,
    >,
}
///The primary key of a [`User`].
pub struct UserKey {
    ///`user_id` of `User`.
    pub user_id: String,
}
///Builds a [`User`] once every required field is set; defaults are evaluated when it is built. Each parameter says whether a required field is set; without parameters, all are.
#[must_use = "a builder does nothing until it is passed to an operation"]
#[allow(clippy::type_complexity)]
pub struct UserCreate<
    __R0 = ::dynamo_entity::Set,
    __R1 = ::dynamo_entity::Set,
    __R2 = ::dynamo_entity::Set,
>(
    (
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<String>,
        ::dynamo_entity::__private::Option<Option<String>>,
        ::dynamo_entity::__private::Option<Role>,
        ::dynamo_entity::__private::Option<DateTime<Utc>>,
    ),
    ::dynamo_entity::__private::PhantomData<(__R0, __R1, __R2)>,
);
///Changes to a [`User`], for `apply`. When deserialized, an absent field is kept and a `null` removes an optional field.
#[derive(Default)]
pub struct UserUpdate {
    ///`email` of `User`.
    pub email: ::dynamo_entity::__private::Option<String>,
    ///`display_name` of `User`.
    pub display_name: ::dynamo_entity::__private::Option<String>,
    ///`avatar_url` of `User`.
    pub avatar_url: ::dynamo_entity::Change<String>,
    ///`role` of `User`.
    pub role: ::dynamo_entity::__private::Option<Role>,
}
///The access patterns of [`User`].
#[allow(missing_debug_implementations)]
pub struct UserQuery(());
const _: () = {
    use ::dynamo_entity::__private as __p;
    #[allow(unused_imports)]
    use __p::{NoKeyType as _, PlainShape as _, Unusable as _};
    const _: () = __p::stored::<User>();
    #[allow(non_snake_case)]
    fn __default_role() -> Role {
        Role::Member
    }
    #[allow(non_snake_case)]
    fn __default_created_at() -> DateTime<Utc> {
        Utc::now()
    }
    static __SHAPES: [__p::FieldShape; 6usize] = [
        __p::FieldShape::new("user_id", __p::Probe::<String>::SHAPE),
        __p::FieldShape::new("email", __p::Probe::<String>::SHAPE),
        __p::FieldShape::new("display_name", __p::Probe::<String>::SHAPE),
        __p::FieldShape::new("avatar_url", __p::Probe::<Option<String>>::SHAPE)
            .optional(),
        __p::FieldShape::new("role", __p::Probe::<Role>::SHAPE),
        __p::FieldShape::new("created_at", __p::Probe::<DateTime<Utc>>::SHAPE),
    ];
    static __FIELDS: [__p::Field; 6usize] = [
        __p::Field::__new("user_id", 0, &__SHAPES).__key::<String>(),
        __p::Field::__new("email", 1, &__SHAPES).__part::<String>(),
        __p::Field::__of("display_name", 2, &__SHAPES, __p::KeyType::<String>::TYPE),
        __p::Field::__of(
            "avatar_url",
            3,
            &__SHAPES,
            __p::KeyType::<Option<String>>::TYPE,
        ),
        __p::Field::__of("role", 4, &__SHAPES, __p::KeyType::<Role>::TYPE).__defaulted(),
        __p::Field::__of("created_at", 5, &__SHAPES, __p::KeyType::<DateTime<Utc>>::TYPE)
            .__readonly()
            .__defaulted(),
    ];
    static __INDEXES: [__p::Index; 2usize] = [
        __p::Index::__new(
            "primary",
            __p::IndexKind::Primary,
            ("pk", "sk"),
            __p::template(
                "USER#<user_id>",
                &[__p::lit("USER#"), __p::field(&__FIELDS[0], __p::Format::None)],
            ),
            __p::Some(__p::template("PROFILE", &[__p::lit("PROFILE")])),
        ),
        __p::Index::__new(
            "by_email",
            __p::IndexKind::Global("gsi1"),
            ("gsi1pk", "gsi1sk"),
            __p::template(
                "EMAIL#<email>",
                &[__p::lit("EMAIL#"), __p::field(&__FIELDS[1], __p::Format::None)],
            ),
            __p::Some(__p::template("USER", &[__p::lit("USER")])),
        ),
    ];
    #[automatically_derived]
    impl __p::Entity for User {
        const SCHEMA: &'static __p::EntitySchema = &__p::EntitySchema::__new(
            "User",
            &__SHAPES,
            &__FIELDS,
            &__INDEXES,
        );
        type Key = UserKey;
        type Fields = UserFields;
        type Create = UserCreate<__p::Unset, __p::Unset, __p::Unset>;
        type Update = UserUpdate;
        type Query = UserQuery;
        const FIELDS: UserFields = UserFields {
            user_id: __p::Path::__new("user_id", __p::Probe::<String>::SHAPE),
            email: __p::Path::__new("email", __p::Probe::<String>::SHAPE),
            display_name: __p::Path::__new("display_name", __p::Probe::<String>::SHAPE),
            avatar_url: __p::Path::__new(
                    "avatar_url",
                    __p::Probe::<Option<String>>::SHAPE,
                )
                .__optional(),
            role: __p::Path::__new("role", __p::Probe::<Role>::SHAPE),
            created_at: __p::Path::__new(
                "created_at",
                __p::Probe::<DateTime<Utc>>::SHAPE,
            ),
        };
        const CREATE: Self::Create = UserCreate(
            (__p::None, __p::None, __p::None, __p::None, __p::None, __p::None),
            __p::PhantomData,
        );
        const QUERY: UserQuery = UserQuery(());
        fn __part(&self, field: &__p::Field) -> __p::Part<'_> {
            match field.position {
                0usize => __p::Probe::<String>::part(&self.user_id),
                1usize => __p::Probe::<String>::part(&self.email),
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
                4usize => __p::DefaultValue::of(&f.role, || __default_role()),
                5usize => __p::DefaultValue::of(&f.created_at, || __default_created_at()),
                _ => __p::None,
            }
        }
        fn key(&self) -> UserKey {
            UserKey {
                user_id: __p::Probe::<String>::copy(&self.user_id),
            }
        }
    }
    __p::key_impls!(User, UserKey[Display] { 0 user_id : String = part copy, });
    #[automatically_derived]
    impl<__V0: __p::IntoValue<String>> __p::KeyFrom<__V0> for User {
        fn key_from(key: __V0) -> __p::PrimaryKey<Self> {
            let f = <Self as __p::Entity>::FIELDS;
            __p::PrimaryKey::__new([
                __p::Probe::<
                    String,
                >::value(&__FIELDS[0], &f.user_id, &__p::into_value::<String, _>(key)),
            ])
        }
    }
    #[automatically_derived]
    impl __p::KeyFrom<UserKey> for User {
        fn key_from(key: UserKey) -> __p::PrimaryKey<Self> {
            let f = <Self as __p::Entity>::FIELDS;
            __p::PrimaryKey::__new([
                __p::Probe::<String>::value(&__FIELDS[0], &f.user_id, &key.user_id),
            ])
        }
    }
    #[automatically_derived]
    impl __p::KeyFrom<&User> for User {
        fn key_from(key: &User) -> __p::PrimaryKey<Self> {
            __p::PrimaryKey::__of(key)
        }
    }
    __p::create_impls!(
        User, UserCreate[__R0, __R1, __R2] { 0 : String, 1 : String, 2 : String, 3 :
        Option < String >, 4 : Role, 5 : DateTime < Utc >, }
    );
    __p::create_body!(User, UserCreate[__R0, __R1, __R2] false { 0, 1, 2, 3, });
    #[automatically_derived]
    impl<__R0, __R1, __R2> UserCreate<__R0, __R1, __R2> {
        ///Sets `user_id`.
        pub fn user_id(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> UserCreate<__p::Set, __R1, __R2> {
            self.0.0 = __p::Some(__p::IntoValue::into_value(value));
            UserCreate(self.0, __p::PhantomData)
        }
        ///Sets `email`.
        pub fn email(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> UserCreate<__R0, __p::Set, __R2> {
            self.0.1 = __p::Some(__p::IntoValue::into_value(value));
            UserCreate(self.0, __p::PhantomData)
        }
        ///Sets `display_name`.
        pub fn display_name(
            mut self,
            value: impl __p::IntoValue<String>,
        ) -> UserCreate<__R0, __R1, __p::Set> {
            self.0.2 = __p::Some(__p::IntoValue::into_value(value));
            UserCreate(self.0, __p::PhantomData)
        }
        ///Sets `avatar_url`.
        pub fn avatar_url(mut self, value: impl __p::IntoOption<String>) -> Self {
            self.0.3 = __p::Some(__p::IntoOption::into_option(value));
            self
        }
        ///Sets `role`.
        pub fn role(mut self, value: impl __p::IntoValue<Role>) -> Self {
            self.0.4 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        ///Sets `created_at`.
        pub fn created_at(mut self, value: impl __p::IntoValue<DateTime<Utc>>) -> Self {
            self.0.5 = __p::Some(__p::IntoValue::into_value(value));
            self
        }
        ///Builds the [`User`] and evaluates the default of every field that is not set.
        pub fn build(self) -> User
        where
            Self: __p::IntoEntity<Entity = User>,
        {
            __p::IntoEntity::into_entity(self)
        }
    }
    #[automatically_derived]
    impl<
        __R0: __User::user_id,
        __R1: __User::email,
        __R2: __User::display_name,
    > __p::IntoEntity for UserCreate<__R0, __R1, __R2> {
        type Entity = User;
        fn into_entity(self) -> User {
            User {
                user_id: __p::required(self.0.0),
                email: __p::required(self.0.1),
                display_name: __p::required(self.0.2),
                avatar_url: self.0.3.unwrap_or_default(),
                role: self.0.4.unwrap_or_else(|| __default_role()),
                created_at: self.0.5.unwrap_or_else(|| __default_created_at()),
            }
        }
        fn __unset(&self) -> __p::Vec<&'static __p::Field> {
            __p::unset(
                &[(&__FIELDS[4], self.0.4.is_some()), (&__FIELDS[5], self.0.5.is_some())],
            )
        }
    }
    #[automatically_derived]
    impl __p::IntoEntity for User {
        type Entity = User;
        fn into_entity(self) -> User {
            self
        }
    }
    #[automatically_derived]
    impl __p::Batchable for User {}
    #[automatically_derived]
    impl __p::Changes<User> for UserUpdate {
        type __Mode = __p::Unloaded;
        fn is_empty(&self) -> bool {
            self.email.is_none() && self.display_name.is_none()
                && self.avatar_url.is_keep() && self.role.is_none()
        }
        fn __apply(self, update: &mut __p::Applied<'_, User>) {
            let f = <User as __p::Entity>::FIELDS;
            __p::Probe::<String>::apply(update, &f.email, self.email);
            update.field(&f.display_name, self.display_name);
            update.optional(&f.avatar_url, self.avatar_url);
            update.field(&f.role, self.role);
        }
    }
    #[automatically_derived]
    impl<'de> __p::ReadChanges<'de> for UserUpdate {
        fn read<__A: __p::MapAccess<'de>>(
            &mut self,
            attribute: &str,
            map: &mut __A,
        ) -> __p::Result<(), __A::Error> {
            match attribute {
                "email" => self.email = __p::Some(map.next_value()?),
                "display_name" => self.display_name = __p::Some(map.next_value()?),
                "avatar_url" => self.avatar_url = map.next_value()?,
                "role" => self.role = __p::Some(map.next_value()?),
                _ => __p::skip_value(map)?,
            }
            __p::Ok(())
        }
    }
    __p::update_impls!(
        UserUpdate debug[Role] all[Role] cloned[] changes { email "email" = "email",
        display_name "display_name" = "display_name", avatar_url "avatar_url" =
        "avatar_url", role "role" = "role", }
    );
    #[automatically_derived]
    impl UserQuery {
        ///Queries the table, partitioned by `USER#<user_id>`, sorted by `PROFILE`.
        pub fn primary(self, user_id: impl __p::IntoValue<String>) -> __p::Query<User> {
            __p::Query::__partition(
                &__INDEXES[0],
                [__p::Probe::<String>::given(user_id)],
            )
        }
        ///Queries the index `gsi1`, partitioned by `EMAIL#<email>`, sorted by `USER`.
        pub fn by_email(self, email: impl __p::IntoValue<String>) -> __p::Query<User> {
            __p::Query::__partition(&__INDEXES[1], [__p::Probe::<String>::given(email)])
        }
    }
    #[automatically_derived]
    impl __p::PartitionOf<0usize, (String,)> for User {}
    #[automatically_derived]
    impl __p::PartitionOf<1usize, (String,)> for User {}
};
