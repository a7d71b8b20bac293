import type { Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { identityOf, type Identity, type PopulationRegistry } from '../identity/index.ts';
import { recordReport, reported, type NewFact } from './fact.ts';
import type { HealthCommission, ItineraryCard, NatLaboratory } from './ports.ts';
import { askResidence, isResidenceDue } from './residence.ts';
import { noteAnswer, noteFailure } from './source-state.ts';

export interface SourcePorts {
  readonly itineraryCard: ItineraryCard;
  readonly healthCommission: HealthCommission;
  readonly natLaboratory: NatLaboratory;
  readonly registry: PopulationRegistry;
}

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'log'> & SourcePorts;

/** The consent that goes to the carriers covers the days the declaration covers. */
const authorisationSeconds = 14 * 86_400;

/**
 * Asks every source about a person and stores what they say. A source that fails leaves its earlier facts as they are; how old
 * they are is for the rules to weigh. Answers which sources failed.
 * @param only which sources to ask; all where absent
 */
export async function gatherFacts(
  deps: Deps,
  personId: string,
  declared: Declared | undefined,
  only?: readonly string[],
): Promise<string[]> {
  const identity = await identityOf(deps.db, deps, personId);
  const questions: [Fact['source'], () => Promise<NewFact[] | undefined>][] = [
    ['health-commission', () => askCommission(deps.healthCommission, identity)],
    ['nat-laboratory', () => askLaboratory(deps.natLaboratory, identity)],
  ];
  if (await isResidenceDue(deps, personId)) {
    questions.push(['population-registry', () => askResidence(deps, identity)]);
  }
  if (declared !== undefined) questions.push(['itinerary-card', () => askCard(deps.itineraryCard, identity, declared)]);
  const asked = only === undefined ? questions : questions.filter(([source]) => only.includes(source));
  const outcomes = await Promise.all(asked.map(([source, question]) => store(deps, personId, source, question)));
  return asked.flatMap(([source], position) => (outcomes[position] === true ? [] : [source]));
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
    await noteFailure(deps.db, source, deps.clock.now(), error);
    return false;
  }
  const receivedAt = deps.clock.now();
  await transact(deps.db, async (tx) => {
    if (facts !== undefined) await recordReport(tx, { personId, source, receivedAt, facts });
    await noteAnswer(tx, source, receivedAt);
  });
  return true;
}

async function askCommission(port: HealthCommission, identity: Identity): Promise<NewFact[] | undefined> {
  const said = await port.recordsOf(identity.documentNumber);
  if (!said.known) return undefined;
  const facts = said.records.map(({ kind, ...data }) => ({
    kind: kind === 'case' ? ('case-state' as const) : ('contact' as const),
    observedAt: new Date(data.since),
    data,
  }));
  return reported('health-commission', new Date(said.observedAt), facts);
}

async function askLaboratory(port: NatLaboratory, identity: Identity): Promise<NewFact[] | undefined> {
  const said = await port.resultsOf(identity.documentNumber);
  if (!said.known) return undefined;
  const facts = said.results.map(({ result, sampledAt, reportedAt, institution }) => ({
    kind: 'nat' as const,
    observedAt: new Date(sampledAt),
    data: { result, sampledAt, reportedAt, institution },
  }));
  return reported('nat-laboratory', new Date(said.observedAt), facts);
}

async function askCard(port: ItineraryCard, identity: Identity, declared: Declared): Promise<NewFact[] | undefined> {
  const said = await port.staysOf(identity.phone, {
    id: declared.declarationId,
    grantedAt: toEdge(declared.declaredAt),
    expiresAt: toEdge(addSeconds(declared.declaredAt, authorisationSeconds)),
  });
  if (!said.known) return undefined;
  const card: NewFact = { kind: 'itinerary-card', observedAt: new Date(said.observedAt), data: { stays: said.stays } };
  return reported('itinerary-card', new Date(said.observedAt), [card]);
}
