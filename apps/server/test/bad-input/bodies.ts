import type { Target } from './operations.ts';
import { ofConsent, isDivision, isDocument, isInstant, isText } from './kinds.ts';
import { marker } from './answer.ts';
import { admits, branchFor, placesIn, replaced, type Json, type Place } from './places.ts';
import type { Bad } from './request.ts';

const json = (body: Json) => Buffer.from(JSON.stringify(body));
const others: readonly Json[] = [null, true, 7261, marker, [null], { [marker]: marker }];

/** A body with one place filled otherwise, for each value that is tried there. */
function filled(right: Json, place: Place, values: readonly Json[]): Bad[] {
  return values.map((value) => {
    const what = `${place.path.join('/')} is ${JSON.stringify(value).slice(0, 60)}`;
    return { what, body: json(replaced(right, place.path, value)) };
  });
}

type Maker = (right: Json, places: readonly Place[]) => Bad[];

const isTextPlace = (place: Place): place is Place & { value: string } =>
  typeof place.value === 'string' && isText(branchFor(place.schema, place.value));

const atTexts =
  (values: (value: string) => readonly Json[]): Maker =>
  (right, places) =>
    places.filter(isTextPlace).flatMap((place) => filled(right, place, values(place.value)));

const ofSchema =
  (holds: (schema: Place['schema'], name: string) => boolean, values: readonly Json[]): Maker =>
  (right, places) =>
    places
      .filter(({ schema, path }) => holds(schema, String(path.at(-1))))
      .flatMap((place) => filled(right, place, values));

/** Written into the JSON itself, since no value can be built that deep. */
function nested(right: Json, { path }: Place, inside: string): Buffer {
  const hole = '@@hole@@';
  return Buffer.from(JSON.stringify(replaced(right, path, hole)).replace(`"${hole}"`, () => inside));
}

/** No UTF-8: a byte that never is, a sequence cut off, half a surrogate pair, a zero written too long. */
const notUtf8 = ['ff', 'e5b8', 'eda080', 'c080'].map((hex) => Buffer.from(hex, 'hex'));

/** A right body with bytes put behind one of its texts. */
function spliced(right: Json, { path, value }: Place & { value: string }, bytes: Buffer): Bad {
  const [before = '', after = ''] = JSON.stringify(replaced(right, path, `${value}@@hole@@`)).split('@@hole@@');
  const what = `${path.join('/')} ends in ${bytes.toString('hex')}`;
  return { what, body: Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]) };
}

const notJson: Readonly<Record<string, Buffer>> = {
  'no byte': Buffer.alloc(0),
  'half a JSON': Buffer.from(`{"${marker}": `),
  'two JSONs': Buffer.from(`{} {"${marker}":1}`),
  'a byte order mark': Buffer.from('\ufeff{}'),
  'a byte that is not UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  'half a surrogate in UTF-8': Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  __proto__: Buffer.from(`{"__proto__":{"${marker}":1}}`),
  'constructor.prototype': Buffer.from('{"constructor":{"prototype":{"a":1}}}'),
  'a number beyond all': Buffer.from('1e999'),
  'ten thousand members': Buffer.from(
    `{${Array.from({ length: 10_000 }, (_, at) => `"a${at}":1`).join(',')}}`.slice(0, 65_000),
  ),
};

/** What is wrong with the media type, over a body that would be right. */
const mediaTypes = ['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'application/jsonp', marker];

/** How bodies of each kind of badness are made from a right one. */
export const bodyMakers: Readonly<Record<string, Maker>> = {
  'wrong-type': (right, places) =>
    places.flatMap((place) =>
      filled(
        right,
        place,
        others.filter((value) => !admits(place.schema, value) || (typeof value === 'object' && value !== null)),
      ),
    ),
  missing: (right, places) =>
    places.flatMap(({ path, schema, value }) =>
      (branchFor(schema, value).required ?? []).map((name) => {
        return {
          what: `${[...path, name].join('/')} is missing`,
          body: json(replaced(right, [...path, name], undefined)),
        };
      }),
    ),
  extra: (right, places) =>
    places
      .filter(({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value))
      .map(({ path, value }) => {
        const more = { ...(value as Record<string, Json>), [marker]: marker };
        return { what: `${path.join('/')} has one more`, body: json(replaced(right, path, more)) };
      }),
  megabyte: atTexts(() => [`${marker} `.repeat(80_000)]),
  long: atTexts(() => [`${marker} `.repeat(4000)]),
  deep: (right, places) =>
    places.flatMap((place) => [
      { what: `lists at ${place.path.join('/')}`, body: nested(right, place, '['.repeat(20_000) + ']'.repeat(20_000)) },
      {
        what: `objects at ${place.path.join('/')}`,
        body: nested(right, place, '{"a":'.repeat(9000) + '1' + '}'.repeat(9000)),
      },
    ]),
  characters: (right, places) => [
    ...atTexts((value) => [`${value}\0`, `\0${value}`, `${value}\ud800`, `\udc00${value}`])(right, places),
    ...places.filter(isTextPlace).flatMap((place) => notUtf8.map((bytes) => spliced(right, place, bytes))),
  ],
  'not-json': () => Object.entries(notJson).map(([what, body]) => ({ what, body })),
  'media-type': (right) => mediaTypes.map((contentType) => ({ what: contentType, contentType, body: json(right) })),
  'check-character': (right, places) =>
    places
      .filter(isTextPlace)
      .filter(({ path }) => path.at(-1) === 'documentNumber' && isDocument(parentOf(places, path)))
      .flatMap((place) => filled(right, place, [otherCheckCharacter(place.value)])),
  instant: ofSchema(
    (schema, name) => isInstant(schema) && !ofConsent.has(name),
    [
      '2126-01-01T00:00:00+08:00',
      '9999-12-31T23:59:59Z',
      '0000-01-01T00:00:00Z',
      '1900-01-01T00:00:00+08:00',
      '2026-02-30T08:00:00+08:00',
      '2026-11-31T08:00:00+08:00',
    ],
  ),
  // Of no province; of no county; a district that was dissolved in 2018; a prefecture dissolved in 2003.
  division: ofSchema(isDivision, ['999999', '140199', '140202', '142300']),
};

function parentOf(places: readonly Place[], path: Place['path']): Place['schema'] {
  const parent = places.find((place) => place.path.join('/') === path.slice(0, -1).join('/'));
  return parent === undefined ? {} : branchFor(parent.schema, parent.value);
}

function otherCheckCharacter(number: string): string {
  return number.slice(0, -1) + (number.endsWith('1') ? '2' : '1');
}

/** The bad bodies of a kind for an operation that takes one. */
export function badBodies(kind: string, { body }: Target, right: Json): Bad[] {
  const make = bodyMakers[kind];
  return make === undefined || body === undefined ? [] : make(right, placesIn(body, right));
}
