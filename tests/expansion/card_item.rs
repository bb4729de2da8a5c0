const _: () = {
    use ::dynamo_entity::__private as __p;
    #[allow(unused_imports)]
    use __p::Unusable as _;
    const MEMBERS: &'static [__p::Member] = &[
        __p::Member::of(<Card as __p::Entity>::SCHEMA, "primary"),
        __p::Member::of(<Reaction as __p::Entity>::SCHEMA, "primary"),
    ];
    const AT: usize = __p::Member::position(&MEMBERS[0]);
    const _: () = __p::check_member("CardItem", "primary", MEMBERS, 0usize);
    const _: () = __p::check_member("CardItem", "primary", MEMBERS, 1usize);
    #[automatically_derived]
    #[allow(private_bounds)]
    impl CardItem {
        ///Queries one partition of the access pattern `primary` for `Card` and `Reaction`: takes the parts of the partition key in the order of its template, several as a tuple.
        pub fn query<__T, __K: __p::IntoPartition<__T>>(
            parts: __K,
        ) -> __p::CollectionQuery<Self>
        where
            Card: __p::PartitionOf<AT, __T>,
        {
            __p::CollectionQuery::__partition(parts)
        }
    }
    #[automatically_derived]
    impl __p::Collection for CardItem {
        type Output = __p::Vec<Self>;
        type __Found = __p::Vec<Self>;
        const __NAME: &'static str = "CardItem";
        const __MEMBERS: &'static [__p::Member] = MEMBERS;
        fn __add(
            found: &mut __p::Vec<Self>,
            member: usize,
            item: __p::StoredItem<'_, '_>,
            table: &__p::TableSchema,
        ) -> __p::Result<(), __p::Error> {
            found.push(<Self as __p::Collection>::__decode(member, item, table)?);
            __p::Ok(())
        }
        fn __finish(found: __p::Vec<Self>) -> __p::Result<__p::Vec<Self>, __p::Error> {
            __p::Ok(found)
        }
        fn __decode(
            member: usize,
            item: __p::StoredItem<'_, '_>,
            table: &__p::TableSchema,
        ) -> __p::Result<Self, __p::Error> {
            __p::Ok(
                match member {
                    0usize => Self::Card(__p::Probe::<Card>::member(item, table)?),
                    _ => Self::Reaction(__p::Probe::<Reaction>::member(item, table)?),
                },
            )
        }
    }
    #[automatically_derived]
    impl __p::Pages for CardItem {}
    #[automatically_derived]
    impl __p::Collects<Card> for CardItem {}
    #[automatically_derived]
    impl __p::Collects<Reaction> for CardItem {}
    #[automatically_derived]
    impl<__S: __p::Registers<Card> + __p::Registers<Reaction>> __p::ReadFrom<__S>
    for CardItem {}
};
