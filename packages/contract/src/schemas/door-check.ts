import { Type, type Static } from 'typebox';
import { Bilingual, Division, Id, Instant, Phone, closed } from './basics.ts';
import { IdentityClaim } from './identity.ts';
import { PlaceType } from './place-type.ts';

/** What is done with each person at a door (亮码、亮证、测温). */
export const CheckStep = Type.Enum(['code', 'document', 'temperature']);
export type CheckStep = Static<typeof CheckStep>;

/** How a document was compared with who shows it: read by a device, its number typed, or name and last four by eye. */
export const DocumentWay = Type.Enum(['reader', 'typed', 'by-eye']);
export type DocumentWay = Static<typeof DocumentWay>;

const Degrees = Type.Number({ minimum: 37, maximum: 39, description: '°C' });
const Age = Type.Union([Type.Integer({ minimum: 1, maximum: 120 }), Type.Null()]);

/** What a place does with a yellow or a red code, and what the guard does and says then. */
export const LocalRule = closed({ verdict: Type.Enum(['pass', 'stop']), say: Bilingual });
export type LocalRule = Static<typeof LocalRule>;

/** Whom the province lets pass on document and temperature, without any code. */
export const ExemptAges = closed({ fromAge: Age, underAge: Age, say: Bilingual });

/** What is checked at the doors of one kind of place, and its rules. The steps are done in their order. */
export const DoorCheck = closed({
  steps: Type.Array(CheckStep, { minItems: 1, uniqueItems: true }),
  yellow: LocalRule,
  red: LocalRule,
  feverFrom: Degrees,
  fever: Bilingual,
  personDiffers: Bilingual,
  documentWays: Type.Array(DocumentWay, { minItems: 1, uniqueItems: true }),
  exempt: ExemptAges,
  documentLookup: Type.Boolean({ description: 'whether a guard may ask the node by document alone' }),
  manualLane: Type.Boolean({ description: 'whether people are registered by hand here' }),
});
export type DoorCheck = Static<typeof DoorCheck>;

/** What a verdict rests on. */
export const CheckBasis = Type.Enum(['code', 'paper-code', 'document', 'exemption', 'manual']);
export type CheckBasis = Static<typeof CheckBasis>;

export const DocumentOutcome = closed({ outcome: Type.Enum(['matches', 'differs', 'unreadable']), way: DocumentWay });
export type DocumentOutcome = Static<typeof DocumentOutcome>;

/** A test report on paper that somebody showed: written down as it was read, and proof of nothing. */
export const PaperTest = closed({
  sampledAt: Instant,
  result: Type.Enum(['negative', 'positive']),
  institution: Type.String({ minLength: 1, maxLength: 60, pattern: '^[^\\x00-\\x1f\\x7f<>]+$' }),
});
export type PaperTest = Static<typeof PaperTest>;

/** A finished check: how it went, and nothing that tells who it was but the scan. Never a number, a name or degrees. */
export const CheckRecord = closed({
  checkId: Id,
  checkedAt: Instant,
  shiftId: Type.Union([Id, Type.Null()]),
  scanId: Type.Union([Id, Type.Null()], { description: 'of the code; null where none was shown' }),
  basis: CheckBasis,
  document: Type.Union([DocumentOutcome, Type.Null()]),
  temperature: Type.Enum(['ordinary', 'fever', 'not-taken']),
  verdict: Type.Enum(['pass', 'stop', 'cannot-tell']),
  findings: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 30 }),
  paperTest: Type.Optional(PaperTest),
});
export type CheckRecord = Static<typeof CheckRecord>;

const { documentType, documentNumber, name, issuingCountry } = IdentityClaim.properties;

/** Who was let in through the lane for registration by hand. */
export const ManualRegistration = closed({
  checkId: Id,
  registeredAt: Instant,
  documentType,
  documentNumber,
  name,
  issuingCountry,
  phone: Type.Union([Phone, Type.Null()]),
});
export type ManualRegistration = Static<typeof ManualRegistration>;

export const FoundRegistration = closed({
  checkId: Id,
  registeredAt: Instant,
  venue: closed({ name: Type.String(), placeType: PlaceType, division: Division }),
  name: Type.String(),
  phone: Type.Union([Type.String(), Type.Null()]),
});
export type FoundRegistration = Static<typeof FoundRegistration>;
