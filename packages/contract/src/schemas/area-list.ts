import { Type, type Static } from 'typebox';
import { ApprovalGround } from './approval.ts';
import { Base64Url, Colour, Division, Id, Instant, closed } from './basics.ts';

/** What a list of risk areas would do. Nothing that names anybody. */
export const AreaPreview = closed({
  areaListId: Id,
  hash: Base64Url(43, 43),
  division: Division,
  madeAt: Instant,
  areas: Type.Integer(),
  levels: Type.Array(closed({ level: Type.Enum(['high', 'medium', 'low']), count: Type.Integer() })),
  people: Type.Integer({ description: 'who were in an area that it adds or lifts' }),
  divisions: Type.Array(closed({ division: Type.Union([Division, Type.Null()]), count: Type.Integer() }), {
    description: 'where they live; null where nobody knows',
  }),
  lookedAt: Type.Integer({ description: 'of them, whose colour was worked out' }),
  changes: Type.Array(closed({ from: Type.Union([Colour, Type.Null()]), to: Colour, count: Type.Integer() })),
});
export type AreaPreview = Static<typeof AreaPreview>;

export const AreaProposal = closed({ previewHash: Base64Url(43, 43), approval: ApprovalGround });
export type AreaProposal = Static<typeof AreaProposal>;

export const AreaProposed = closed({ areaListId: Id, approvalId: Id });
export type AreaProposed = Static<typeof AreaProposed>;

export const AreasWithdrawn = closed({ areaListId: Id, state: Type.Literal('withdrawn') });
export type AreasWithdrawn = Static<typeof AreasWithdrawn>;
