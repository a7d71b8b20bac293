import { Type, type Static } from 'typebox';
import { hearingMatters, hearingOutcomes } from '../appeal-words.ts';
import type { HearingMatter, HearingOutcome } from '../appeal-words.ts';
import { Statement } from './appeal.ts';
import { Bilingual, Division, Id, Instant, closed } from './basics.ts';

const keys = <T extends string>(words: Record<T, unknown>) => Object.keys(words) as [T, ...T[]];
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const HearingMatterCode = Type.Enum(keys<HearingMatter>(hearingMatters));
export const HearingOutcomeCode = Type.Enum(keys<HearingOutcome>(hearingOutcomes));

/** A declaration and the data differ: the person is asked before anybody decides anything, and no penalty follows by itself. */
export const Hearing = closed({
  hearingId: Id,
  matter: closed({ code: HearingMatterCode, text: Bilingual }),
  places: Type.Array(Type.String(), { description: 'divisions that the data name and the declaration does not' }),
  state: Type.Enum(['waiting-for-you', 'heard', 'closed']),
  openedAt: Instant,
  dueAt: Instant,
  outcome: OrNull(closed({ code: HearingOutcomeCode, text: Bilingual })),
});
export type Hearing = Static<typeof Hearing>;
export const HearingList = closed({ hearings: Type.Array(Hearing) });

export const HearingStatement = closed({ statement: Statement });

/** A hearing as a reviewer sees it. */
export const HearingCase = closed({
  hearing: Hearing,
  division: Division,
  maskedName: Type.String(),
  statement: OrNull(Type.String()),
});
export const HearingQueue = closed({ hearings: Type.Array(HearingCase) });

export const HearingConclusion = closed({ outcome: HearingOutcomeCode });
