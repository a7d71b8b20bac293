import { Type, type Static } from 'typebox';
import { Area, Bilingual, Division, Id, Instant, closed } from './basics.ts';
import { HolderSigned, OriginSession } from './conversion.ts';
import { Subject } from './federation.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** She agreed herself, and for this: nobody's word lets a province take somebody over. */
export const TransferConsent = Type.Union([OriginSession, HolderSigned]);

export const TransferApplication = closed({
  residence: Type.Unsafe<string>({
    ...Area,
    description: 'where she lives, down to the community where it is known',
  }),
  consent: TransferConsent,
  address: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  employer: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
});
export type TransferApplication = Static<typeof TransferApplication>;

export const TransferState = Type.Enum(['in-review', 'telling-origin', 'done', 'rejected', 'withdrawn']);

export const Transfer = closed({
  transferId: Id,
  originDivision: Division,
  residence: Area,
  state: TransferState,
  shown: Bilingual,
  cause: OrNull(closed({ code: Type.String(), text: Bilingual, cure: Bilingual })),
  /** What happens next by itself, and when. */
  next: OrNull(closed({ at: Instant, what: Bilingual })),
  appliedAt: Instant,
  decidedAt: OrNull(Instant),
  closedAt: OrNull(Instant),
});
export type Transfer = Static<typeof Transfer>;

/** What a desk decides on. */
export const TransferCase = closed({
  transferId: Id,
  originDivision: Division,
  residence: Area,
  maskedName: Type.String(),
  documentNumber: Type.String(),
  address: OrNull(Type.String()),
  employer: OrNull(Type.String()),
  staySince: Instant,
  appliedAt: Instant,
  dueAt: Instant,
  escalated: Type.Boolean(),
});
export type TransferCase = Static<typeof TransferCase>;

export const TransferDecision = Type.Union([
  closed({ decision: Type.Literal('accept') }),
  closed({ decision: Type.Literal('reject'), ground: Type.Enum(['not-living-there', 'address-unclear']) }),
]);
export type TransferDecision = Static<typeof TransferDecision>;

/** At the origin: where her code went. */
export const Relocation = closed({
  division: Division,
  name: Bilingual,
  residence: Division,
  relocatedAt: Instant,
  returnedAt: OrNull(Instant),
});
export type Relocation = Static<typeof Relocation>;

/** Between two nodes: her code is the destination's from now on, if the origin agrees. */
export const PeerTransfer = closed({
  requestId: Id,
  subject: Subject,
  consent: TransferConsent,
  residence: Type.String({ pattern: '^\\d{6}$', description: 'the county at the narrowest' }),
});
export type PeerTransfer = Static<typeof PeerTransfer>;

export const PeerTransferAnswer = closed({
  requestId: Id,
  state: Type.Enum(['taken', 'not-green', 'moved-elsewhere', 'unknown']),
});
export type PeerTransferAnswer = Static<typeof PeerTransferAnswer>;
