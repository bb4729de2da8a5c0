//! In a Lambda function, requests have the id of the function's trace. The test runs itself again in such an environment, because
//! the environment of a process cannot be changed safely.

use super::*;

const TRACE: &str = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

#[tokio::test]
async fn requests_of_a_lambda_function_have_its_trace_id() {
    if std::env::var_os("AWS_LAMBDA_FUNCTION_NAME").is_some() {
        let (table, log) = table(|config| config).await;
        for table in [&table, &table.clone().through_sdk()] {
            Book::put(book(1)).send(table).await.unwrap();
        }
        let seen = log.take();
        assert_eq!(seen.iter().map(Seen::is_lean).collect::<Vec<_>>(), [true, false]);
        for seen in seen {
            let trace = seen.headers.get("x-amzn-trace-id");
            assert_eq!(trace.map(String::as_str), Some(TRACE));
        }
        return;
    }
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "lambda::requests_of_a_lambda_function_have_its_trace_id"])
        .env("AWS_LAMBDA_FUNCTION_NAME", "books")
        .env("_X_AMZN_TRACE_ID", TRACE)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
