//! The impls of generated types, as macros that generated code calls. Every impl calls a function that is compiled once.
//!
//! The names `__p`, the module of generated code, and `__FIELDS`, the fields of the entity, are those of the caller.

/// Implements the traits of a key: `key_impls!(User, UserKey [Display] { 0 user_id: String = part copy, })`. A key with a
/// sensitive part is not `Display`.
#[doc(hidden)]
#[macro_export]
macro_rules! __key_impls {
    ($entity:ident, $key:ident [$($display:ident)?] { $($at:tt $field:ident: $ty:ty = $part:ident $copy:ident,)* }) => {
        #[automatically_derived]
        impl __p::EntityKey<$entity> for $key {
            fn __part(&self, field: &__p::Field) -> __p::Part<'_> {
                match field.position {
                    $($at => __p::Probe::<$ty>::$part(&self.$field),)*
                    _ => __p::Part::Absent,
                }
            }
            fn __read(parts: &__p::ReadParts) -> __p::Result<Self, __p::CodecError> {
                let _ = parts;
                __p::Ok($key {
                    $($field: __p::Probe::<$ty>::read(parts, &__FIELDS[$at], __p::Probe::<$ty>::SHAPE)?,)*
                })
            }
        }
        #[automatically_derived]
        impl __p::Clone for $key {
            #[inline]
            fn clone(&self) -> Self {
                $key {
                    $($field: __p::Probe::<$ty>::$copy(&self.$field),)*
                }
            }
        }
        #[automatically_derived]
        impl __p::PartialEq for $key {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                __p::compare_keys::<$entity>(self, other).is_eq()
            }
        }
        #[automatically_derived]
        impl __p::Eq for $key {}
        #[automatically_derived]
        impl __p::PartialOrd for $key {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> __p::Option<__p::Ordering> {
                __p::Some(__p::compare_keys::<$entity>(self, other))
            }
        }
        #[automatically_derived]
        impl __p::Ord for $key {
            #[inline]
            fn cmp(&self, other: &Self) -> __p::Ordering {
                __p::compare_keys::<$entity>(self, other)
            }
        }
        #[automatically_derived]
        impl __p::Hash for $key {
            #[inline]
            fn hash<__H: __p::Hasher>(&self, state: &mut __H) {
                __p::hash_key::<$entity, __H>(self, state);
            }
        }
        #[automatically_derived]
        impl __p::Debug for $key {
            #[inline]
            fn fmt(&self, f: &mut __p::Formatter<'_>) -> __p::FmtResult {
                __p::debug_key::<$entity>(stringify!($key), self, f)
            }
        }
        $(
            #[automatically_derived]
            impl __p::$display for $key {
                #[inline]
                fn fmt(&self, f: &mut __p::Formatter<'_>) -> __p::FmtResult {
                    __p::display_key::<$entity>(self, f)
                }
            }
        )?
        #[automatically_derived]
        impl __p::FromStr for $key {
            type Err = __p::Error;
            #[inline]
            fn from_str(text: &str) -> __p::Result<Self, __p::Error> {
                __p::parse_key::<$entity>(text)
            }
        }
        #[automatically_derived]
        impl __p::Serialize for $key {
            #[inline]
            fn serialize<__S: __p::Serializer>(&self, serializer: __S) -> __p::Result<__S::Ok, __S::Error> {
                __p::serialize_key::<$entity, __S>(stringify!($key), self, serializer)
            }
        }
        #[automatically_derived]
        impl<'de> __p::Deserialize<'de> for $key {
            #[inline]
            fn deserialize<__D: __p::Deserializer<'de>>(deserializer: __D) -> __p::Result<Self, __D::Error> {
                __p::deserialize_key::<$entity, __D>(deserializer)
            }
        }
    };
}

