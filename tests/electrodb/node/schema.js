// The models of the live test as ElectroDB has them; those of Rust are in ../live/model.

import { Entity, Service } from "electrodb";

const service = "Shop";
const text = { type: "string", required: true };

const Order = {
  model: { service, entity: "Order", version: "1" },
  attributes: {
    tenantId: text,
    orderId: text,
    customerId: text,
    status: text,
    placedAt: text,
    total: { type: "number", required: true },
    paid: { type: "boolean", required: true },
    note: { type: "string" },
    tags: { type: "set", items: "string" },
    scores: { type: "set", items: "number" },
    lines: {
      type: "list",
      items: {
        type: "map",
        properties: { sku: { type: "string" }, quantity: { type: "number" }, price: { type: "number" } },
      },
    },
    address: {
      type: "map",
      properties: { street: { type: "string" }, zip: { type: "number" }, floors: { type: "list", items: { type: "number" } } },
    },
  },
  indexes: {
    primary: { pk: { field: "pk", composite: ["tenantId"] }, sk: { field: "sk", composite: ["orderId"] } },
    by_customer: {
      index: "gsi1",
      collection: ["account", "trade"],
      pk: { field: "gsi1pk", composite: ["customerId"] },
      sk: { field: "gsi1sk", composite: ["status", "placedAt"] },
    },
    by_total: {
      index: "gsi2",
      pk: { field: "gsi2pk", composite: ["status"] },
      sk: { field: "gsi2sk", composite: ["total"], cast: "number" },
    },
    recent: {
      index: "lsi1",
      pk: { field: "pk", composite: ["tenantId"] },
      sk: { field: "lsi1sk", composite: ["placedAt"] },
    },
  },
};

const Invoice = {
  model: { service, entity: "invoice", version: "1" },
  attributes: {
    customerId: text,
    number: { type: "number", required: true, label: "no", padding: { length: 8, char: "0" } },
    issued: { type: "string", required: true, field: "issued_at" },
    amount: { type: "number", required: true, field: "amt" },
  },
  indexes: {
    primary: { pk: { field: "pk", composite: ["customerId"] }, sk: { field: "sk", composite: ["number"] } },
    by_customer: {
      index: "gsi1",
      collection: ["account", "trade"],
      pk: { field: "gsi1pk", composite: ["customerId"] },
      sk: { field: "gsi1sk", composite: ["issued", "number"] },
    },
  },
};

const Customer = {
  model: { service, entity: "customer", version: "3" },
  attributes: {
    customerId: text,
    name: text,
    email: { type: "string" },
    visits: { type: "number" },
  },
  indexes: {
    primary: { pk: { field: "pk", composite: ["customerId"] }, sk: { field: "sk", composite: [] } },
    account: {
      index: "gsi1",
      collection: "account",
      pk: { field: "gsi1pk", composite: ["customerId"] },
      sk: { field: "gsi1sk", composite: [] },
    },
    by_email: {
      index: "gsi4",
      pk: { field: "email", composite: ["email"], casing: "none" },
      sk: { field: "gsi4sk", composite: [] },
    },
  },
};

const Task = {
  model: { service, entity: "task", version: "1" },
  attributes: {
    team: text,
    taskId: text,
    employee: { type: "string", required: true, label: "emp" },
    project: text,
    state: text,
    points: { type: "number" },
  },
  indexes: {
    primary: {
      pk: { field: "pk", composite: ["team"], casing: "upper" },
      sk: { field: "sk", composite: ["taskId"], casing: "none" },
    },
    assigned: {
      index: "gsi3",
      type: "clustered",
      collection: "assignments",
      pk: { field: "gsi3pk", composite: ["employee"] },
      sk: { field: "gsi3sk", composite: ["project", "taskId"] },
    },
    open: {
      index: "gsi5",
      scope: "open",
      pk: { field: "gsi5pk", composite: ["employee"] },
      sk: { field: "gsi5sk", composite: ["state", "project"] },
      condition: ({ state }) => state !== "done",
    },
  },
};

const Incident = {
  model: { service, entity: "incident", version: "1" },
  attributes: {
    incidentId: text,
    employee: { type: "string", required: true, label: "emp" },
    project: text,
    severity: { type: "number", required: true, padding: { length: 3, char: "-" } },
  },
  indexes: {
    primary: {
      pk: { field: "pk", template: "INC#${incidentId}", casing: "none" },
      sk: { field: "sk", template: "Meta", casing: "none" },
    },
    assigned: {
      index: "gsi3",
      type: "clustered",
      collection: "assignments",
      pk: { field: "gsi3pk", composite: ["employee"] },
      sk: { field: "gsi3sk", composite: ["project", "severity", "incidentId"] },
    },
  },
};

const Reading = {
  model: { service, entity: "reading", version: "2" },
  attributes: {
    sensor: text,
    level: { type: "number", required: true },
    valid: { type: "boolean", required: true },
    region: text,
    kind: text,
    year: { type: "number", required: true },
    sequence: { type: "number", required: true },
    value: { type: "number", required: true },
  },
  indexes: {
    primary: { pk: { field: "pk", composite: ["sensor"] }, sk: { field: "sk", composite: ["level", "valid", "sequence"] } },
    by_place: {
      index: "gsi6",
      type: "composite",
      pk: { composite: ["region", "kind"] },
      sk: { composite: ["year", "sequence"] },
    },
  },
};

// In a table without a sort key.
const Session = {
  model: { service, entity: "session", version: "1" },
  attributes: {
    sessionId: text,
    user: text,
    hits: { type: "number", required: true },
  },
  indexes: {
    primary: { scope: "web", pk: { field: "pk", composite: ["sessionId"] } },
    by_user: { index: "gsi1", pk: { field: "gsi1pk", composite: ["user"], casing: "upper" } },
  },
};

// Is not written.
const Word = {
  model: { service, entity: "wordΣ", version: "1" },
  attributes: {
    text,
    filled: { type: "string", required: true, padding: { length: 9, char: "Ab" } },
  },
  indexes: {
    primary: { pk: { field: "pk", composite: ["text"] }, sk: { field: "sk", composite: ["text"], casing: "upper" } },
    by_filled: {
      index: "gsi1",
      pk: { field: "gsi1pk", composite: ["filled"] },
      sk: { field: "gsi1sk", composite: ["filled"], casing: "upper" },
    },
    by_both: {
      index: "gsi2",
      pk: { field: "gsi2pk", composite: ["text"], casing: "none" },
      sk: { field: "gsi2sk", composite: ["filled"], casing: "none" },
    },
    by_template: {
      index: "gsi3",
      pk: { field: "gsi3pk", template: "A.${text}" },
      sk: { field: "gsi3sk", template: "Σ:${filled}" },
    },
  },
};

/** Every entity by its name, and the collections of the service. */
export function open(client, table, keyed) {
  const of = (model, name) => new Entity(model, { client, table: name });
  const entities = {
    Order: of(Order, table),
    invoice: of(Invoice, table),
    customer: of(Customer, table),
    task: of(Task, table),
    incident: of(Incident, table),
    reading: of(Reading, table),
    session: of(Session, keyed),
    word: of(Word, table),
  };
  const { session, word, ...members } = entities;
  return { entities, collections: new Service(members, { client, table }).collections };
}
