#[allow(unused_imports, unused_variables)]
const _: () = {
    use ::dynamo_entity::__private as __p;
    use __p::{ChangeFlattened as _, KeptNever as _, KeptWhole as _, Unchangeable as _};
    const CHANGES: __p::ChangesSchema = __p::ChangesSchema {
        entity: <User as __p::Entity>::SCHEMA,
        name: "UserPatch",
        fields: &["display_name", "avatar_url"],
        edit: false,
    };
    const _: () = CHANGES.check(0);
    const _: () = CHANGES.check(1);
    #[automatically_derived]
    impl __p::Changes<User> for UserPatch {
        type __Mode = __p::Unloaded;
        fn is_empty(&self) -> bool {
            (&__p::Kept(&self.display_name)).is_keep()
                && (&__p::Kept(&self.avatar_url)).is_keep()
        }
        fn __apply(self, update: &mut __p::Applied<'_, User>) {
            let f = <User as __p::Entity>::FIELDS;
            (&__p::Changing(&f.display_name)).apply(self.display_name, update);
            (&__p::Changing(&f.avatar_url)).apply(self.avatar_url, update);
        }
    }
};
