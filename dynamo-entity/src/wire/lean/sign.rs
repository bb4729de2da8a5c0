//! AWS Signature Version 4 for a request whose headers are known, with a signing key that is derived once a day.
//!
//! Source: "Create a signed AWS API request" in the AWS IAM user guide.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::Credentials;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::codec::calendar::{civil_from_days, days_from_civil};

pub(super) const DATE: &str = "x-amz-date";
pub(super) const TOKEN: &str = "x-amz-security-token";
pub(super) const TARGET: &str = "x-amz-target";
pub(super) const SERVICE: &str = "dynamodb";
const DAY: u64 = 86_400;

/// Signs requests that differ in operation, body, time and credentials alone.
pub(super) struct Signer {
    region: String,
    /// The path as it is signed.
    path: String,
    headers: Vec<SignedHeader>,
    key: Mutex<Option<Arc<SigningKey>>>,
}

/// A part of the canonical headers, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SignedHeader {
    /// A header with the same value in every request.
    Fixed { name: String, value: String },
    /// `x-amz-date`, the time of signing.
    Date,
    /// `x-amz-security-token`, if the credentials have a session token.
    Token,
    /// `x-amz-target`, the operation.
    Target,
    /// `content-length`.
    Length,
}

impl SignedHeader {
    pub(super) fn fixed(name: &str, value: &str) -> Self {
        SignedHeader::Fixed {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }

    fn name(&self) -> &str {
        match self {
            SignedHeader::Fixed { name, .. } => name,
            SignedHeader::Date => DATE,
            SignedHeader::Token => TOKEN,
            SignedHeader::Target => TARGET,
            SignedHeader::Length => "content-length",
        }
    }
}

/// The headers that a signature adds.
pub(super) struct Signature {
    /// The value of `x-amz-date`.
    pub(super) date: String,
    /// The value of `authorization`.
    pub(super) authorization: String,
}

impl Signer {
    /// Creates a signer for this region, path and list of headers. The header of a session token is added to the list.
    pub(super) fn new(region: String, path: String, mut headers: Vec<SignedHeader>) -> Self {
        if !headers.contains(&SignedHeader::Token) {
            headers.push(SignedHeader::Token);
        }
        headers.sort_by(|a, b| a.name().cmp(b.name()));
        Signer {
            region,
            path,
            headers,
            key: Mutex::new(None),
        }
    }

    /// Signs a `POST` of this body at this many seconds after the epoch; `None` for a time that has no four-digit year.
    pub(super) fn sign(&self, target: &str, body: &[u8], seconds: u64, credentials: &Credentials) -> Option<Signature> {
        let date = timestamp(seconds)?;
        let key = self.key(seconds / DAY, date.get(..8)?, credentials)?;
        let token = credentials.session_token();

        let mut canonical = Sha256::new();
        canonical.update("POST\n");
        canonical.update(&self.path);
        canonical.update("\n\n");
        let mut names = String::with_capacity(128);
        for header in &self.headers {
            let length;
            let value = match header {
                SignedHeader::Fixed { value, .. } => value,
                SignedHeader::Date => &date,
                SignedHeader::Token => match token {
                    Some(token) => token,
                    None => continue,
                },
                SignedHeader::Target => target,
                SignedHeader::Length => {
                    length = body.len().to_string();
                    &length
                }
            };
            canonical.update(header.name());
            canonical.update(":");
            canonical.update(value);
            canonical.update("\n");
            if !names.is_empty() {
                names.push(';');
            }
            names.push_str(header.name());
        }
        canonical.update("\n");
        canonical.update(&names);
        canonical.update("\n");
        canonical.update(hex(&Sha256::digest(body)));

        let mut mac = key.mac.clone();
        for part in ["AWS4-HMAC-SHA256\n", &date, "\n", &key.scope, "\n"] {
            mac.update(part.as_bytes());
        }
        mac.update(&hex(&canonical.finalize()));
        let signature = hex(&mac.finalize().into_bytes());

        let mut authorization = String::with_capacity(320);
        let access_key = credentials.access_key_id();
        for part in [
            "AWS4-HMAC-SHA256 Credential=",
            access_key,
            "/",
            &key.scope,
            ", SignedHeaders=",
            &names,
        ] {
            authorization.push_str(part);
        }
        authorization.push_str(", Signature=");
        authorization.extend(signature.iter().copied().map(char::from));
        Some(Signature { date, authorization })
    }

