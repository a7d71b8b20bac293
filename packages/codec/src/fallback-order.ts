import { type CborInput, type CborValue, decodeCbor, encodeCbor } from './cbor.ts';
import { isDivision } from './division.ts';
import { CodecError } from './errors.ts';
import { FieldReader } from './fields.ts';
import { AS_OF_HARD_LIMIT } from './verification-context.ts';

/** What passes on what; of the lines for a place and a basis the first counts. */
export interface FallbackLine {
  /** A green strip, or a document held against the person. */
  readonly on: 'strip' | 'document';
  readonly temperature: boolean;
  /** Types of places; empty for every place. */
  readonly places: readonly string[];
}

/**
 * What counts in a province while its node cannot be reached. Published ahead and signed by the node, so that every device holds it
 * before it is needed. Durations in seconds, instants in seconds since 1970.
 */
export interface FallbackOrder {
  /** Of the node. */
  readonly division: string;
  /** Only rises. */
  readonly version: number;
  readonly validFrom: number;
  readonly validTo: number;
  /** How long nothing was heard of the node before the order applies by itself. */
  readonly afterSeconds: number;
  /** For how long it applies at most, however it began. */
  readonly longestSeconds: number;
  /** How old the answer behind a green strip may be then; at most a day. */
  readonly stripSeconds: number;
  readonly lines: readonly FallbackLine[];
  /** The order in words, the paper it rests on, and whom to call. */
  readonly text: { readonly zh: string; readonly en: string };
  readonly source: { readonly zh: string; readonly en: string };
  readonly hotline: string;
}

/** What a node that lives says about its order: it applies from now until then, or does not. */
export interface FallbackWord {
  readonly division: string;
  /** Only rises. */
  readonly number: number;
  readonly state: 'started' | 'ended';
  readonly at: number;
  /** When a start ends by itself; of an end, when it was said. */
  readonly until: number;
}

/** Bounds for hostile input. */
const MAX_BYTES = 32_768;
const MAX_TEXT = 4000;
const MAX_LINES = 32;
const MAX_PLACES = 64;
/** A week: whoever has not reached a node for longer has no order of that node any more. */
const LONGEST = 7 * 86_400;
const FAULT = 'malformed-fallback';
const ORDER = [
  'kind',
  'division',
  'version',
  'validFrom',
  'validTo',
  'afterSeconds',
  'longestSeconds',
  'stripSeconds',
  'lines',
  'text',
  'source',
  'hotline',
];

/** Deterministic CBOR. @throws CodecError `malformed-fallback`: nothing unreadable is ever signed */
export function encodeFallbackOrder(order: FallbackOrder): Uint8Array {
  const { text, source, lines, ...fields } = order;
  const payload = encodeCbor({
    ...fields,
    kind: 'order',
    text: { zh: text.zh, en: text.en },
    source: { zh: source.zh, en: source.en },
    lines: lines.map(({ on, temperature, places }): CborInput => ({ on, temperature, places: [...places] })),
  });
  decodeFallbackOrder(payload);
  return payload;
}

/** @throws CodecError of CBOR, `malformed-fallback` also where it would lift what no order may lift */
export function decodeFallbackOrder(payload: Uint8Array): FallbackOrder {
  const fields = new FieldReader(decodeCbor(payload, { maxBytes: MAX_BYTES }), ORDER, 'order', FAULT);
  fields.oneOf('kind', ['order']);
  const order: FallbackOrder = {
    division: division(fields),
    version: fields.instant('version'),
    validFrom: fields.instant('validFrom'),
    validTo: fields.instant('validTo'),
    afterSeconds: fields.instant('afterSeconds'),
    longestSeconds: fields.instant('longestSeconds'),
    stripSeconds: fields.instant('stripSeconds'),
    lines: fields.list('lines', MAX_LINES).map(readLine),
    text: bilingual(fields, 'text'),
    source: bilingual(fields, 'source'),
    hotline: fields.text('hotline', 64),
  };
  const isBounded =
    order.validFrom < order.validTo &&
    order.afterSeconds >= 60 &&
    order.longestSeconds >= 1 &&
    order.longestSeconds <= LONGEST &&
    order.stripSeconds <= AS_OF_HARD_LIMIT;
  if (!isBounded) throw new CodecError(FAULT, 'a duration is out of bounds');
  return order;
}

/** Deterministic CBOR. @throws CodecError `malformed-fallback` */
export function encodeFallbackWord(word: FallbackWord): Uint8Array {
  const payload = encodeCbor({ ...word, kind: 'word' });
  decodeFallbackWord(payload);
  return payload;
}

/** @throws CodecError of CBOR, `malformed-fallback` */
export function decodeFallbackWord(payload: Uint8Array): FallbackWord {
  const names = ['kind', 'division', 'number', 'state', 'at', 'until'];
  const fields = new FieldReader(decodeCbor(payload, { maxBytes: MAX_BYTES }), names, 'word', FAULT);
  fields.oneOf('kind', ['word']);
  return {
    division: division(fields),
    number: fields.instant('number'),
    state: fields.oneOf('state', ['started', 'ended']),
    at: fields.instant('at'),
    until: fields.instant('until'),
  };
}

function readLine(value: CborValue): FallbackLine {
  const fields = new FieldReader(value, ['on', 'temperature', 'places'], 'line', FAULT);
  const places = fields.list('places', MAX_PLACES);
  if (!places.every((place) => typeof place === 'string' && place.length > 0)) throw new CodecError(FAULT, 'a place');
  return {
    on: fields.oneOf('on', ['strip', 'document']),
    temperature: fields.flag('temperature'),
    places: places as string[],
  };
}

function bilingual(fields: FieldReader, name: string): { zh: string; en: string } {
  const text = new FieldReader(fields.value(name), ['zh', 'en'], name, FAULT);
  return { zh: text.text('zh', MAX_TEXT), en: text.text('en', MAX_TEXT) };
}

function division(fields: FieldReader): string {
  const code = fields.text('division', 6);
  if (!isDivision(code)) throw new CodecError(FAULT, 'the division');
  return code;
}
