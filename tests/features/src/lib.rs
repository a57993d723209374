//! Nothing but the tests beside this file.
