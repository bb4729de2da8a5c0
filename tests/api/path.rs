#[derive(Debug, Clone, Copy)]
pub struct Add<V>(_);

#[derive(Debug, Clone, Copy)]
pub struct Append<V>(_);

#[derive(Debug, Clone, Copy)]
pub struct Containing<V>(_, _);

#[derive(Debug, Clone, Copy)]
pub struct Delete<V>(_);

#[derive(Debug, Clone, Copy)]
pub enum Flattened {}
impl<M: SetsFlattened, T> SetIn<M, T> for Flattened {}

#[derive(Debug, Clone, Copy)]
pub enum Key {}
impl<M: SetsKeys, T> SetIn<M, T> for Key {}

#[derive(Debug, Clone, Copy)]
pub struct Length;

#[derive(Debug, Clone, Copy)]
pub struct Order;

#[derive(Debug, Clone, Copy)]
pub enum PartGroup {}

#[derive(Debug, Clone, Copy)]
pub enum PartGroupLoaded {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<T>(pub T);

#[derive(Debug, Clone, Copy)]
pub enum Plain {}
impl<M, T> SetIn<M, T> for Plain {}

#[derive(Debug, Clone, Copy)]
pub struct Prefix;

#[derive(Debug, Clone, Copy)]
pub enum ReadOnly {}
impl<M: NeverReadOnly, T> SetIn<M, T> for ReadOnly {}

#[derive(Debug, Clone, Copy)]
pub struct Remove;

pub trait Segments {}
impl Segments for () {}
impl Segments for String {}
impl Segments for Vec<Segment> {}
impl Segments for usize {}
impl<A: Segments, B: Segments> Segments for (A, B) {}

pub trait SetIn<M, T> {}
together!(
    (A VA 0, B VB 1) (A VA 0, B VB 1, C VC 2) (A VA 0, B VB 1, C VC 2, D VD 3) (A VA 0, B
    VB 1, C VC 2, D VD 3, F VF 4) (A VA 0, B VB 1, C VC 2, D VD 3, F VF 4, G VG 5)
);

#[derive(Debug, Clone, Copy)]
pub enum SolePart {}
impl<M, T: SettablePart> SetIn<M, T> for SolePart {}

#[derive(Debug, Clone, Copy)]
pub struct Subtract<V>(_);

pub trait Supports<O: Operation> {}
supports!(
    Append < V >: AppendTo < T, V > => ListAmount, | values, encoder | values
    .elements(encoder)
);
supports!(
    Delete < V >: DeleteFrom < T, V > => SetAmount, | values, encoder | values
    .elements(encoder)
);
supports!(
    Order : Ordered < T > => AsNumber, | _, _ | AsNumber(< Order as Ordered < T
    >>::AS_NUMBER)
);
supports!(
    Subtract < V >: SubtractFrom < T, V > => NumberAmount, | value, encoder | value
    .amount(encoder)
);
supports!(Add < V >: AddTo < T, V > => Amount, | value, encoder | value.amount(encoder));
supports!(Containing < V >: Contains < T, V > => TermOf, | value, _ | value.contained());
supports!(Length : HasSize < T > => (), | _, _ | ());
supports!(Prefix : Textual < T > => (), | _, _ | ());
supports!(Remove : Removable < T > => (), | _, _ | ());