    /// Returns the signing key of this day, and derives it if the kept one is another day's or another credential's.
    fn key(&self, day: u64, date: &str, credentials: &Credentials) -> Option<Arc<SigningKey>> {
        let mut kept = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = &*kept
            && key.day == day
            && key.secret.as_str() == credentials.secret_access_key()
        {
            return Some(Arc::clone(key));
        }
        let key = Arc::new(SigningKey::derive(
            day,
            date,
            &self.region,
            credentials.secret_access_key(),
        )?);
        *kept = Some(Arc::clone(&key));
        Some(key)
    }
}

// The key is secret, so `Debug` does not print it.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("region", &self.region)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// The signing key of one day, region and secret. Its parts are zeroed when it is dropped.
struct SigningKey {
    day: u64,
    secret: Zeroizing<String>,
    /// HMAC that has consumed the key already.
    mac: Hmac<Sha256>,
    /// `20261128/eu-west-1/dynamodb/aws4_request`
    scope: String,
}

impl SigningKey {
    fn derive(day: u64, date: &str, region: &str, secret: &str) -> Option<Self> {
        let first = Zeroizing::new(format!("AWS4{secret}"));
        let mut mac = Hmac::<Sha256>::new_from_slice(first.as_bytes()).ok()?;
        for part in [date, region, SERVICE, "aws4_request"] {
            mac.update(part.as_bytes());
            let key: Zeroizing<[u8; 32]> = Zeroizing::new(mac.finalize().into_bytes().into());
            mac = Hmac::new_from_slice(key.as_slice()).ok()?;
        }
        Some(SigningKey {
            day,
            secret: Zeroizing::new(secret.to_owned()),
            mac,
            scope: format!("{date}/{region}/{SERVICE}/aws4_request"),
        })
    }
}

/// Returns a time as `20261128T091500Z`.
fn timestamp(seconds: u64) -> Option<String> {
    let (year, month, day) = civil_from_days(i64::try_from(seconds / DAY).ok()?)?;
    let second = i64::try_from(seconds % DAY).ok()?;
    let mut text = String::with_capacity(16);
    push_digits(&mut text, year, 4);
    push_digits(&mut text, month, 2);
    push_digits(&mut text, day, 2);
    text.push('T');
    push_digits(&mut text, second / 3600, 2);
    push_digits(&mut text, second / 60 % 60, 2);
    push_digits(&mut text, second % 60, 2);
    text.push('Z');
    Some(text)
}

/// Returns the seconds after the epoch of a time such as `20261128T091500Z`.
pub(super) fn seconds_of(timestamp: &str) -> Option<u64> {
    let digits = |from: usize, to: usize| timestamp.get(from..to)?.parse::<u8>().ok();
    let year = timestamp.get(..4)?.parse().ok()?;
    let days = days_from_civil(year, digits(4, 6)?, digits(6, 8)?);
    let time = u64::from(digits(9, 11)?) * 3600 + u64::from(digits(11, 13)?) * 60 + u64::from(digits(13, 15)?);
    Some(u64::try_from(days).ok()? * DAY + time)
}

fn push_digits(text: &mut String, number: i64, digits: u32) {
    for place in (0..digits).rev() {
        let digit = number / 10_i64.pow(place) % 10;
        text.push(char::from(b'0'.saturating_add(u8::try_from(digit).unwrap_or(0))));
    }
}

/// Returns the lowercase hexadecimal digits of a hash.
fn hex(hash: &[u8]) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
    let mut text = [b'0'; 64];
    for (byte, pair) in hash.iter().zip(text.chunks_exact_mut(2)) {
        pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
    use aws_sigv4::sign::v4::SigningParams;
    use aws_smithy_runtime_api::client::identity::Identity;
    use fastrand::Rng;

    use super::*;

    fn text(rng: &mut Rng, most: usize) -> String {
        (0..rng.usize(1..=most)).map(|_| rng.alphanumeric()).collect()
    }

    /// Returns what the SDK's own signer signs for this request.
    fn signed_by_sdk(
        uri: &str,
        region: &str,
        target: &str,
        body: &[u8],
        seconds: u64,
        by: &Credentials,
    ) -> Vec<String> {
        let identity: Identity = by.clone().into();
        let params = SigningParams::builder()
            .identity(&identity)
            .region(region)
            .name(SERVICE)
            .time(UNIX_EPOCH + Duration::from_secs(seconds))
            .settings(SigningSettings::default())
            .build()
            .unwrap();
        let headers = [("content-type", "application/x-amz-json-1.0"), (TARGET, target)];
        let request = SignableRequest::new("POST", uri, headers.into_iter(), SignableBody::Bytes(body)).unwrap();
        let (instructions, _) = sign(request, &params.into()).unwrap().into_parts();
        let value = |name: &str| {
            let header = instructions.headers().find(|(header, _)| *header == name);
            header.map(|(_, value)| value.to_owned()).unwrap_or_default()
        };
        vec![value(DATE), value("authorization")]
    }

    #[test]
    fn signatures_are_those_of_the_sdk() {
        let mut rng = Rng::with_seed(12);
        for round in 0..500 {
            let region = ["eu-west-1", "us-gov-west-1", "cn-north-1", "ap-southeast-4"][rng.usize(..4)];
            let authority = format!(
                "{}.example.com{}",
                text(&mut rng, 20).to_lowercase(),
                ["", ":8000"][rng.usize(..2)]
            );
            let path = ["/", "/a", "/a/b-c_d.e~f"][rng.usize(..3)];
            let target = format!("DynamoDB_20120810.{}", text(&mut rng, 12));
            let headers = vec![
                SignedHeader::fixed("host", &authority),
                SignedHeader::Target,
                SignedHeader::Date,
                SignedHeader::fixed("content-type", "application/x-amz-json-1.0"),
            ];
            let signer = Signer::new(region.to_owned(), path.to_owned(), headers);
            // The same signer, with other times, bodies and credentials.
            for _ in 0..6 {
                let day = rng.u64(0..40_000) * DAY;
                let seconds = day + [0, 1, DAY - 1, rng.u64(..DAY)][rng.usize(..4)];
                let token = rng.bool().then(|| text(&mut rng, 400));
                let credentials = Credentials::new(text(&mut rng, 20), text(&mut rng, 40), token, None, "test");
                let body: Vec<u8> = (0..rng.usize(..300)).map(|_| rng.u8(..)).collect();
                let uri = format!("https://{authority}{path}");
                let signature = signer.sign(&target, &body, seconds, &credentials).unwrap();
                let ours = vec![signature.date, signature.authorization];
                let sdks = signed_by_sdk(&uri, region, &target, &body, seconds, &credentials);
                assert_eq!(ours, sdks, "round {round}");
            }
        }
    }

    #[test]
    fn a_key_is_kept_for_one_day_and_one_secret() {
        let signer = Signer::new("eu-west-1".into(), "/".into(), vec![SignedHeader::Date]);
        let by = |secret: &str| Credentials::new("id", secret, None, None, "test");
        let key = |seconds: u64, secret| {
            signer.sign("Get", b"{}", seconds, &by(secret)).unwrap();
            Arc::as_ptr(signer.key.lock().unwrap().as_ref().unwrap())
        };
        let first = key(DAY, "a");
        assert_eq!(key(2 * DAY - 1, "a"), first);
        let kept = signer.key.lock().unwrap().clone().unwrap();
        assert_ne!(key(2 * DAY, "a"), Arc::as_ptr(&kept));
        let kept = signer.key.lock().unwrap().clone().unwrap();
        assert_ne!(key(2 * DAY, "b"), Arc::as_ptr(&kept));
    }

    #[test]
    fn times_are_read_as_they_are_written() {
        for seconds in [0, 951_782_400, 1_772_323_199, 253_402_300_799] {
            let text = timestamp(seconds).unwrap();
            assert_eq!(seconds_of(&text), Some(seconds), "{text}");
        }
        assert_eq!(timestamp(253_402_300_800), None);
        for text in ["", "20261128", "20261128T0915", "2026112ZT091500Z"] {
            assert_eq!(seconds_of(text), None, "{text}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let signer = Signer::new("eu-west-1".into(), "/".into(), vec![SignedHeader::Date]);
        signer.sign("Get", b"{}", 0, &Credentials::new("id", "hidden", None, None, "test"));
        assert!(!format!("{signer:?}").contains("hidden"));
    }
}
