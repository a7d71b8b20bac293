import { randomInt } from 'node:crypto';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { Mode } from '../../province-recognition.ts';
import { decidePeople, type DecisionDeps, type Judged } from '../decision/index.ts';
import { type Asked, type Gate, gateTo, mostSubjects, takeProbe } from '../federation/index.ts';
import { identitiesOf, lockPeople } from '../identity/index.ts';
import { type Answers, ask, claimsIn, type Heard, type Silence, type WaysDeps } from './ask.ts';
import { byPicture, type PictureDeps } from './by-picture.ts';
import { type GatherDeps, gatherForEntry } from './gather.ts';
import { issueConverted } from './issue-converted.ts';
import { modesFor } from './modes.ts';
import { recordBatch } from './pace.ts';
import { recordSaid, type SaidOfRow } from './said.ts';
import { openSecondLooks } from './second-look.ts';
import { refusalOf, unconverted, wait } from './steps.ts';
import {
  bringForward,
  claimDue,
  claimProbe,
  type ConversionRow,
  giveBack,
  lockVerifying,
  type Step,
  type StepDeps,
  takeSteps,
} from './store.ts';

export interface AdvanceDeps extends NodeContext, DecisionDeps, GatherDeps, WaysDeps, StepDeps, PictureDeps {
  readonly isPeer: (division: string) => Promise<boolean>;
  /** Told what an origin attested of people before anything is decided by it, and then whose codes were converted by it. */
  readonly originSaid: (tx: Tx, attested: readonly Attested[]) => Promise<void>;
  readonly converted: (tx: Tx, converted: readonly Attested[]) => Promise<void>;
}

interface Attested extends ReturnType<typeof keyOf> {
  readonly claims: schemas.AttestationClaims;
}

/** While a job has applications in hand they are not due; those whose job was lost come back after this long. */
const claimSeconds = 60;
/** Those whose job failed come back within so long. */
const againSeconds = 10;

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
    const answered = await advanceOrGiveBack(deps, origin, rows, gate, claim.until);
    // The one question was answered: all the others, who have been brought forward, come now. Where it was not, they go on waiting.
    if (gate === 'probe' ? !answered : rows.length < mostSubjects) return;
  }
}

/**
 * What fails here, as with a lock that was not to be had in time, has decided nothing: the applications are given back and tried again soon,
 * each at an instant of its own, so that one which always fails holds up fewer of the others each time.
 */
async function advanceOrGiveBack(
  deps: AdvanceDeps,
  origin: string,
  rows: readonly ConversionRow[],
  gate: Gate,
  until: Date,
): Promise<boolean> {
  try {
    return await advance(deps, origin, rows, gate);
  } catch (error) {
    const now = deps.clock.now();
    const again = rows.map((row) => ({ ...keyOf(row), dueAt: addSeconds(now, 1 + randomInt(againSeconds)) }));
    // Where even this fails the claims run out.
    await transact(deps.db, (tx) => giveBack(tx, again, until)).catch((second: unknown) =>
      deps.log.error('applications could not be given back', { origin, error: second }),
    );
    throw error;
  }
}

/** True where the first way has led to an answer. */
async function advance(
  deps: AdvanceDeps,
  origin: string,
  rows: readonly ConversionRow[],
  gate: Gate,
): Promise<boolean> {
  const beganAt = deps.clock.now();
  const modes = modesFor(deps.province, origin, await deps.isPeer(origin));
  const isShut = typeof gate === 'object' || (gate === 'probe' && !(await takeProbe(deps, origin)));
  const shut = isShut ? silenceBehind(gate, modes) : undefined;
  if (shut !== undefined && modes.length < 2) {
    await transact(deps.db, (tx) => settle(tx, deps, rows, { heard: new Map(), silence: shut }));
    return false;
  }
  const identities = await identitiesOf(
    deps.db,
    deps,
    rows.map((row) => row.person_id),
  );
  const [answers] = await Promise.all([
    ask(deps, modes, { origin, rows, identities, shut }),
    gatherForEntry(deps, identities),
  ]);
  await transact(deps.db, async (tx) => {
    const decided = await settle(tx, deps, rows, answers);
    await recordBatch(tx, origin, { decided, beganAt, endedAt: deps.clock.now() });
    if (answers.again) await bringForward(tx, origin, deps.clock.now());
  });
  return answers.answered;
}

