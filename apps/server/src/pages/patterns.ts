import { schemas } from '@tongxing/contract';

interface KnownPattern {
  readonly name: string;
  readonly example: string;
}

/** Patterns of the contract that have a name of their own, with a value of their kind. */
const known: ReadonlyMap<string, KnownPattern> = new Map(
  Object.entries({
    [patternOf(schemas.Instant)]: { name: 'instant (RFC 3339)', example: '2026-11-24T08:00:00+08:00' },
    [patternOf(schemas.Division)]: { name: 'division (GB/T 2260)', example: '370000' },
    [patternOf(schemas.Locality)]: { name: 'division or street (6 or 9 digits)', example: '370102003' },
    [patternOf(schemas.Area)]: { name: 'division of any level (6, 9 or 12 digits)', example: '370102' },
    '^\\d{4}-\\d{2}-\\d{2}$': { name: 'day', example: '2019-01-09' },
    [patternOf(schemas.Id)]: { name: 'UUID', example: '019aa2f4-7c1e-7000-8000-000000000001' },
    [patternOf(schemas.Phone)]: { name: 'mobile number', example: '19900000001' },
    [patternOf(schemas.Base64Url(1))]: { name: 'base64url', example: 'AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA' },
    '^\\d{6}$': { name: 'six digits', example: '123456' },
    '^[A-Z]{3}$': { name: 'country (ISO 3166-1 alpha-3)', example: 'GBR' },
    '^\\d{2}$': { name: 'two digits', example: '10' },
    '^[0-9a-z]{1,9}$': { name: 'shard', example: '3k0' },
    '^[0-9a-z/.]+$': { name: 'path of a tile', example: '0/000.p/7' },
    '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$': { name: 'version (Semantic Versioning)', example: '1.1.0' },
    '^[a-z][a-z0-9-]{2,31}$': { name: 'user name', example: 'guard-east' },
    '^TXV1:': { name: 'place code', example: 'TXV1:6BF…' },
    '^TXP1:': { name: 'code on paper', example: 'TXP1:6BF…' },
    '^[^\\x00-\\x1f\\x7f<>]+$': { name: 'name', example: '王秀英' },
  }),
);

export function patternName(pattern: string): string | undefined {
  return known.get(pattern)?.name;
}

export function patternExample(pattern: string): string | undefined {
  return known.get(pattern)?.example;
}

function patternOf(schema: object): string {
  return (schema as { pattern: string }).pattern;
}
