//! A link shortener behind API Gateway: `PUT /{code}` stores a link, `GET /{code}` follows it and counts the visit.

use dynamo_entity::ErrorKind;
use dynamo_entity::prelude::*;
use lambda_http::http::header::LOCATION;
use lambda_http::http::{Method, StatusCode};
use lambda_http::{Body, Error, Request, RequestExt, Response};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LINK#<code>", sk = "LINK")]
pub struct Link {
    pub code: String,
    #[entity(validate = is_web_address)]
    pub target: String,
    #[default(0)]
    pub visits: u64,
}

#[derive(Table)]
#[table(entities(Link))]
pub struct App;

fn is_web_address(target: &str) -> bool {
    target.starts_with("https://") && target.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Answers one request. An error fails the invocation: Lambda logs and counts it, and API Gateway answers 500.
pub async fn handle(table: &Table<App>, request: Request) -> Result<Response<Body>, Error> {
    let parameters = request.path_parameters();
    let code = parameters.first("code").unwrap_or_default();
    let done = match *request.method() {
        Method::GET => follow(table, code).await.map(|target| {
            Response::builder()
                .status(StatusCode::FOUND)
                .header(LOCATION, target)
        }),
        Method::PUT => store(table, code, &String::from_utf8_lossy(request.body()))
            .await
            .map(|()| Response::builder().status(StatusCode::CREATED)),
        _ => Ok(Response::builder().status(StatusCode::METHOD_NOT_ALLOWED)),
    };
    match done {
        Ok(response) => Ok(response.body(Body::Empty)?),
        Err(error) => {
            let status = match error.kind() {
                ErrorKind::NotFound => StatusCode::NOT_FOUND,
                ErrorKind::AlreadyExists => StatusCode::CONFLICT,
                ErrorKind::InvalidKey | ErrorKind::Validation => StatusCode::BAD_REQUEST,
                _ => return Err(error.into()),
            };
            Ok(Response::builder()
                .status(status)
                .body(error.to_string().into())?)
        }
    }
}

/// `UpdateItem`: counts the visit and returns the link in one request.
async fn follow(table: &Table<App>, code: &str) -> dynamo_entity::Result<String> {
    let visit = Link::patch(code).add(Link::fields().visits, 1);
    let link = visit.return_new().send(table).await?;
    Ok(link.target)
}

/// `PutItem`, if there is no such link yet.
async fn store(table: &Table<App>, code: &str, target: &str) -> dynamo_entity::Result<()> {
    let link = Link::builder().code(code).target(target);
    Link::create(link).send(table).await?;
    Ok(())
}