/** What is said to those who wait at a gate that is not open. */
function silenceBehind(gate: Gate, [first]: readonly Mode[]): Silence {
  const notBefore = typeof gate === 'object' ? gate.until : undefined;
  if (first !== 'attestation') return { cause: 'national-unreachable', notBefore };
  return { cause: typeof gate === 'object' && gate.busy ? 'origin-busy' : 'origin-unreachable', notBefore };
}

/** Takes every application that is still being verified one step on, by what the origin said of it; answers how many are decided now. */
async function settle(
  tx: Tx,
  deps: AdvanceDeps,
  rows: readonly ConversionRow[],
  { heard, silence }: Pick<Answers, 'heard' | 'silence'>,
): Promise<number> {
  await lockPeople(
    tx,
    rows.map((row) => row.person_id),
  );
  // An application that was withdrawn meanwhile gets no decision and no code.
  const verifying = await lockVerifying(tx, rows.map(keyOf));
  const answered = rows
    .filter((row) => verifying.has(row.conversion_id))
    .map((row) => ({ row, answer: heard.get(row.conversion_id) }));
  const steps: (ReturnType<typeof keyOf> & Step)[] = [];
  const believed: Believed[] = [];
  for (const { row, answer } of answered) {
    const pictured = await byPicture(tx, deps, row, claimsIn(answer));
    if (pictured === 'reviewed') continue;
    const said = pictured === 'usual' ? undefined : pictured;
    const taken = said === undefined ? weigh(deps, row, answer, silence) : { row, said };
    if ('said' in taken) believed.push(taken);
    else steps.push(taken);
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

interface Believed extends SaidOfRow {
  /** What the origin has attested, where it has. */
  readonly asked?: Asked;
}

/** What follows from an answer by itself: a step of the application, or something to judge. */
function weigh(
  deps: AdvanceDeps,
  row: ConversionRow,
  answer: Heard | undefined,
  silence: Silence,
): Believed | (ReturnType<typeof keyOf> & Step) {
  if (answer === undefined) return { ...keyOf(row), ...wait(deps, row, silence.cause, silence.notBefore) };
  if ('cause' in answer) return { ...keyOf(row), ...wait(deps, row, answer.cause) };
  if ('said' in answer) return { row, said: answer.said };
  const { claims, attestation } = answer;
  const { facts, consent } = claims;
  const step = refusalOf(deps, row, claims);
  if (step !== undefined) return { ...keyOf(row), ...step, attestation };
  if (facts === undefined) throw new Error('an attestation without facts was believed');
  return { row, said: { facts, consent, grade: 'attested' }, asked: answer };
}

/** Keeps what the origin said as facts and decides; whoever comes out green gets a code. */
async function judge(
  tx: Tx,
  deps: AdvanceDeps,
  believed: readonly Believed[],
): Promise<(ReturnType<typeof keyOf> & Step)[]> {
  if (believed.length === 0) return [];
  await recordSaid(tx, deps, believed);
  const attested = (each: readonly Believed[]) =>
    each.flatMap(({ row, asked }) => (asked === undefined ? [] : [{ ...keyOf(row), claims: asked.claims }]));
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
  const codes = await issueConverted(
    tx,
    deps,
    green.map(({ row, said, asked }) => ({ row, said, claims: asked?.claims })),
  );
  await deps.converted(tx, attested(green));
  return believed.map(({ row, said, asked }) => {
    const codeId = codes.get(row.person_id)?.codeId;
    const decisionId = judged.get(row.person_id)?.decision?.decisionId;
    const step: Step =
      codeId === undefined || decisionId === undefined
        ? unconverted(deps, row, said.facts, outcomeOf(row))
        : { state: 'approved', cause: null, dueAt: null, decisionId, codeId };
    const attestation = asked === undefined ? {} : { attestation: asked.attestation };
    return { ...keyOf(row), ...step, ...attestation, grade: said.grade };
  });
}

function keyOf(row: ConversionRow) {
  return { personId: row.person_id, conversionId: row.conversion_id };
}
