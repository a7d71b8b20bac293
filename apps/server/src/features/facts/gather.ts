import type { Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { identityOf, personCard, type Identity } from '../identity/index.ts';
import { recordReport, type NewFact } from './fact.ts';
import type { HealthCommission, ItineraryCard, NatLaboratory } from './ports.ts';
import { noteAnswer, noteFailure } from './source-state.ts';

export interface SourcePorts {
  readonly itineraryCard: ItineraryCard;
  readonly healthCommission: HealthCommission;
  readonly natLaboratory: NatLaboratory;
}

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'log'> & SourcePorts;

/** The consent that goes to the carriers covers the days the declaration covers. */
const authorisationSeconds = 14 * 86_400;

/**
 * Asks every source about a person and stores what they say. A source that fails leaves its earlier facts as they are; how old
 * they are is for the rules to weigh. Answers which sources failed.
 */
export async function gatherFacts(deps: Deps, personId: string, declared: Declared | undefined): Promise<string[]> {
  const identity = await identityOf(deps.db, deps, personId);
  await recordResidence(deps, personId);
  const questions: [Fact['source'], () => Promise<NewFact[] | undefined>][] = [
    ['health-commission', () => askCommission(deps.healthCommission, identity)],
    ['nat-laboratory', () => askLaboratory(deps.natLaboratory, identity)],
  ];
  if (declared !== undefined) questions.push(['itinerary-card', () => askCard(deps.itineraryCard, identity, declared)]);
  const outcomes = await Promise.all(questions.map(([source, question]) => store(deps, personId, source, question)));
  return questions.flatMap(([source], position) => (outcomes[position] === true ? [] : [source]));
}

/** The declaration in which the person agreed that the carriers are asked. */
export interface Declared {
  readonly declarationId: string;
  readonly declaredAt: Date;
}

async function store(
  deps: Deps,
  personId: string,
  source: Fact['source'],
  question: () => Promise<NewFact[] | undefined>,
): Promise<boolean> {
  let facts: NewFact[] | undefined;
  try {
    facts = await question();
  } catch (error) {
    deps.log.error('source failed', { source, error });
    await noteFailure(deps.db, source, deps.clock.now());
    return false;
  }
  const receivedAt = deps.clock.now();
  await transact(deps.db, async (tx) => {
    if (facts !== undefined) await recordReport(tx, { personId, source, receivedAt, facts });
    await noteAnswer(tx, source, receivedAt);
  });
  return true;
}

/** That a source was asked and knows of nothing is a fact too: without it, silence could not be told from ignorance. */
function reported(source: Fact['source'], observedAt: string, facts: NewFact[]): NewFact[] {
  return [{ kind: 'source-report', observedAt: new Date(observedAt), data: { source, window: 'P14D' } }, ...facts];
}

async function askCommission(port: HealthCommission, identity: Identity): Promise<NewFact[] | undefined> {
  const said = await port.recordsOf(identity.documentNumber);
  if (!said.known) return undefined;
  const facts = said.records.map(({ kind, ...data }) => ({
    kind: kind === 'case' ? ('case-state' as const) : ('contact' as const),
    observedAt: new Date(data.since),
    data,
  }));
  return reported('health-commission', said.observedAt, facts);
}

async function askLaboratory(port: NatLaboratory, identity: Identity): Promise<NewFact[] | undefined> {
  const said = await port.resultsOf(identity.documentNumber);
  if (!said.known) return undefined;
  const facts = said.results.map(({ result, sampledAt, reportedAt, institution }) => ({
    kind: 'nat' as const,
    observedAt: new Date(sampledAt),
    data: { result, sampledAt, reportedAt, institution },
  }));
  return reported('nat-laboratory', said.observedAt, facts);
}

async function askCard(port: ItineraryCard, identity: Identity, declared: Declared): Promise<NewFact[] | undefined> {
  const said = await port.staysOf(identity.phone, {
    id: declared.declarationId,
    grantedAt: toEdge(declared.declaredAt),
    expiresAt: toEdge(addSeconds(declared.declaredAt, authorisationSeconds)),
  });
  if (!said.known) return undefined;
  const card: NewFact = { kind: 'itinerary-card', observedAt: new Date(said.observedAt), data: { stays: said.stays } };
  return reported('itinerary-card', said.observedAt, [card]);
}

/** The residence that the registry told when the person was verified, once. */
async function recordResidence(deps: Deps, personId: string): Promise<void> {
  const { residenceDivision } = await personCard(deps.db, deps, personId);
  if (residenceDivision === null) return;
  await transact(deps.db, async (tx) => {
    const known = await tx
      .selectFrom('fact')
      .select('fact_id')
      .where('person_id', '=', personId)
      .where('source', '=', 'population-registry')
      .where('superseded_by', 'is', null)
      .executeTakeFirst();
    if (known !== undefined) return;
    const { verified_at: verifiedAt } = await tx
      .selectFrom('person')
      .select('verified_at')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    await recordReport(tx, {
      personId,
      source: 'population-registry',
      receivedAt: verifiedAt,
      facts: [{ kind: 'residence', observedAt: verifiedAt, data: { division: residenceDivision } }],
    });
  });
}
