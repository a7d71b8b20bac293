import { Type, type Static } from 'typebox';
import { labelNumber } from '../label-number.ts';
import { Bilingual, Id, Instant, closed } from './basics.ts';

export const LabelNumber = Type.String({
  pattern: labelNumber.source,
  maxLength: 40,
  examples: ['SX1124-000017'],
});

/** Who was sampled: by the code on her phone or paper, or by her document. */
const SampledPerson = Type.Union([
  closed({ text: Type.String({ minLength: 1, maxLength: 600, description: 'of the QR code' }) }),
  closed({
    documentType: Type.Enum(['10', '14', '15', '16', '20', '34']),
    documentNumber: Type.String({ minLength: 5, maxLength: 24 }),
    issuingCountry: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  }),
]);

const Count = Type.Integer({ minimum: 0, maximum: 10_000, description: 'as somebody has counted them' });

/** What one collecting point did since its last batch. A tube may go on in a later batch. */
export const CollectionBatch = closed({
  batchId: Id,
  tubes: Type.Array(
    closed({
      tube: LabelNumber,
      size: Type.Integer({ minimum: 1, maximum: 100, description: 'for how many people the tube is' }),
      samples: Type.Array(closed({ sampleId: Id, takenAt: Instant, person: SampledPerson }), { maxItems: 100 }),
      closed: Type.Optional(closed({ at: Instant, count: Count })),
    }),
    { maxItems: 100 },
  ),
  moves: Type.Array(
    closed({
      sampleId: Id,
      from: LabelNumber,
      to: Type.Optional(
        Type.String({ ...LabelNumber, description: 'left out for who was registered and not sampled after all' }),
      ),
      at: Instant,
      reason: Type.Enum(['wrong-tube', 'leaking', 'unreadable', 'merged', 'not-sampled']),
    }),
    { maxItems: 200 },
  ),
  boxes: Type.Array(
    closed({ box: LabelNumber, tubes: Type.Array(LabelNumber, { maxItems: 200 }), count: Count, closedAt: Instant }),
    { maxItems: 20 },
  ),
});
export type CollectionBatch = Static<typeof CollectionBatch>;

export const TubeState = Type.Enum(['open', 'closed', 'count-differs', 'overfull', 'elsewhere', 'size-unknown'], {
  description: 'the laboratory’s result counts for a tube that is closed, and for no other',
});
export type TubeState = Static<typeof TubeState>;

export const CollectionReceipt = closed({
  batchId: Id,
  alreadyKnown: Type.Boolean({ description: 'came before, and was not applied again' }),
  tubes: Type.Array(
    closed({ tube: LabelNumber, held: Type.Integer(), state: TubeState, text: Bilingual, cure: Bilingual }),
    { description: 'every tube that the batch speaks of, as it stands now' },
  ),
  boxes: Type.Array(
    closed({
      box: LabelNumber,
      held: Type.Integer(),
      state: Type.Enum(['closed', 'count-differs']),
      text: Bilingual,
      cure: Bilingual,
    }),
  ),
  unknown: Type.Array(closed({ sampleId: Id, text: Bilingual, cure: Bilingual }), {
    description: 'samples of whom it could not be told who they are: not in the tube',
  }),
});
export type CollectionReceipt = Static<typeof CollectionReceipt>;
