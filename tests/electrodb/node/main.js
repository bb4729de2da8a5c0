// Does with ElectroDB what it is told: one command a line on the standard input, its answer a line on the standard output.
//
//   {"command": "get", "entity": "order", "keys": […]}   →   {"answer": […]} or {"error": "…", "code": 4001}
//
// A number is written {"N": "1e+21"}, so that neither side's JSON changes it.

import { createInterface } from "node:readline";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { open } from "./schema.js";

const endpoint = process.env.DYNAMO_ENTITY_ENDPOINT;
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const marshallOptions = () => ({ removeUndefinedValues: true, allowImpreciseNumbers: true });
const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 3 }),
  { marshallOptions: marshallOptions(), unmarshallOptions: { wrapNumbers: Number } },
);

/** How many requests are under way at once. */
const WIDTH = 16;

let shop;

const commands = {
  open({ table, keyed }) {
    shop = open(client, table, keyed);
  },

  /** What a put of each item writes, as DynamoDB has it. */
  params({ entity, items }) {
    const marshalled = (item) => {
      const { Item } = shop.entities[entity].put(item).params();
      return marshall(plain(Item), marshallOptions());
    };
    return items.map((item) => encodeNothing(marshalled(item)));
  },

  async put({ entity, items }) {
    await each(items, (item) => shop.entities[entity].put(item).go());
  },

  async create({ entity, items }) {
    await each(items, (item) => shop.entities[entity].create(item).go());
  },

  async upsert({ entity, items }) {
    await each(items, (item) => shop.entities[entity].upsert(item).go());
  },

  async batchPut({ entity, items }) {
    const { unprocessed } = await shop.entities[entity].put(items).go();
    if (unprocessed.length > 0) throw new Error(`${unprocessed.length} unprocessed`);
  },

  /** Each item or null, in order. */
  async get({ entity, keys }) {
    return each(keys, async (key) => (await shop.entities[entity].get(key).go()).data);
  },

  async batchGet({ entity, keys }) {
    const { data } = await shop.entities[entity].get(keys).go({ preserveBatchOrder: true });
    return data;
  },

  /** One page, or all of them: `{index, key, sort?: [operator, ...values], limit?, cursor?}`. */
  async query({ entity, index, key, sort, limit, cursor }) {
    const chain = narrowed(shop.entities[entity].query[index](key), sort);
    return answer(await chain.go(limit ? { limit, cursor } : { pages: "all" }));
  },

  async collection({ name, key, sort }) {
    const chain = narrowed(shop.collections[name](key), sort);
    return (await chain.go({ pages: "all" })).data;
  },

  async scan({ entity }) {
    return (await shop.entities[entity].scan.go({ pages: "all" })).data;
  },

  /** Of each `{key, set, remove, add, delete, append, where}` the item after it, or the code of the error. */
  async patch({ entity, changes }) {
    return each(changes, async ({ key, where, ...operations }) => {
      let chain = shop.entities[entity].patch(key);
      for (const [operation, operand] of Object.entries(operations)) chain = chain[operation](operand);
      if (where) chain = chain.where((attributes, { eq }) => eq(attributes[where[0]], where[1]));
      try {
        return (await chain.go({ response: "all_new" })).data;
      } catch (error) {
        return refused(error);
      }
    });
  },

  async remove({ entity, keys }) {
    return each(keys, async (key) => {
      try {
        await shop.entities[entity].remove(key).go();
        return true;
      } catch (error) {
        return refused(error);
      }
    });
  },

  /** Each number, given by its bits, as a key has it. */
  numbers({ bits }) {
    const view = new DataView(new ArrayBuffer(8));
    return bits.map((number) => {
      view.setBigUint64(0, BigInt(`0x${number}`));
      return String(view.getFloat64(0));
    });
  },
};

/** What a condition that failed is to the other side; anything else ends the test. */
function refused(error) {
  if (!String(error.message).includes("The conditional request failed")) throw error;
  return "condition failed";
}

function answer({ data, cursor }) {
  return { data, cursor };
}

function narrowed(chain, sort) {
  if (!sort) return chain;
  const [operator, ...values] = sort;
  return chain[operator](...values);
}

async function each(list, run) {
  const answers = new Array(list.length);
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const position = next++;
      answers[position] = await run(list[position]);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  return answers;
}

/** ElectroDB's sets as those of the language, which `marshall` knows. */
function plain(item) {
  const value = (value) => (value?.wrapperName === "Set" ? new Set(value.values) : value);
  return Object.fromEntries(Object.entries(item).map(([name, it]) => [name, value(it)]));
}

class Marshalled {
  constructor(item) {
    this.item = item;
  }
}

/** Is already in the form of an answer. */
function encodeNothing(item) {
  return new Marshalled(item);
}

function encode(value) {
  if (value instanceof Marshalled) return value.item;
  if (typeof value === "number") return { N: Object.is(value, -0) ? "-0" : String(value) };
  if (value instanceof Set) return [...value].map(encode);
  if (Array.isArray(value)) return value.map(encode);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, encode(it)]));
  }
  return value;
}

function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (value && typeof value === "object") {
    const names = Object.keys(value);
    if (names.length === 1 && names[0] === "N") return Number(value.N);
    return Object.fromEntries(names.map((name) => [name, decode(value[name])]));
  }
  return value;
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { command, ...input } = decode(JSON.parse(line));
  let reply;
  try {
    reply = { answer: encode(await commands[command](input)) ?? null };
  } catch (error) {
    reply = { error: `${error.stack ?? error}`, code: error.code };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
