//! Verifies the signature of a request as DynamoDB would: from the request alone and the secret.
//!
//! The code follows "Create a signed AWS API request" in the AWS IAM user guide and shares nothing with the library's signer.

use aws_sdk_dynamodb::config::http::HttpRequest;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Checks the signature version 4 of a `POST` to DynamoDB.
///
/// # Errors
/// Says what is wrong: a missing header, a header that should be signed and is not, or another signature.
pub fn verify(request: &HttpRequest, secret: &str) -> Result<(), String> {
    let header = |name: &str| request.headers().get(name).ok_or_else(|| format!("no header {name}"));
    let authorization = header("authorization")?;
    let field = |name: &str| {
        let rest = authorization.split(&format!("{name}=")).nth(1);
        rest.and_then(|rest| rest.split(',').next())
            .ok_or_else(|| format!("no {name} in {authorization}"))
    };
    let (_, scope) = field("Credential")?.split_once('/').ok_or("no scope")?;
    let signed = field("SignedHeaders")?;

    let uri = request.uri().split_once("://").ok_or("no scheme")?.1;
    let (host, path) = match uri.find('/') {
        Some(slash) => uri.split_at(slash),
        None => (uri, "/"),
    };
    let mut canonical = format!("{}\n{path}\n\n", request.method());
    for name in signed.split(';') {
        let value = if name == "host" { host } else { header(name)? };
        canonical += &format!("{name}:{}\n", value.trim());
    }
    let body = request.body().bytes().ok_or("the body is not in memory")?;
    canonical += &format!("\n{signed}\n{}", hex(&Sha256::digest(body)));

    let date = header("x-amz-date")?;
    let text = format!(
        "AWS4-HMAC-SHA256\n{date}\n{scope}\n{}",
        hex(&Sha256::digest(&canonical))
    );
    let key = format!("AWS4{secret}").into_bytes();
    let key = scope.split('/').fold(key, |key, part| mac(&key, part.as_bytes()));
    let signature = hex(&mac(&key, text.as_bytes()));
    if signature != field("Signature")? {
        return Err(format!("another signature: {signature} for {canonical}"));
    }
    if !scope.starts_with(date.get(..8).unwrap_or_default()) {
        return Err(format!("the scope {scope} is not of the day of {date}"));
    }
    let names = request.headers().iter().map(|(name, _)| name);
    let unsigned: Vec<&str> = names
        .filter(|name| name.starts_with("x-amz-") && !signed.split(';').any(|signed| signed == *name))
        .collect();
    match unsigned.is_empty() {
        true => Ok(()),
        false => Err(format!("{unsigned:?} should be signed")),
    }
}

fn mac(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
