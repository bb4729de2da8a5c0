#![cfg(feature = "electrodb")]
