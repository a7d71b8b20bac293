import { createHash } from 'node:crypto';
import type { Sign } from '../keys.ts';
import { runConformance, type Result } from '../run.ts';
import { requirements } from '../requirements.ts';
import { sendOverHttp, type Answer, type Request } from '../send.ts';
import type { Setup } from '../setup.ts';
import type { NodeUnderTest } from './node-under-test.ts';

/** A node that does one thing otherwise: what it says in place of what ours said; undefined where it says the same. */
export type Fault = (exchange: Exchanged) => Answer | undefined | Promise<Answer | undefined>;

export interface Exchanged {
  readonly request: Request;
  /** Of our own node. */
  readonly answer: Answer;
  /** What was sent in this run before, the same request included if it came before. */
  readonly before: readonly Request[];
}

/**
 * Runs the program against our own node, and then again and again against one with a fault. The node is asked once: the program's
 * randomness and its signatures are the same in every run, so that equal requests get the answer that the node gave to the first.
 * A request that no earlier run has made goes to the node.
 */
export function createRehearsal({ setup }: NodeUnderTest) {
  const kept = new Map<string, Answer>();
  const signatures = new Map<string, Buffer>();
  const always =
    (name: string, sign: Sign): Sign =>
    (message) => {
      const key = `${name}/${message.toString('base64')}`;
      if (!signatures.has(key)) signatures.set(key, sign(message));
      return Buffer.from(signatures.get(key)!);
    };
  const { holder } = setup.people;
  const steady = {
    ...setup,
    key: { kid: setup.key.kid, sign: always('key', setup.key.sign) },
    oldKey: { kid: setup.oldKey!.kid, sign: always('old', setup.oldKey!.sign) },
    people: { ...setup.people, holder: { ...holder!, sign: always('holder', holder!.sign) } },
  };

  return async function run(fault: Fault = () => undefined): Promise<Result[]> {
    const before: Request[] = [];
    const times = new Map<string, number>();
    let [checked, drawn] = [0, 0];
    const send: Setup['send'] = async (request) => {
      const plain = `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${digest(request.body)}`;
      times.set(plain, (times.get(plain) ?? 0) + 1);
      const key = `${times.get(plain)} ${plain}`;
      const answer = kept.get(key) ?? (await sendOverHttp(request));
      kept.set(key, answer);
      const changed = await fault({ request, answer, before });
      before.push(request);
      return changed ?? answer;
    };
    const random: Setup['random'] = (bytes) => {
      drawn += 1;
      return Buffer.from(createHash('shake256', { outputLength: bytes }).update(`${checked} ${drawn}`).digest());
    };
    return runConformance({ ...steady, send, random }, () => {
      checked += 1;
      drawn = 0;
    });
  };
}

/** What did not pass, by its id; what was not even tested is marked. */
export function notPassed(results: readonly Result[]): string[] {
  return results
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ requirement: { id }, outcome }) => (outcome === 'fail' ? id : `${id} ${outcome}`));
}

export const ids = requirements.map(({ id }) => id);

function digest(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
