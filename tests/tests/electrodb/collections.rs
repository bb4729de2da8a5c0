//! Collections: isolated, nested, clustered, and of attributes.

use std::collections::BTreeSet;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::golden::{condition, differs, params, same, table};
use crate::recorded::{new_table, recorded_query, store};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "TaskApp", entity = "employee", version = "1"), pk = ["organization_id"], sk = ["employee_id"])]
#[gsi(name = "of_employee", index = "gsi2", pk = ["employee_id"], sk = [], collection = "contributions")]
pub struct Employee {
    pub employee_id: String,
    pub organization_id: String,
    pub name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "TaskApp", entity = "task", version = "1"), pk = ["project_id"], sk = ["task_id"], collection = "overview")]
#[gsi(name = "of_employee", index = "gsi2", pk = ["employee_id"], sk = ["project_id"], collection = ["contributions", "assignments"])]
pub struct Task {
    pub task_id: String,
    pub employee_id: Option<String>,
    pub project_id: String,
    pub title: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "TaskApp", entity = "projectMember", version = "1"), pk = ["project_id"], sk = ["employee_id"], collection = "overview")]
#[gsi(name = "of_employee", index = "gsi2", pk = ["employee_id"], sk = [], collection = ["contributions", "assignments"])]
pub struct ProjectMember {
    pub employee_id: String,
    pub project_id: String,
    pub name: Option<String>,
}

#[derive(Table)]
#[table(entities(Employee, Task, ProjectMember), electrodb)]
pub struct TaskApp;

#[derive(Debug, Collection)]
pub struct Overview {
    pub tasks: Vec<Task>,
    pub members: Vec<ProjectMember>,
}

#[derive(Debug, Collection)]
#[collection(query = "of_employee")]
pub struct Contributions {
    pub employees: Vec<Employee>,
    pub tasks: Vec<Task>,
    pub members: Vec<ProjectMember>,
}

#[derive(Debug, Collection)]
#[collection(query = "of_employee")]
pub struct Assignments {
    pub tasks: Vec<Task>,
    pub members: Vec<ProjectMember>,
}

/// The key condition is the prefix of ElectroDB's collection and the `#` after it, so that `$user` does not match
/// `$users`. If no other entity of the table has such keys, the item itself shows its member.
fn with_delimiter(recorded: &mut serde_json::Value, name: &str) {
    recorded.as_object_mut().unwrap().remove("FilterExpression");
    let text = recorded["KeyConditionExpression"].as_str().unwrap();
    recorded["KeyConditionExpression"] = json!(text.replace(&format!("{name}\")"), &format!("{name}#\")")));
}

#[tokio::test]
async fn isolated() {
    let table = table::<TaskApp>().await;
    let employee = Employee {
        employee_id: "E1".into(),
        organization_id: "O".into(),
        name: Some("N".into()),
    };
    same(
        "service: employee put",
        &Employee::put(employee).request(&table).unwrap(),
    );
    let member = ProjectMember {
        employee_id: "E1".into(),
        project_id: "P".into(),
        name: None,
    };
    same(
        "service: member put (sub-collection, empty sk)",
        &ProjectMember::put(member).request(&table).unwrap(),
    );

    differs(
        "collection isolated: table index",
        &Overview::query("P").request(&table).unwrap(),
        |recorded| {
            with_delimiter(recorded, "$overview");
        },
    );
    differs(
        "collection isolated: outer sub-collection",
        &Contributions::query("E1").request(&table).unwrap(),
        |recorded| {
            with_delimiter(recorded, "$contributions");
        },
    );
    let inner = Assignments::query("E1").request(&table).unwrap();
    differs("collection isolated: inner sub-collection", &inner, |recorded| {
        with_delimiter(recorded, "assignments")
    });
    // A project cannot be given. ElectroDB accepts one and ignores it.
    differs("collection isolated: sk composites are ignored", &inner, |recorded| {
        with_delimiter(recorded, "assignments")
    });
    let error = Task::query()
        .of_employee("E1")
        .project_id()
        .eq("P")
        .in_collection::<Assignments>()
        .request(&table)
        .unwrap_err();
    assert!(
        error.to_string().contains("do not begin with the same parts"),
        "{error}"
    );
}

