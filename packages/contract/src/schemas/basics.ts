import { Type, type Static } from 'typebox';

/** RFC 3339 instant with an offset; the edge speaks +08:00. */
export const Instant = Type.String({
  pattern:
    '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)$',
  maxLength: 29,
  examples: ['2026-11-24T08:00:00+08:00'],
});

/** GB/T 2260 division, province to county. */
export const Division = Type.String({ pattern: '^[1-9]\\d{5}$', examples: ['370000'] });

/** A division down to the street: six digits, or nine. */
export const Locality = Type.String({ pattern: '^[1-9]\\d{5}(\\d{3})?$', examples: ['370102003'] });

/** A division of any level: six digits, a street nine, a village twelve. */
export const Area = Type.String({ pattern: '^[1-9]\\d{5}(\\d{3}){0,2}$', examples: ['370102'] });

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  examples: ['019aa2f4-7c1e-7000-8000-000000000001'],
});

/** base64url without padding (RFC 4648 §5). */
export function Base64Url(maxLength: number, minLength = 1) {
  return Type.String({ pattern: '^[A-Za-z0-9_-]+$', minLength, maxLength });
}

/** A mainland mobile number in its 11 digits or with +86, or a foreign number with + and its country (E.164). */
export const Phone = Type.String({
  pattern: '^(1[3-9]\\d{9}|\\+861[3-9]\\d{9}|\\+(?!86)[1-9]\\d{6,14})$',
  maxLength: 16,
  examples: ['19900000001'],
});

/** The same sentence in Chinese and English. */
export const Bilingual = Type.Object({ zh: Type.String(), en: Type.String() }, { additionalProperties: false });
export type Bilingual = Static<typeof Bilingual>;

export const Colour = Type.Union([
  Type.Literal('green'),
  Type.Literal('yellow'),
  Type.Literal('red'),
  Type.Literal('pending'),
]);
export type Colour = Static<typeof Colour>;

export const Nothing = Type.Null();
export type Nothing = Static<typeof Nothing>;

/** A holder's or device's public key: the point of its suite's curve, 32 bytes each in base64url. */
export const HolderKey = Type.Object(
  { suite: Type.Union([Type.Literal('ES256'), Type.Literal('SM2-SM3')]), x: Base64Url(43, 43), y: Base64Url(43, 43) },
  { additionalProperties: false },
);
export type HolderKey = Static<typeof HolderKey>;

export function closed<T extends Parameters<typeof Type.Object>[0]>(
  properties: T,
  options: { description?: string } = {},
) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}
