import type { ViewedSubject, schemas } from '@tongxing/contract';
import { findCode } from './features/code/index.ts';
import { listConversions } from './features/conversion/index.ts';
import { currentDecision } from './features/decision/index.ts';
import { currentFacts } from './features/facts/index.ts';
import { hasPhone, personCard } from './features/identity/index.ts';
import type { NodeContext } from './node-context.ts';
import { toEdge, toEdgeOrNull } from './platform/clock.ts';
import type { Tx } from './platform/db.ts';

type Part = Omit<schemas.PersonView, 'maskedName' | 'documentType' | 'lastFour'>;
type Reader = (tx: Tx, deps: Pick<NodeContext, 'seal' | 'clock' | 'province'>, personId: string) => Promise<Part>;

const nothingMore: Reader = async () => ({});

/** How each thing that staff may see of a person is read. */
const readers: Readonly<Record<ViewedSubject, Reader>> = {
  identity: nothingMore,
  colour: async (tx, _deps, personId) => ({ colour: (await currentDecision(tx, personId))?.outcome.colour ?? null }),
  reasons: async (tx, _deps, personId) => ({
    reasons: ((await currentDecision(tx, personId))?.outcome.reasons ?? []).map(({ ruleId }) => ruleId),
  }),
  code: async (tx, _deps, personId) => ({
    codeValidUntil: toEdgeOrNull((await findCode(tx, personId))?.validTo ?? null),
  }),
  applications: async (tx, deps, personId) => ({
    applications: (await listConversions({ ...deps, db: tx }, personId)).map(({ state, cause, updatedAt }) => ({
      state,
      cause: cause?.code ?? null,
      updatedAt,
    })),
  }),
  facts: async (tx, _deps, personId) => ({
    facts: (await currentFacts(tx, personId)).map(({ kind, source, observedAt, receivedAt, data }) => ({
      kind,
      source,
      observedAt: toEdge(new Date(observedAt)),
      receivedAt: toEdge(new Date(receivedAt)),
      data,
    })),
  }),
  division: async (tx, deps, personId) => ({ division: (await personCard(tx, deps, personId)).residenceDivision }),
  contact: async (tx, _deps, personId) => ({ hasPhone: await hasPhone(tx, personId) }),
};

/** What staff are shown of a person beside masked name and last four: the subjects their work needs, nothing else. */
export async function viewPerson(
  tx: Tx,
  deps: Pick<NodeContext, 'seal' | 'clock' | 'province'>,
  personId: string,
  subjects: readonly ViewedSubject[],
): Promise<Part> {
  let view: Part = {};
  for (const subject of subjects) view = { ...view, ...(await readers[subject](tx, deps, personId)) };
  return view;
}