/// A filter applies to one member and has its own parentheses.
#[tokio::test]
async fn filters() {
    let table = table::<TaskApp>().await;
    let (task, member) = (Task::fields(), ProjectMember::fields());
    let not = |entity: &str| format!(r#"NOT (__edb_e__ = "{entity}" AND __edb_v__ = "1")"#);

    let query = Assignments::query("E1")
        .filter(task.project_id.eq("P"))
        .filter(member.project_id.eq("P"));
    differs(
        "collection isolated: where (single)",
        &query.request(&table).unwrap(),
        |recorded| {
            with_delimiter(recorded, "assignments");
            let of = |entity| format!(r#"({} OR projectId = "P")"#, not(entity));
            recorded["FilterExpression"] = json!(format!("({} AND {})", of("projectMember"), of("task")));
        },
    );

    let name = "collection isolated: where with OR escapes the ownership filter";
    let recorded = condition(params(name), "FilterExpression").to_string();
    assert!(recorded.ends_with(r#" OR title = "x")"#), "{recorded}");
    let query = Assignments::query("E1").filter(task.project_id.eq("P") | task.title.eq("x"));
    differs(name, &query.request(&table).unwrap(), |recorded| {
        with_delimiter(recorded, "assignments");
        recorded["FilterExpression"] = json!(format!(r#"({} OR projectId = "P" OR title = "x")"#, not("task")));
    });
}

mod undelimited {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(electrodb(service = "X", entity = "a", version = "1"), pk = ["o"], sk = ["id"], collection = "user")]
    pub struct A {
        pub id: String,
        pub o: String,
    }
    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(electrodb(service = "X", entity = "b", version = "1"), pk = ["o"], sk = ["id"], collection = "users")]
    pub struct B {
        pub id: String,
        pub o: String,
    }
    #[derive(Table)]
    #[table(entities(A, B), electrodb)]
    pub struct App;
    #[derive(Debug, Collection)]
    #[expect(dead_code, reason = "it is there for its query")]
    pub struct User {
        pub a: Vec<A>,
    }
}

#[tokio::test]
async fn a_collection_of_one() {
    let name = "collection prefix is not delimited ($user also matches $users...)";
    differs(
        name,
        &undelimited::User::query("1")
            .request(&table::<undelimited::App>().await)
            .unwrap(),
        |recorded| {
            // No key of `b` has this prefix, so nothing must be filtered.
            let text = recorded["KeyConditionExpression"]
                .as_str()
                .unwrap()
                .replace("$user\"", "$user#a_1#id_\"");
            recorded["KeyConditionExpression"] = json!(text);
            recorded.as_object_mut().unwrap().remove("FilterExpression");
        },
    );
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Bank", entity = "deposit", version = "1"), pk = ["id"], sk = [])]
#[gsi(name = "t", index = "gsi1", pk = ["org"], sk = ["date", "kind"], type = "clustered", collection = "timeline")]
pub struct Deposit {
    pub id: String,
    pub org: Option<String>,
    pub date: Option<String>,
    pub kind: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Bank", entity = "withdrawal", version = "1"), pk = ["id"], sk = [])]
#[gsi(name = "t", index = "gsi1", pk = ["org"], sk = ["date", "amount"], type = "clustered", collection = "timeline")]
pub struct Withdrawal {
    pub id: String,
    pub org: Option<String>,
    pub date: Option<String>,
    pub amount: Option<i64>,
}

#[derive(Table)]
#[table(entities(Deposit, Withdrawal), electrodb)]
pub struct Bank;

#[derive(Debug, PartialEq, Collection)]
#[collection(query = "t")]
pub enum Timeline {
    Deposit(Deposit),
    Withdrawal(Withdrawal),
}

const DATES: [&str; 10] = [
    "2022",
    "2023",
    "2023!",
    "2023#x",
    "2023-05",
    "2023-12-31",
    "2024",
    "2024!",
    "2024-01",
    "2025",
];

impl Timeline {
    fn date(&self) -> &str {
        match self {
            Timeline::Deposit(deposit) => deposit.date.as_deref().unwrap(),
            Timeline::Withdrawal(withdrawal) => withdrawal.date.as_deref().unwrap(),
        }
    }
}

async fn bank() -> Table<Bank> {
    let table = new_table::<Bank>().await;
    for (at, date) in DATES.into_iter().enumerate() {
        let deposit = Deposit {
            id: format!("d{at}"),
            org: Some("O".into()),
            date: Some(date.into()),
            kind: Some("k".into()),
        };
        Deposit::put(deposit).send(&table).await.unwrap();
        let withdrawal = Withdrawal {
            id: format!("w{at}"),
            org: Some("O".into()),
            date: Some(date.into()),
            amount: Some(5),
        };
        Withdrawal::put(withdrawal).send(&table).await.unwrap();
        let fee = json!({"pk": format!("f{at}"), "sk": "$fee_1", "gsi1pk": "$bank#org_o",
            "gsi1sk": format!("$timeline#date_{date}#fee_1"), "__edb_e__": "fee", "__edb_v__": "1"});
        store(&table, &fee).await;
    }
    table
}

/// Deposits and withdrawals in one order, and a range on a part that both have.
#[tokio::test]
async fn clustered() {
    let app = table::<Bank>().await;
    let deposit = Deposit {
        id: "1".into(),
        org: Some("O".into()),
        date: Some("2024-01-01".into()),
        kind: Some("k".into()),
    };
    same(
        "service: clustered member put (1)",
        &Deposit::put(deposit).request(&app).unwrap(),
    );
    let own = r#"((__edb_e__ = "deposit" AND __edb_v__ = "1") OR (__edb_e__ = "withdrawal" AND __edb_v__ = "1"))"#;
    let not = |entity: &str| format!(r#"NOT (__edb_e__ = "{entity}" AND __edb_v__ = "1")"#);
    let whole = |entity| format!("({} OR attribute_exists(date))", not(entity));
    let (of_deposit, of_withdrawal) = (whole("deposit"), whole("withdrawal"));
    let with_delimiter = |recorded: &mut serde_json::Value| {
        let text = recorded["KeyConditionExpression"]
            .as_str()
            .unwrap()
            .replace("$timeline\"", "$timeline#date_\"");
        recorded["KeyConditionExpression"] = json!(text);
    };
    differs(
        "collection clustered: pk only",
        &Timeline::query("O").request(&app).unwrap(),
        |recorded| {
            with_delimiter(recorded);
            recorded["FilterExpression"] = json!(format!("({own} AND {of_deposit} AND {of_withdrawal})"));
        },
    );
    let large = Timeline::query("O").filter(Withdrawal::fields().amount.gt(3));
    differs(
        "collection clustered: where",
        &large.request(&app).unwrap(),
        |recorded| {
            // A filter on the amount of withdrawals. ElectroDB then returns no deposits.
            with_delimiter(recorded);
            let of_amount = format!("({} OR amount > 3)", not("withdrawal"));
            recorded["FilterExpression"] =
                json!(format!("({own} AND {of_deposit} AND {of_amount} AND {of_withdrawal})"));
        },
    );
}

#[tokio::test]
async fn along_a_shared_part() {
    let table = bank().await;
    let dates = || Deposit::query().t("O").date();
    let wanted = |wanted: &dyn Fn(&str) -> bool| {
        let mut dates: Vec<&str> = DATES
            .into_iter()
            .filter(|date| wanted(date))
            .flat_map(|date| [date, date])
            .collect();
        dates.sort_unstable();
        dates
    };
    let check = async |query: dynamo_entity::CollectionQuery<Timeline>, dates: Vec<&str>| {
        let found = query.all(&table).await.unwrap();
        let mut found: Vec<&str> = found.iter().map(Timeline::date).collect();
        found.sort_unstable();
        assert_eq!(found, dates);
    };
    check(dates().gt("2024").in_collection(), wanted(&|date| date > "2024")).await;
    check(dates().gte("2024").in_collection(), wanted(&|date| date >= "2024")).await;
    check(dates().lt("2024").in_collection(), wanted(&|date| date < "2024")).await;
    check(dates().lte("2024").in_collection(), wanted(&|date| date <= "2024")).await;
    check(
        dates().between("2023", "2024").in_collection(),
        wanted(&|date| ("2023"..="2024").contains(&date)),
    )
    .await;
    check(
        dates().begins_with("2023").in_collection(),
        wanted(&|date| date.starts_with("2023")),
    )
    .await;
    check(dates().eq("2023").in_collection(), wanted(&|date| date == "2023")).await;

    // ElectroDB compares prefixes of keys, so a date that has the bound as prefix is after the bound.
    let recorded = async |name, found: &dyn Fn(&str) -> bool| {
        let mut keys = BTreeSet::new();
        for entity in ["deposit", "withdrawal"] {
            keys.extend(recorded_query(&table, name, entity, "gsi1sk").await);
        }
        let of = |date| {
            [
                format!("$timeline#date_{date}#kind_k#deposit_1"),
                format!("$timeline#date_{date}#amount_5#withdrawal_1"),
            ]
        };
        let dates = DATES.into_iter().filter(|date| found(date));
        assert_eq!(keys, dates.flat_map(of).collect(), "{name}");
    };
    recorded("collection clustered: gt", &|date| {
        date > "2024" || date.starts_with("2024")
    })
    .await;
    recorded("collection clustered: lt", &|date| date < "2024").await;
    recorded("collection clustered: lte", &|date| date < "2024").await;
    recorded("collection clustered: between", &|date| {
        ("2023".."2024").contains(&date)
    })
    .await;

    let error = dates()
        .eq("2023")
        .kind()
        .eq("k")
        .in_collection::<Timeline>()
        .request(&table)
        .unwrap_err();
    assert!(
        error.to_string().contains("`Deposit`") || error.to_string().contains("deposit"),
        "{error}"
    );
    let error = Deposit::query()
        .primary("1")
        .in_collection::<Timeline>()
        .request(&table)
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("is not the access pattern of the collection"),
        "{error}"
    );
    let count = dates().gt("2024").in_collection::<Timeline>().count(&table).await;
    let all = dates().gt("2024").in_collection::<Timeline>().all(&table).await;
    assert_eq!(count.unwrap(), all.unwrap().len() as u64);
}

/// A query of one member, deposits, among items of others.
#[tokio::test]
async fn one_member() {
    let table = bank().await;
    let deposits = Deposit::query()
        .t("O")
        .date()
        .between("2023", "2024")
        .all(&table)
        .await
        .unwrap();
    let dates: Vec<&str> = deposits
        .iter()
        .map(|deposit| deposit.date.as_deref().unwrap())
        .collect();
    let mut wanted: Vec<&str> = DATES
        .into_iter()
        .filter(|date| ("2023"..="2024").contains(date))
        .collect();
    wanted.sort_unstable();
    let mut sorted = dates.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, wanted);
}

mod attributes {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(electrodb(service = "Wh", entity = "item", version = "1"), pk = ["id"], sk = [])]
    #[gsi(name = "l", index = "gsi1", pk = ["country"], sk = ["city"], type = "composite", collection = "inv")]
    pub struct Item {
        pub id: String,
        #[serde(rename = "attr1")]
        pub country: Option<String>,
        #[serde(rename = "attr2")]
        pub city: Option<String>,
    }
    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(electrodb(service = "Wh", entity = "house", version = "1"), pk = ["id"], sk = [])]
    #[gsi(name = "l", index = "gsi1", pk = ["country"], sk = ["city"], type = "composite", collection = "inv")]
    pub struct House {
        pub id: String,
        #[serde(rename = "attr1")]
        pub country: Option<String>,
        #[serde(rename = "attr2")]
        pub city: Option<String>,
    }
    #[derive(Table)]
    #[table(entities(Item, House), electrodb)]
    pub struct Wh;
    #[derive(Debug, Collection)]
    #[collection(query = "l")]
    #[expect(dead_code, reason = "it is there for its query")]
    pub struct Inventory {
        pub items: Vec<Item>,
        pub houses: Vec<House>,
    }
}

#[tokio::test]
async fn of_attributes() {
    use attributes::{Inventory, Item, Wh};
    let table = table::<Wh>().await;
    let query = Item::query()
        .l("US")
        .city()
        .begins_with("A")
        .in_collection::<Inventory>();
    same(
        "collection multi-attribute: pk + begins",
        &query.request(&table).unwrap(),
    );
}
