//! The program in Node, which is started once and receives commands line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

pub(crate) struct Node {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Node {
    pub(crate) fn start(program: &str) -> Self {
        let mut child = Command::new("node")
            .arg(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("`node {program}` does not start: {error}"));
        let input = child.stdin.take();
        let output = child.stdout.take().expect("its output is piped");
        Node {
            child,
            input,
            output: BufReader::new(output),
        }
    }

    pub(crate) fn open(&mut self, shop: &str, keyed: &str) {
        self.call("open", json!({"table": shop, "keyed": keyed}));
    }

    /// Sends a command and returns the answer. An error ends the test.
    pub(crate) fn call(&mut self, command: &str, mut input: Value) -> Value {
        input["command"] = json!(command);
        let pipe = self.input.as_mut().expect("the program is running");
        writeln!(pipe, "{input}").unwrap_or_else(|error| panic!("Node takes no command: {error}"));
        let mut line = String::new();
        let read = self.output.read_line(&mut line);
        assert!(
            matches!(read, Ok(1..)),
            "Node ended before it answered `{command}`; what it said is above"
        );
        let mut reply: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        if let Some(error) = reply["error"].as_str() {
            let mut input = input.to_string();
            input.truncate(input.floor_char_boundary(2000));
            panic!("ElectroDB fails with {error}\nto {input}");
        }
        reply["answer"].take()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Node ends when its input ends.
        self.input = None;
        let _ = self.child.wait();
    }
}
