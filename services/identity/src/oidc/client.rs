//! The guarded way out, as the OpenID Connect library wants to have it.

use std::pin::Pin;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use outgoing::{Outgoing, OutgoingError};

/// A future that ends in `T`; boxed, because the compiler cannot tell otherwise that the library's may change threads.
pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The guarded way out.
pub(super) struct Guarded(pub(super) Outgoing);

impl<'c> AsyncHttpClient<'c> for Guarded {
    type Error = OutgoingError;
    type Future = Boxed<'c, Result<HttpResponse, OutgoingError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.0.fetch(request))
    }
}