/// Implements `Clone`, where the fields have it, and `Debug` for a builder:
/// `create_impls!(User, UserCreate [__R0, __R1] { 0: String, 1: String, 2: Role, })`.
#[doc(hidden)]
#[macro_export]
macro_rules! __create_impls {
    ($entity:ident, $create:ident [$($state:ident),*] { $($at:tt: $ty:ty,)* }) => {
        #[automatically_derived]
        impl<$($state),*> __p::Clone for $create<$($state),*>
        where
            // The lifetime allows a bound that may not hold.
            $(for<'trivial> $ty: __p::Clone,)*
        {
            fn clone(&self) -> Self {
                $create(($(__p::Clone::clone(&self.0.$at),)*), __p::PhantomData)
            }
        }
        #[automatically_derived]
        impl<$($state),*> __p::Debug for $create<$($state),*> {
            fn fmt(&self, f: &mut __p::Formatter<'_>) -> __p::FmtResult {
                let values: &[__p::Shown<'_>] = &[$(__p::Probe::<$ty>::shown(&self.0.$at)),*];
                __p::debug_create::<$entity>(stringify!($create), values, f)
            }
        }
    };
}

/// Implements `Deserialize` for a builder: `create_body!(User, UserCreate [__R0, __R1] false { 0, 1: u32 = with::deserialize, })`.
/// The flag refuses unknown members; the fields are those that a body may give.
#[doc(hidden)]
#[macro_export]
macro_rules! __create_body {
    ($entity:ident, $create:ident [$($state:ident),*] $denies:literal { $($at:tt $(: $ty:ty = $with:path)?,)* }) => {
        #[automatically_derived]
        impl<$($state),*> __p::ReadCreate for $create<$($state),*> {
            fn read<'de, __A: __p::MapAccess<'de>>(&mut self, at: usize, map: &mut __A) -> __p::Result<bool, __A::Error> {
                match at {
                    $($at => {
                        self.0.$at = __p::Some(__p::create_body!(@value map $(, $ty, $with)?));
                        __p::Ok(true)
                    })*
                    _ => __p::Ok(false),
                }
            }
        }
        #[automatically_derived]
        impl<'de, $($state: __p::State),*> __p::Deserialize<'de> for $create<$($state),*> {
            fn deserialize<__D: __p::Deserializer<'de>>(deserializer: __D) -> __p::Result<Self, __D::Error> {
                let read = __p::read_create::<$entity, __D>(deserializer, &[$($state::GIVEN),*], $denies)?;
                __p::Ok($create(read.0, __p::PhantomData))
            }
        }
    };
    (@value $map:ident) => {
        $map.next_value()?
    };
    (@value $map:ident, $ty:ty, $with:path) => {{
        struct With($ty);
        impl<'de> __p::Deserialize<'de> for With {
            fn deserialize<__D: __p::Deserializer<'de>>(deserializer: __D) -> __p::Result<Self, __D::Error> {
                $with(deserializer).map(With)
            }
        }
        $map.next_value::<With>()?.0
    }};
}

/// Implements serde's traits, `Debug`, `Clone` and `PartialEq` for a generated update, where the bounded types have them:
/// `update_impls!(UserUpdate debug [Role] all [Role] cloned [] changes { role "role" = "role", })`. The value of a field that
/// serde writes with a function names the update by the identifier before the braces.
#[doc(hidden)]
#[macro_export]
macro_rules! __update_impls {
    (
        $update:ident debug [$($debug:ty),*] all [$($all:ty),*] cloned [$($cloned:ty),*]
        $changes:ident { $($field:ident $text:literal $($hidden:ident)? = $attribute:literal $(with $with:expr)?,)* }
    ) => {
        // The lifetimes allow bounds that may not hold; the impl then does not exist.
        #[automatically_derived]
        impl __p::Debug for $update
        where
            $(for<'trivial> $debug: __p::Debug,)*
        {
            fn fmt(&self, f: &mut __p::Formatter<'_>) -> __p::FmtResult {
                f.debug_struct(stringify!($update))
                    $(.field($text, __p::update_impls!(@shown self.$field $(, $hidden)?)))*
                    .finish()
            }
        }
        #[automatically_derived]
        impl __p::Clone for $update
        where
            $(for<'trivial> $all: __p::Clone,)*
        {
            fn clone(&self) -> Self {
                $update { $($field: __p::Clone::clone(&self.$field)),* }
            }
        }
        #[automatically_derived]
        impl __p::PartialEq for $update
        where
            $(for<'trivial> $all: __p::PartialEq,)*
        {
            fn eq(&self, other: &Self) -> bool {
                let _ = other;
                true $(&& self.$field == other.$field)*
            }
        }
        #[automatically_derived]
        impl<'de> __p::Deserialize<'de> for $update {
            fn deserialize<__D: __p::Deserializer<'de>>(deserializer: __D) -> __p::Result<Self, __D::Error> {
                __p::read_changes(deserializer)
            }
        }
        #[automatically_derived]
        impl __p::Serialize for $update
        where
            $(for<'trivial> $cloned: __p::Clone,)*
        {
            fn serialize<__S: __p::Serializer>(&self, serializer: __S) -> __p::Result<__S::Ok, __S::Error> {
                let $changes = self;
                let _ = $changes;
                __p::ChangesMap::new(serializer)?
                    $(.add($attribute, &__p::update_impls!(@written $changes.$field $(, $with)?))?)*
                    .end()
            }
        }
    };
    (@shown $value:expr) => {
        &$value
    };
    (@shown $value:expr, hidden) => {
        &__p::Redacted(&$value)
    };
    (@written $value:expr) => {
        $value
    };
    (@written $value:expr, $with:expr) => {
        $with
    };
}
