import { Type, type Static } from 'typebox';
import { Bilingual, Division, Id, Instant, closed } from './basics.ts';

/** Number of a document of an authority, such as 晋疫控〔2026〕12号. It becomes public: never the number of a person's document. */
export const AuthorityDocumentNumber = Type.String({
  pattern: '^(?=.*\\d)(?!.*\\d{8})[\\u4e00-\\u9fffA-Za-z0-9〔〕\\[\\]()/.-]{4,60}$',
  maxLength: 60,
  examples: ['晋疫控〔2026〕12号'],
});

/** Why something that takes two people is to be done, on what paper, and until when. */
export const ApprovalGround = closed({
  ground: Type.String({ pattern: '^[a-z]+(-[a-z]+)*$', maxLength: 40, examples: ['appointment'] }),
  documentNumber: AuthorityDocumentNumber,
  endsAt: Instant,
});
export type ApprovalGround = Static<typeof ApprovalGround>;

export const ApprovalState = Type.Enum(['proposed', 'approved', 'rejected', 'withdrawn', 'expired']);
export type ApprovalState = Static<typeof ApprovalState>;

export const Approval = closed({
  approvalId: Id,
  kind: Type.String(),
  kindName: Bilingual,
  division: Division,
  ground: Type.String(),
  groundName: Bilingual,
  documentNumber: Type.String(),
  count: Type.Integer({ minimum: 1, description: 'how many people or things it is about' }),
  endsAt: Instant,
  state: ApprovalState,
  proposedAt: Instant,
  expiresAt: Instant,
  decidedAt: Type.Union([Instant, Type.Null()]),
  mine: Type.Boolean({ description: 'proposed by the person who asks' }),
  toDecide: Type.Boolean({ description: 'open, and the person who asks may decide' }),
  content: Type.Array(closed({ name: Type.String(), value: Type.String() }), {
    description: 'what would be done; empty for who may not decide',
  }),
});
export type Approval = Static<typeof Approval>;

export const ApprovalDecision = closed({ decision: Type.Enum(['approve', 'reject']) });

export const ApprovalDecided = closed({ approvalId: Id, state: ApprovalState });
