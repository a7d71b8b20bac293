import { Type, type Static } from 'typebox';
import { Bilingual, Division, Id, Instant, closed } from './basics.ts';
import { ConsentEvidence, Conversion } from './conversion.ts';
import { HealthAnswers, Itinerary, Pledge } from './declaration.ts';

const FamilyMember = closed({
  dependantId: Type.Optional(Id),
  consent: ConsentEvidence,
  answers: HealthAnswers,
  stays: Itinerary,
  guardianConsent: Type.Optional(
    Type.Boolean({ description: 'true: as the guardian of a child under fourteen I agree that it is asked about' }),
  ),
});

/** One submission for the applicant, who is the member without `dependantId`, and those she acts for. */
export const FamilyApplication = closed({
  originDivision: Division,
  scope: Division,
  pledge: Pledge,
  members: Type.Array(FamilyMember, { minItems: 1, maxItems: 12 }),
});
export type FamilyApplication = Static<typeof FamilyApplication>;
export type FamilyMember = FamilyApplication['members'][number];

/** What became of a family's applications: of each member alone. */
export const Family = closed({
  groupId: Id,
  submittedAt: Instant,
  members: Type.Array(
    closed({
      dependantId: Type.Union([Id, Type.Null()], { description: 'null: the applicant herself' }),
      conversion: Type.Union([Conversion, Type.Null()]),
      problem: Type.Union([closed({ code: Type.String(), title: Bilingual, cure: Bilingual }), Type.Null()], {
        description: 'why there is no application of this member',
      }),
    }),
  ),
});
export type Family = Static<typeof Family>;
