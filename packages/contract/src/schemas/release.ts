import { Type, type Static } from 'typebox';
import { ApprovalGround } from './approval.ts';
import { Base64Url, Bilingual, Division, Id, Instant, closed } from './basics.ts';
import { PlaceType } from './place-type.ts';

const ReleaseText = closed({
  zh: Type.String({ minLength: 1, maxLength: 400 }),
  en: Type.String({ minLength: 1, maxLength: 800 }),
});

export const PackName = closed({
  id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 }),
  version: Type.String({ pattern: '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$', maxLength: 20 }),
});
export type PackName = Static<typeof PackName>;

/** What counts at the doors of some kinds of places; at every door where it names none. A later rule outranks an earlier one. */
export const DoorRule = closed({
  places: Type.Optional(Type.Array(PlaceType, { minItems: 1, maxItems: 20 })),
  staleDisplay: Type.Optional(Type.Enum(['stop', 'pass'])),
  foreignGreen: Type.Optional(
    Type.Enum(['pass', 'cannot-tell'], { description: 'what another province’s verified green code is at the door' }),
  ),
  origins: Type.Optional(
    Type.Array(Division, {
      minItems: 1,
      maxItems: 34,
      uniqueItems: true,
      description: 'the provinces whose codes foreignGreen is about; of every other province where it names none',
    }),
  ),
  asOfLimitSeconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 86_400,
      description: 'shortens the profile’s limit; a longer one does not count',
    }),
  ),
});
export type DoorRule = Static<typeof DoorRule>;

/** Takes the place of the profile's own text while the release is in force. */
export const ReleaseTexts = closed({
  contest: Type.Optional(ReleaseText),
  screenshots: Type.Optional(ReleaseText),
});
export type ReleaseTexts = Static<typeof ReleaseTexts>;

const bundle = {
  title: ReleaseText,
  doors: Type.Optional(Type.Array(DoorRule, { maxItems: 50 })),
  texts: Type.Optional(ReleaseTexts),
  notices: Type.Optional(Type.Array(ReleaseText, { maxItems: 20 })),
};

export const ReleaseDraft = closed({
  division: Division,
  ...bundle,
  packs: Type.Array(PackName, { minItems: 1, maxItems: 200 }),
});
export type ReleaseDraft = Static<typeof ReleaseDraft>;

/** The file of a pack and its examples, each as the text it has on disk; lists it names that the node does not know yet. */
export const PackDraft = closed({
  division: Division,
  pack: Type.String({ minLength: 2, maxLength: 900_000, description: 'policy.json as text' }),
  cases: Type.Array(Type.String({ minLength: 2, maxLength: 20_000 }), { maxItems: 2000 }),
  valueSets: Type.Array(
    closed({
      id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 }),
      values: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 1000 }),
    }),
    { maxItems: 40 },
  ),
});
export type PackDraft = Static<typeof PackDraft>;

export const PackStored = closed({ ...PackName.properties, sha256: Base64Url(43, 43), cases: Type.Integer() });

export const ReleasePack = closed({
  ...PackName.properties,
  sha256: Base64Url(43, 43),
  purpose: Type.Enum(['resident', 'entry']),
  divisions: Type.Array(Division),
  validFrom: Instant,
  validTo: Instant,
});

export const ReleaseState = Type.Enum(['draft', 'proposed', 'approved', 'in-force', 'ended'], {
  description: 'approved: in force from effectiveAt; ended: another is in force now',
});
export type ReleaseState = Static<typeof ReleaseState>;

export const ReleaseSummary = closed({
  releaseId: Id,
  division: Division,
  title: Bilingual,
  sha256: Base64Url(43, 43),
  state: ReleaseState,
  effectiveAt: Type.Union([Instant, Type.Null()]),
  changedAt: Instant,
});
export type ReleaseSummary = Static<typeof ReleaseSummary>;

export const ReleaseChange = closed({
  subject: Type.String({ description: 'pack, or pack and rule' }),
  change: Type.Enum(['added', 'removed', 'changed']),
  text: Bilingual,
});

export const Release = closed({
  ...ReleaseSummary.properties,
  packs: Type.Array(ReleasePack),
  doors: Type.Array(DoorRule),
  texts: ReleaseTexts,
  notices: Type.Array(Bilingual),
  approvalId: Type.Union([Id, Type.Null()]),
  changes: Type.Array(ReleaseChange, { description: 'against what is in force, in words' }),
});
export type Release = Static<typeof Release>;

export const ReleaseProposal = closed({ effectiveAt: Instant, approval: ApprovalGround });
export type ReleaseProposal = Static<typeof ReleaseProposal>;

export const ReleaseRollback = closed({ approval: ApprovalGround });
export type ReleaseRollback = Static<typeof ReleaseRollback>;

/** What anybody may know of the rules: what judges people now, and what is announced. */
export const RulesInForce = closed({
  releaseId: Id,
  title: Bilingual,
  effectiveAt: Instant,
  sha256: Base64Url(43, 43),
  packs: Type.Array(ReleasePack),
  doors: Type.Array(DoorRule),
  notices: Type.Array(Bilingual),
  next: Type.Union([
    closed({ releaseId: Id, title: Bilingual, effectiveAt: Instant, notices: Type.Array(Bilingual) }),
    Type.Null(),
  ]),
});
export type RulesInForce = Static<typeof RulesInForce>;
