//! The index types.

/// A dense index of one kind of thing.
pub trait Index: Copy + Ord + std::fmt::Debug {
    /// The index at a position; positions above `u32::MAX` do not occur in validated data.
    fn at(position: usize) -> Self;
    /// The position in a plain slice.
    fn position(self) -> usize;
}

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl Index for $name {
            fn at(position: usize) -> Self {
                Self(u32::try_from(position).expect("validated data has fewer than 2^32 rows"))
            }

            fn position(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

index! {
    /// A place of the province (plaats).
    PlaceIdx,
    /// A library organisation (bibliotheekorganisatie).
    OrganisationIdx,
    /// A title (titel).
    TitleIdx,
    /// A request (aanvraag).
    RequestIdx,
    /// A shipment that the input names (zending).
    ShipmentIdx,
    /// A parcel of a plan (zending): what moves from one place to another.
    ParcelIdx,
    /// A vehicle (voertuig).
    VehicleIdx,
    /// A driver (chauffeur).
    DriverIdx,
    /// A visit of a plan (bezoek).
    VisitIdx,
    /// A route of a plan (rit).
    RouteIdx,
}
