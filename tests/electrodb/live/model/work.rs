//! A task and an incident: clustered keys in one collection, letter cases, templates, an index with a condition and a scope.

use dynamo_entity::prelude::*;
use fastrand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Loaded, Model, Read, Shop, Update, ordered};
use crate::Live;
use crate::text::{delimited, fold, name, unique};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(
    electrodb(service = "Shop", entity = "task", version = "1"),
    pk(composite = ["team"], casing = "upper"),
    sk(composite = ["task_id"], casing = "none")
)]
#[gsi(name = "assigned", index = "gsi3", type = "clustered", collection = "assignments", pk = ["employee"], sk = ["project", "task_id"])]
#[gsi(name = "open", index = "gsi5", scope = "open", pk = ["employee"], sk = ["state", "project"], condition = is_open)]
pub(crate) struct Task {
    team: String,
    task_id: String,
    #[entity(label = "emp")]
    pub(crate) employee: String,
    #[serde(rename = "project")]
    pub(crate) assignment: String,
    state: String,
    points: Option<i64>,
}

fn is_open(_employee: &str, state: &str, _project: &str) -> bool {
    state != "done"
}

const PROJECTS: [&str; 5] = ["Alpha", "alpha", "Alphabet", "ΣίσυφοΣ", "Ω"];

fn project(rng: &mut Rng) -> String {
    PROJECTS[rng.usize(..PROJECTS.len())].to_owned()
}

impl Task {
    /// Makes a task whose values contain the delimiter of its key.
    pub(crate) fn delimited(rng: &mut Rng, number: usize) -> Self {
        Task {
            team: ["t#t", "T"][rng.usize(..2)].to_owned(),
            task_id: format!("{}{number}", delimited(rng)),
            employee: ["e", "$E", "e#project_x"][rng.usize(..3)].to_owned(),
            assignment: format!("{}z", delimited(rng)),
            state: delimited(rng),
            points: None,
        }
    }
}

impl Model for Task {
    const NAME: &'static str = "task";
    const KEY: &'static [&'static str] = &["team", "taskId"];
    type Table = Shop;

    fn table(live: &Live) -> &Table<Shop> {
        &live.shop
    }

    fn random(rng: &mut Rng, number: usize) -> Self {
        Task {
            team: name(rng),
            task_id: unique(rng, number),
            employee: name(rng),
            assignment: project(rng),
            state: "new".to_owned(),
            points: None,
        }
    }

    fn changed(&self, rng: &mut Rng) -> Self {
        Task {
            employee: name(rng),
            assignment: project(rng),
            state: ["new", "Doing", "done"][rng.usize(..3)].to_owned(),
            points: rng.bool().then(|| rng.i64(-9..9)),
            ..self.clone()
        }
    }

    fn identity(&self) -> String {
        format!("{}#{}", self.team.to_uppercase(), self.task_id)
    }

    fn edit_to(&self, to: &Self) -> Update<Self, Loaded> {
        let f = Task::fields();
        (self.edit())
            .set(f.employee, to.employee.clone())
            .set(f.assignment, to.assignment.clone())
            .set(f.state, to.state.clone())
            .set(f.points, to.points)
    }

    fn reads(&self, other: &Self) -> Vec<Read<Self>> {
        let of_team = {
            let team = self.team.to_uppercase();
            move |task: &Task| task.team.to_uppercase() == team
        };
        let of_employee = {
            let employee = fold(&self.employee);
            move |task: &Task| fold(&task.employee) == employee
        };
        let of_project = {
            let project = fold(&self.assignment);
            move |task: &Task| fold(&task.assignment) == project
        };
        let (first, last) = ordered(fold(&self.assignment), fold(&other.assignment));
        let (team_key, employee_key) = (json!({"team": self.team}), json!({"employee": self.employee}));
        let assigned = || Task::query().assigned(self.employee.clone());
        let open = || Task::query().open(self.employee.clone());
        vec![
            Read::new(
                "primary",
                &team_key,
                Task::query().primary(self.team.clone()),
                of_team.clone(),
            ),
            Read::new(
                "primary",
                &team_key,
                Task::query()
                    .primary(self.team.clone())
                    .task_id()
                    .lte(self.task_id.clone()),
                {
                    let task_id = self.task_id.clone();
                    move |task| of_team(task) && task.task_id <= task_id
                },
            )
            .sorted(&json!(["lte", {"taskId": self.task_id}])),
            Read::new("assigned", &employee_key, assigned(), of_employee.clone()),
            Read::new(
                "assigned",
                &json!({"employee": self.employee, "project": self.assignment}),
                assigned().assignment().eq(self.assignment.clone()),
                {
                    let (of_employee, of_project) = (of_employee.clone(), of_project.clone());
                    move |task| of_employee(task) && of_project(task)
                },
            ),
            Read::new(
                "assigned",
                &json!({"employee": self.employee, "project": self.assignment, "taskId": self.task_id}),
                assigned()
                    .assignment()
                    .eq(self.assignment.clone())
                    .task_id()
                    .eq(self.task_id.clone()),
                {
                    let (of_employee, task_id) = (of_employee.clone(), fold(&self.task_id));
                    move |task| of_employee(task) && of_project(task) && fold(&task.task_id) == task_id
                },
            ),
            Read::new("assigned", &employee_key, assigned().assignment().begins_with("AL"), {
                let of_employee = of_employee.clone();
                move |task| of_employee(task) && fold(&task.assignment).starts_with("al")
            })
            .sorted(&json!(["begins", {"project": "AL"}])),
            Read::new("assigned", &employee_key, assigned().assignment().gte(first.clone()), {
                let (of_employee, first) = (of_employee.clone(), first.clone());
                move |task| of_employee(task) && fold(&task.assignment) >= first
            })
            .sorted(&json!(["gte", {"project": first}])),
            Read::new("assigned", &employee_key, assigned().assignment().lt(last.clone()), {
                let (of_employee, last) = (of_employee.clone(), last.clone());
                move |task| of_employee(task) && fold(&task.assignment) < last
            })
            .sorted(&json!(["lt", {"project": last}])),
            Read::new("open", &employee_key, open(), {
                let of_employee = of_employee.clone();
                move |task| of_employee(task) && fold(&task.state) != "done"
            }),
            Read::new(
                "open",
                &json!({"employee": self.employee, "state": "doing"}),
                open().state().eq("doing"),
                move |task| of_employee(task) && fold(&task.state) == "doing",
            ),
        ]
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(
    electrodb(service = "Shop", entity = "incident", version = "1"),
    pk(template = "INC#${incident_id}", casing = "none"),
    sk(template = "Meta", casing = "none")
)]
#[gsi(name = "assigned", index = "gsi3", type = "clustered", collection = "assignments",
      pk = ["employee"], sk = ["project", "severity", "incidentId"])]
