#[doc(hidden)]
#[derive(::dynamo_entity::__private::Default)]
#[allow(missing_debug_implementations)]
pub struct __CardDetailsFound {
    card: ::dynamo_entity::__private::MembersFound<Card>,
    reactions: ::dynamo_entity::__private::MembersFound<Reaction>,
}
const _: () = {
    use ::dynamo_entity::__private as __p;
    #[allow(unused_imports)]
    use __p::Unusable as _;
    const MEMBERS: &'static [__p::Member] = &[
        __p::Member::of(<Card as __p::Entity>::SCHEMA, "primary"),
        __p::Member::of(<Reaction as __p::Entity>::SCHEMA, "primary"),
    ];
    const AT: usize = __p::Member::position(&MEMBERS[0]);
    const _: () = __p::check_member("CardDetails", "primary", MEMBERS, 0usize);
    const _: () = __p::check_member("CardDetails", "primary", MEMBERS, 1usize);
    #[automatically_derived]
    #[allow(private_bounds)]
    impl CardDetails {
        ///Queries one partition of the access pattern `primary` for `card` and `reactions`: takes the parts of the partition key in the order of its template, several as a tuple.
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
    impl __p::Collection for CardDetails {
        type Output = Self;
        type __Found = __CardDetailsFound;
        const __NAME: &'static str = "CardDetails";
        const __MEMBERS: &'static [__p::Member] = MEMBERS;
        fn __add(
            found: &mut __CardDetailsFound,
            member: usize,
            item: __p::StoredItem<'_, '_>,
            table: &__p::TableSchema,
        ) -> __p::Result<(), __p::Error> {
            match member {
                0usize => found.card.add(__p::Probe::<Card>::member(item, table)?),
                _ => found.reactions.add(__p::Probe::<Reaction>::member(item, table)?),
            }
            __p::Ok(())
        }
        fn __finish(found: __CardDetailsFound) -> __p::Result<Self, __p::Error> {
            __p::Ok(CardDetails {
                card: found.card.at_most_one(&MEMBERS[0usize])?,
                reactions: found.reactions.any_number(&MEMBERS[1usize])?,
            })
        }
    }
    #[automatically_derived]
    impl __p::Collects<Card> for CardDetails {}
    #[automatically_derived]
    impl __p::Collects<Reaction> for CardDetails {}
    #[automatically_derived]
    impl<__S: __p::Registers<Card> + __p::Registers<Reaction>> __p::ReadFrom<__S>
    for CardDetails {}
};
