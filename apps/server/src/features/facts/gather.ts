import { people } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { documentsOf, identityOf, type Identity, type PopulationRegistry } from '../identity/index.ts';
import { reported, type NewFact } from './fact.ts';
import type { HealthCommission, ItineraryCard, NatLaboratory } from './ports.ts';
import { recordReport } from './record-reports.ts';
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
  const documents = await documentsOf(deps.db, deps, personId);
  const numbers = [...new Set(documents.map(people.lifelongNumber))];
  const resident = documents.find(({ documentType }) => documentType === '10');
  const questions: [Fact['source'], () => Promise<NewFact[] | undefined>][] = [
    ['health-commission', () => askCommission(deps.healthCommission, numbers)],
    ['nat-laboratory', () => askLaboratory(deps.natLaboratory, numbers)],
  ];
  if (await isResidenceDue(deps, personId)) {
    questions.push(['population-registry', () => askResidence(deps, resident)]);
  }
  if (declared !== undefined) questions.push(['itinerary-card', () => askCard(deps, identity, declared)]);
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
    deps.log.outside('source failed', { source, error });
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

/**
 * Asks a source about each document of a person and joins what it says; it observed all of it when it observed the first. Undefined
 * when the source can say nothing about one of them: what it knows of the others is not all.
 */
async function askAll<S extends { known: false } | { known: true; observedAt: string }>(
  numbers: readonly string[],
  question: (documentNumber: string) => Promise<S>,
): Promise<{ observedAt: string; said: Extract<S, { known: true }>[] } | undefined> {
  const answers = await Promise.all(numbers.map(question));
  const said = answers.flatMap((answer) => (answer.known ? [answer as Extract<S, { known: true }>] : []));
  const [observedAt] = said.map((answer) => answer.observedAt).toSorted((a, b) => Date.parse(a) - Date.parse(b));
  return observedAt === undefined || said.length < numbers.length ? undefined : { observedAt, said };
}

async function askCommission(port: HealthCommission, numbers: readonly string[]): Promise<NewFact[] | undefined> {
  const answer = await askAll(numbers, (documentNumber) => port.recordsOf(documentNumber));
  if (answer === undefined) return undefined;
  const records = answer.said.flatMap((said) => said.records);
  const facts = records.map(({ kind, ...data }) => ({
    kind: kind === 'case' ? ('case-state' as const) : ('contact' as const),
    observedAt: new Date(data.since),
    data,
  }));
  return reported('health-commission', new Date(answer.observedAt), facts);
}

async function askLaboratory(port: NatLaboratory, numbers: readonly string[]): Promise<NewFact[] | undefined> {
  const answer = await askAll(numbers, (documentNumber) => port.resultsOf(documentNumber));
  if (answer === undefined) return undefined;
  const results = answer.said.flatMap((said) => said.results);
  const facts = results.map(({ result, sampledAt, reportedAt, institution, method }) => ({
    kind: 'nat' as const,
    observedAt: new Date(sampledAt),
    data: { result, sampledAt, reportedAt, institution, method },
  }));
  return reported('nat-laboratory', new Date(answer.observedAt), facts);
}

/**
 * The carriers know mainland numbers. Of a child without a phone and of a foreign number they hold no card, which is told as they
 * would tell it: a report with nothing in it. A guardian's card says where the guardian was, and is not asked for.
 */
async function askCard(
  deps: Pick<Deps, 'clock' | 'itineraryCard'>,
  identity: Identity,
  declared: Declared,
): Promise<NewFact[] | undefined> {
  if (!identity.hasMainlandPhone || identity.phone === null) return reported('itinerary-card', deps.clock.now(), []);
  const said = await deps.itineraryCard.staysOf(identity.phone, {
    id: declared.declarationId,
    grantedAt: toEdge(declared.declaredAt),
    expiresAt: toEdge(addSeconds(declared.declaredAt, authorisationSeconds)),
  });
  if (!said.known) return undefined;
  const card: NewFact = { kind: 'itinerary-card', observedAt: new Date(said.observedAt), data: { stays: said.stays } };
  return reported('itinerary-card', new Date(said.observedAt), [card]);
}
