import { type CborInput, type CborValue, decodeCbor, encodeCbor } from './cbor.ts';
import { isDivision } from './division.ts';
import { CodecError } from './errors.ts';
import { isBaseUrl } from './status-uri.ts';
import { COORDINATE_BYTES, type Suite, suiteOfName, SUITES } from './suites.ts';
import {
  FOREIGN_GREEN,
  KEY_USES,
  RECOGNITION_MODES,
  type TrustedKey,
  type TrustedNode,
  type TrustList,
} from './trust-list.ts';
import { FieldReader } from './fields.ts';

/** Bounds for hostile input; the country has 34 province-level divisions and about 340 cities. */
const MAX_BYTES = 262_144;
const MAX_NODES = 1024;
const MAX_KEYS = 64;
const MAX_TEXT = 128;
const FAULT = 'malformed-trust-list';

/** Deterministic CBOR of a trust list. Throws what `decodeTrustListPayload` throws: nothing unreadable is ever signed. */
export function encodeTrustListPayload(list: TrustList): Uint8Array {
  const payload = encodeCbor({
    version: list.version,
    issuedAt: list.issuedAt,
    expiresAt: list.expiresAt,
    nodes: list.nodes.map(nodeMap),
  });
  decodeTrustListPayload(payload);
  return payload;
}

/**
 * Reads the content of a trust list. Keys of a suite unknown to this reader are left out, so that a new suite can be
 * introduced without shutting out old readers; everything else must be exactly as described.
 *
 * Throws CBOR codes and `malformed-trust-list`.
 */
export function decodeTrustListPayload(payload: Uint8Array): TrustList {
  const fields = new FieldReader(
    decodeCbor(payload, { maxBytes: MAX_BYTES }),
    ['version', 'issuedAt', 'expiresAt', 'nodes'],
    'list',
    FAULT,
  );
  const nodes = fields.list('nodes', MAX_NODES).map(readNode);
  requireDistinct(nodes.map((node) => node.division));
  return {
    version: fields.instant('version'),
    issuedAt: fields.instant('issuedAt'),
    expiresAt: fields.instant('expiresAt'),
    nodes,
  };
}

function readNode(value: CborValue): TrustedNode {
  const fields = new FieldReader(value, ['division', 'name', 'baseUrl', 'keys', 'log', 'recognition'], 'node', FAULT);
  const name = new FieldReader(fields.value('name'), ['zh', 'en'], 'name', FAULT);
  const log = new FieldReader(fields.value('log'), ['origin', 'key'], 'log', FAULT);
  const recognition = new FieldReader(fields.value('recognition'), ['mode', 'foreignGreen'], 'recognition', FAULT);
  const division = fields.text('division', 6);
  const baseUrl = fields.text('baseUrl', MAX_TEXT);
  if (!isDivision(division) || !isBaseUrl(baseUrl)) throw new CodecError('malformed-trust-list');
  const keys = fields.list('keys', MAX_KEYS).map(readKey);
  requireDistinct(keys.map((key) => key.kid.join()));
  return {
    division,
    name: { zh: name.text('zh', MAX_TEXT), en: name.text('en', MAX_TEXT) },
    baseUrl,
    keys: keys.filter(isOfKnownSuite),
    log: { origin: log.text('origin', MAX_TEXT), key: log.bytes('key', 32, 32) },
    recognition: {
      mode: recognition.oneOf('mode', RECOGNITION_MODES),
      foreignGreen: recognition.oneOf('foreignGreen', FOREIGN_GREEN),
    },
  };
}

type ReadKey = Omit<TrustedKey, 'suite'> & { readonly suite: Suite | undefined };

function readKey(value: CborValue): ReadKey {
  const names = ['kid', 'use', 'suite', 'x', 'y', 'validFrom', 'validTo'];
  const fields = new FieldReader(value, names, 'key', FAULT);
  const suite = suiteOfName(fields.text('suite', MAX_TEXT));
  // Coordinates and kid of an unknown suite may have other lengths; they are bounded all the same.
  const maxCoordinate = suite ? COORDINATE_BYTES : MAX_TEXT;
  const minCoordinate = suite ? COORDINATE_BYTES : 0;
  return {
    kid: fields.bytes('kid', 1, suite ? SUITES[suite].maxKid : MAX_TEXT),
    use: fields.oneOf('use', KEY_USES),
    suite,
    x: fields.bytes('x', minCoordinate, maxCoordinate),
    y: fields.bytes('y', minCoordinate, maxCoordinate),
    validFrom: fields.instant('validFrom'),
    validTo: fields.instant('validTo'),
  };
}

function isOfKnownSuite(key: ReadKey): key is TrustedKey {
  return key.suite !== undefined;
}

function requireDistinct(names: readonly string[]): void {
  if (new Set(names).size !== names.length) throw new CodecError('malformed-trust-list', 'malformed-trust-list: twice');
}

function nodeMap(node: TrustedNode): CborInput {
  const { division, name, baseUrl, log, recognition } = node;
  return {
    division,
    name: { zh: name.zh, en: name.en },
    baseUrl,
    keys: node.keys.map(({ kid, use, suite, x, y, validFrom, validTo }) => ({
      kid,
      use,
      suite,
      x,
      y,
      validFrom,
      validTo,
    })),
    log: { origin: log.origin, key: log.key },
    recognition: { mode: recognition.mode, foreignGreen: recognition.foreignGreen },
  };
}
