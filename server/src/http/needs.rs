//! Rights as types, so that a handler names in its first parameter the right that it takes (`actor`).

use app::roles::Right;

/// A right as a type, for [`super::actor::Committee`] and [`super::actor::Unseen`].
pub trait Needs: Send + Sync {
    /// Which right.
    const RIGHT: Right;
}

macro_rules! needs {
    ($($name:ident),*) => {$(
        #[doc = concat!("[`Right::", stringify!($name), "`] as a type.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Needs for $name {
            const RIGHT: Right = Right::$name;
        }
    )*};
}

needs! {
    SeeBalances, SetLimits, SetRules, SetOffices, Enrol, AddMembers,
    SetStates, MoveRemainders, KeepSubscriptions, KeepMarket, SeeWork, PayForMembers, Reverse, Agree
}
