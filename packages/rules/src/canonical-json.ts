import { PolicyError } from './policy-error.ts';

const MAX_DEPTH = 128;
const MAX_LENGTH = 4_000_000;

const refuse = (what: string): never => {
  throw new PolicyError('not-canonical', `canonical JSON has no ${what}`);
};

function text(value: string): string {
  return value.isWellFormed() ? JSON.stringify(value) : refuse('lone surrogates');
}

const MAX_NAMES = 10_000;
const MAX_NAME = 64;
const names = new Map<string, string>();

/** A member's name with its colon. Remembered: the same few stand in every document. */
function named(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const written = `${text(name)}:`;
  if (names.size >= MAX_NAMES) names.clear();
  if (name.length <= MAX_NAME) names.set(name, written);
  return written;
}

interface Order {
  readonly given: readonly string[];
  readonly sorted: readonly string[];
}

const MAX_ORDERS = 8;
const MAX_MEMBERS = 32;
const orders = new Map<string, Order[]>();

/** Names in the order in which they are written. Remembered by their first: objects of one kind come with the same names. */
function ordered(given: readonly string[]): readonly string[] {
  const [first] = given;
  if (first === undefined) return given;
  const known = orders.get(first) ?? [];
  for (const order of known) if (isSame(order.given, given)) return order.sorted;
  const sorted = given.toSorted();
  if (known.length >= MAX_ORDERS || given.length > MAX_MEMBERS || given.some((name) => name.length > MAX_NAME))
    return sorted;
  if (orders.size >= MAX_NAMES) orders.clear();
  orders.set(first, [...known, { given, sorted }]);
  return sorted;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
}

function members(value: object, depth: number, budget: { left: number }): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse('objects of a class');
  const record = value as Record<string, unknown>;
  let parts = '';
  for (const name of ordered(Object.keys(record))) {
    if (record[name] === undefined) continue;
    parts += (parts === '' ? '' : ',') + named(name) + write(record[name], depth + 1, budget);
  }
  return `{${parts}}`;
}

function list(items: readonly unknown[], depth: number, budget: { left: number }): string {
  let parts = '';
  for (let i = 0; i < items.length; i += 1) parts += (i === 0 ? '' : ',') + write(items[i], depth + 1, budget);
  return `[${parts}]`;
}

function write(value: unknown, depth: number, budget: { left: number }): string {
  if (depth > MAX_DEPTH) refuse(`more than ${MAX_DEPTH} levels`);
  budget.left -= typeof value === 'string' ? value.length + 1 : 1;
  if (budget.left < 0) refuse(`more than ${MAX_LENGTH} characters`);
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'boolean':
      return String(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : refuse('infinite numbers');
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return list(value, depth, budget);
      return members(value, depth, budget);
    default:
      return refuse(typeof value);
  }
}

/**
 * The canonical form of JSON data (RFC 8785): members sorted by UTF-16 code units, numbers and strings as ECMAScript
 * writes them, no spaces. Members that are undefined are left out, as in `JSON.stringify`. Hash its UTF-8 bytes.
 * Throws {@link PolicyError} `not-canonical` for anything that is not JSON, and beyond 128 levels or 4 million parts.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0, { left: MAX_LENGTH });
}
