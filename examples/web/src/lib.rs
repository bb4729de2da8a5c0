//! A service over one table: tasks, listed by who is to do them and when.
//!
//! Read the modules in this order. `README.md` has the routes, and the requests that each makes.

pub mod extract;
pub mod load;
pub mod model;
pub mod problem;
pub mod repository;
pub mod requests;
pub mod routes;
pub mod seed;
