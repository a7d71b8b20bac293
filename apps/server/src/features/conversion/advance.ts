import type { CauseCode, schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { issueCodes } from '../code/index.ts';
import { decidePeople, type DecisionDeps, type Judged } from '../decision/index.ts';
import { recordReports, type Report } from '../facts/index.ts';
import {
  type AskDeps,
  type Asked,
  askOrigin,
  type Gate,
  gateTo,
  heardFrom,
  mostSubjects,
  OriginBusy,
  silentIs,
  takeProbe,
} from '../federation/index.ts';
import { identitiesOf, type Identity, lockPeople, subjectOf } from '../identity/index.ts';
import { byPicture, type PictureDeps, type Said } from './by-picture.ts';
import { openConsent } from './consent-at-rest.ts';
import { type GatherDeps, gatherForEntry } from './gather.ts';
import { recordBatch } from './pace.ts';
import { openSecondLooks } from './second-look.ts';
import { consentIsOver, refusalOf, unconverted, wait } from './steps.ts';
import {
  bringForward,
  claimDue,
  claimProbe,
  type ConversionRow,
  lockVerifying,
  type Step,
  type StepDeps,
  takeSteps,
} from './store.ts';

export interface AdvanceDeps extends NodeContext, DecisionDeps, GatherDeps, AskDeps, StepDeps, PictureDeps {
  /** Told what an origin attested of people before anything is decided by it, and then whose codes were converted by it. */
  readonly originSaid: (tx: Tx, attested: readonly Attested[]) => Promise<void>;
  readonly converted: (tx: Tx, converted: readonly Attested[]) => Promise<void>;
}

interface Attested extends ReturnType<typeof keyOf> {
  readonly claims: schemas.AttestationClaims;
}

/** While a job has applications in hand they are not due; those whose job was lost come back after this long. */
const claimSeconds = 60;

/**
 * Brings the applications from one origin that are due as far as they can go now, as many at a time as one question to the origin holds:
 * asks the origin and this province's own sources, keeps what the origin signed as facts, decides by the entry pack, and issues the
 * codes. Whatever does not work becomes a state with a cause and the next try. Running it twice does no harm: an application is in one
 * hand at a time, its end is one transaction, and only one that is being verified moves.
 */
export async function advanceFrom(deps: AdvanceDeps, origin: string): Promise<void> {
  for (;;) {
    const gate = await gateTo(deps, origin);
    const now = deps.clock.now();
    const claim = { origin, now, until: addSeconds(now, claimSeconds), most: mostSubjects };
    const rows = await transact(deps.db, (tx) => (gate === 'probe' ? claimProbe(tx, claim) : claimDue(tx, claim)));
    if (rows.length === 0) return;
    const answered = await advance(deps, origin, rows, gate);
    // The one question was answered: all the others, who have been brought forward, come now. Where it was not, they go on waiting.
    if (gate === 'probe' ? !answered : rows.length < mostSubjects) return;
  }
}

/** True where the origin has answered. */
async function advance(
  deps: AdvanceDeps,
  origin: string,
  rows: readonly ConversionRow[],
  gate: Gate,
): Promise<boolean> {
  const beganAt = deps.clock.now();
  if (typeof gate === 'object' || (gate === 'probe' && !(await takeProbe(deps, origin)))) {
    const silence = typeof gate === 'object' && gate.busy ? 'origin-busy' : 'origin-unreachable';
    const notBefore = typeof gate === 'object' ? gate.until : undefined;
    await transact(deps.db, (tx) => settle(tx, deps, rows, { asked: [], silence, notBefore }));
    return false;
  }
  const personIds = rows.map((row) => row.person_id);
  const identities = await identitiesOf(deps.db, deps, personIds);
  const [answers] = await Promise.all([ask(deps, origin, rows, identities), gatherForEntry(deps, identities)]);
  await transact(deps.db, async (tx) => {
    const decided = await settle(tx, deps, rows, answers);
    await recordBatch(tx, origin, { decided, beganAt, endedAt: deps.clock.now() });
    if (answers.again) await bringForward(tx, origin, deps.clock.now());
  });
  return answers.asked.length > 0;
}

interface Answers {
  /** In the order of the applications; undefined where there is none. */
  readonly asked: readonly (Asked | undefined)[];
  /** Why there is none. */
  readonly silence: CauseCode;
  /** When the origin may be asked again. */
  readonly notBefore?: Date | undefined;
  /** It had been silent and is no longer. */
  readonly again?: boolean;
}

async function ask(
  deps: AdvanceDeps,
  origin: string,
  rows: readonly ConversionRow[],
  identities: ReadonlyMap<string, Identity>,
): Promise<Answers> {
  const questions = rows.flatMap((row) => {
    const subject = subjectOf(identities.get(row.person_id) as Identity);
    // For somebody for whom no phone stands any more nothing can be asked; she is told so as soon as one does again.
    return subject === undefined || consentIsOver(deps, row)
      ? []
      : [{ requestId: row.request_id, subject, consent: openConsent(deps, row) }];
  });
  if (questions.length === 0) return { asked: [], silence: 'origin-unreachable' };
  try {
    const asked = await askOrigin(deps, origin, questions);
    const again = await heardFrom(deps, origin);
    const answers = rows.map((row) => asked[questions.findIndex(({ requestId }) => requestId === row.request_id)]);
    return { asked: answers, silence: 'origin-unreachable', again };
  } catch (error) {
    deps.log.error('origin did not answer', { origin, error });
    const busy = error instanceof OriginBusy;
    const retryAfterSeconds = busy ? error.retryAfterSeconds : undefined;
    await silentIs(deps, origin, { busy, retryAfterSeconds });
    const notBefore = retryAfterSeconds && addSeconds(deps.clock.now(), retryAfterSeconds);
    return { asked: [], silence: busy ? 'origin-busy' : 'origin-unreachable', notBefore: notBefore || undefined };
  }
}

/** Takes every application that is still being verified one step on, by what the origin said of it; answers how many are decided now. */
async function settle(
  tx: Tx,
  deps: AdvanceDeps,
  rows: readonly ConversionRow[],
  { asked, silence, notBefore }: Answers,
): Promise<number> {
  await lockPeople(
    tx,
    rows.map((row) => row.person_id),
  );
  // An application that was withdrawn meanwhile gets no decision and no code.
  const verifying = await lockVerifying(tx, rows.map(keyOf));
  const answered = rows
    .map((row, position) => ({ row, asked: asked[position] }))
    .filter(({ row }) => verifying.has(row.conversion_id));
  const steps: (ReturnType<typeof keyOf> & Step)[] = [];
  const believed: Believed[] = [];
  for (const { row, asked: answer } of answered) {
    const pictured = await byPicture(tx, deps, row, answer?.claims);
    if (pictured === 'reviewed') continue;
    if (pictured !== 'usual') {
      believed.push({ row, asked: { claims: pictured } });
      continue;
    }
    const step = answer === undefined ? wait(deps, row, silence, notBefore) : refusalOf(deps, row, answer.claims);
    if (step === undefined) believed.push({ row, asked: answer as Asked });
    else steps.push({ ...keyOf(row), ...step, ...attestationOf(answer) });
  }
  const all = [...steps, ...(await judge(tx, deps, believed))];
  await takeSteps(tx, deps, all);
  const stepOf = new Map(all.map((step) => [step.conversionId, step]));
  await openSecondLooks(
    tx,
    deps,
    answered.flatMap(({ row }) => {
      const step = stepOf.get(row.conversion_id);
      return step === undefined ? [] : [{ row, step }];
    }),
  );
  return all.filter(({ dueAt }) => dueAt === null).length;
}

interface Believed {
  readonly row: ConversionRow;
  /** Without an attestation: what it signed in a code. */
  readonly asked: Asked | { readonly claims: Said; readonly attestation?: undefined };
}

/** Keeps what the origin said as facts and decides; whoever comes out green gets a code. */
async function judge(
  tx: Tx,
  deps: AdvanceDeps,
  believed: readonly Believed[],
): Promise<(ReturnType<typeof keyOf> & Step)[]> {
  if (believed.length === 0) return [];
  await recordReports(
    tx,
    believed.map(({ row, asked }) => originReport(deps, row, asked.claims)),
  );
  const attested = (each: readonly Believed[]) =>
    each.flatMap(({ row, asked }) =>
      asked.attestation === undefined ? [] : [{ ...keyOf(row), claims: asked.claims }],
    );
  await deps.originSaid(tx, attested(believed));
  // Only a green outcome becomes a decision: applying never worsens what the person has here (W07).
  const isGreen = ({ colour }: Judged['outcome']) => colour === 'green';
  const judged = await decidePeople(
    tx,
    deps,
    believed.map(({ row }) => row.person_id),
    'entry',
    isGreen,
  );
  const outcomeOf = (row: ConversionRow) => (judged.get(row.person_id) as Judged).outcome;
  const green = believed.filter(({ row }) => isGreen(outcomeOf(row)));
  const codes = await issueCodes(
    tx,
    deps,
    green.map(({ row, asked }) => ({ personId: row.person_id, scope: row.scope, until: toldUntil(asked) })),
    'conversion',
  );
  await deps.converted(tx, attested(green));
  return believed.map(({ row, asked }) => {
    const codeId = codes.get(row.person_id)?.codeId;
    const decisionId = judged.get(row.person_id)?.decision?.decisionId;
    const step: Step =
      codeId === undefined || decisionId === undefined
        ? unconverted(deps, row, asked.claims.facts, outcomeOf(row))
        : { state: 'approved', cause: null, dueAt: null, decisionId, codeId };
    return { ...keyOf(row), ...step, ...attestationOf(asked) };
  });
}

/** Where the origin tells of changes, the code ends no later than that: nobody stands here green of whom nobody would tell. */
function toldUntil({ claims }: Believed['asked']): Date | undefined {
  const subscription = 'subscription' in claims ? claims.subscription : undefined;
  return subscription === undefined ? undefined : new Date(subscription.until);
}

/** What the origin signed, as a fact of the source `origin-province`. */
function originReport(deps: AdvanceDeps, row: ConversionRow, { facts, consent }: Said): Report {
  if (facts === undefined) throw new Error('an attestation without facts was believed');
  const { colour, decidedAt, validUntil, releaseAt } = facts;
  const data = {
    division: row.origin_division,
    colour,
    verified: true,
    decidedAt,
    consentGrade: consent.grade,
    ...(validUntil === null ? {} : { validUntil }),
    ...(releaseAt === null ? {} : { releaseAt }),
  };
  return {
    personId: row.person_id,
    source: 'origin-province',
    receivedAt: deps.clock.now(),
    facts: [{ kind: 'origin-code', observedAt: new Date(decidedAt), data }],
  };
}

function keyOf(row: ConversionRow) {
  return { personId: row.person_id, conversionId: row.conversion_id };
}

function attestationOf(asked: Believed['asked'] | undefined): { attestation?: string } {
  return asked?.attestation === undefined ? {} : { attestation: asked.attestation };
}