pub(crate) struct Incident {
    incident_id: String,
    #[entity(label = "emp")]
    pub(crate) employee: String,
    #[serde(rename = "project")]
    pub(crate) assignment: String,
    #[entity(padding(length = 3, char = "-"))]
    severity: u16,
}

impl Model for Incident {
    const NAME: &'static str = "incident";
    const KEY: &'static [&'static str] = &["incidentId"];
    type Table = Shop;

    fn table(live: &Live) -> &Table<Shop> {
        &live.shop
    }

    fn random(rng: &mut Rng, number: usize) -> Self {
        Incident {
            incident_id: unique(rng, number),
            employee: name(rng),
            assignment: project(rng),
            severity: rng.u16(..999),
        }
    }

    fn changed(&self, rng: &mut Rng) -> Self {
        Incident {
            employee: name(rng),
            assignment: project(rng),
            severity: rng.u16(..12),
            ..self.clone()
        }
    }

    fn identity(&self) -> String {
        self.incident_id.clone()
    }

    fn edit_to(&self, to: &Self) -> Update<Self, Loaded> {
        let f = Incident::fields();
        (self.edit())
            .set(f.employee, to.employee.clone())
            .set(f.assignment, to.assignment.clone())
            .set(f.severity, to.severity)
    }

    fn reads(&self, other: &Self) -> Vec<Read<Self>> {
        let id = self.incident_id.clone();
        let of_project = {
            let (employee, project) = (fold(&self.employee), fold(&self.assignment));
            move |it: &Incident| fold(&it.employee) == employee && fold(&it.assignment) == project
        };
        let assigned = || {
            Incident::query()
                .assigned(self.employee.clone())
                .assignment()
                .eq(self.assignment.clone())
        };
        let key = json!({"employee": self.employee, "project": self.assignment});
        let (low, high) = ordered(self.severity, other.severity);
        vec![
            Read::new(
                "primary",
                &json!({"incidentId": self.incident_id}),
                Incident::query().primary(self.incident_id.clone()),
                move |it| it.incident_id == id,
            ),
            Read::new("assigned", &key, assigned(), of_project.clone()),
            Read::new(
                "assigned",
                &json!({"employee": self.employee, "project": self.assignment, "severity": low}),
                assigned().severity().eq(low),
                {
                    let of_project = of_project.clone();
                    move |it| of_project(it) && it.severity == low
                },
            ),
            Read::new("assigned", &key, assigned().severity().gte(high), {
                let of_project = of_project.clone();
                move |it| of_project(it) && it.severity >= high
            })
            .ours_alone(),
        ]
    }
}
