import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, revoke, signInStaff, venueAt, type Checkpoint } from '../../../test/checkpoint.ts';
import { citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { makeDeviceKey, show, signWith, takeStrips, type DeviceKey, type HeldStrip } from '../../../test/phone.ts';
import { addSeconds } from '../../platform/clock.ts';
import { signRequest } from '../../platform/http-signatures/index.ts';

let node: TestNode;
let gate: Checkpoint;
let citizen: Citizen;
let strip: HeldStrip;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  gate = await enrolCheckpoint(node);
  citizen = await citizenWithCode(node, inventPerson('140105', '王秀英'));
  strip = (await takeStrips(citizen.client))[0]!;
});
afterAll(() => node.close());

const target = '/checkpoint/gate-checks';
const lastFour = () => citizen.person.documentNumber.slice(-4);
const seen = async (more: Partial<schemas.GateCheck> = {}): Promise<schemas.GateCheck> => ({
  scanId: randomUUID(),
  text: await show(strip, node.clock.now()),
  document: { lastFour: lastFour(), maskedName: '王*英' },
  temperature: 36.5,
  ...more,
});

interface Signing {
  readonly keyid?: string;
  readonly key?: DeviceKey;
  readonly age?: number;
}

async function sign(check: unknown, { keyid = gate.deviceId, key = gate.key, age = 0 }: Signing = {}) {
  const payload = Buffer.from(JSON.stringify(check));
  const created = addSeconds(node.clock.now(), -age);
  const fields = await signRequest({
    method: 'POST',
    targetUri: node.context.config.http.publicUrl + target,
    body: payload,
    key: { kid: keyid, sign: async (message) => signWith(key, message) },
    created,
    expires: addSeconds(created, 60),
    nonce: randomUUID(),
  });
  return { payload, headers: { ...fields, 'content-type': 'application/json' } };
}

async function send({ payload, headers }: Awaited<ReturnType<typeof sign>>) {
  const answer = await node.app.inject({ method: 'POST', url: target, headers, payload });
  return answer.json<schemas.GateAnswer & { readonly type?: string }>();
}
const ask = async (more?: Partial<schemas.GateCheck>) => send(await sign(await seen(more)));
const checksOf = (checkId: string) =>
  node.context.db
    .selectFrom('door_check')
    .select(['scan_id', 'shift_id', 'basis', 'verdict', 'identity_outcome', 'identity_way', 'temperature', 'findings'])
    .where('check_id', '=', checkId)
    .execute();
const scans = () => node.context.db.selectFrom('scan').select(['scan_id', 'verdict']).execute();

describe('a gate without a guard', () => {
  it('opens for a green code once the place has all its steps, and says what is still to do [M41] [M42]', async () => {
    expect(await ask()).toMatchObject({ open: true, verdict: 'pass', next: null, validForSeconds: 10, findings: [] });
    const { document: _, ...withoutDocument } = await seen();
    expect(await send(await sign(withoutDocument))).toMatchObject({
      open: false,
      validForSeconds: 0,
      verdict: 'cannot-tell',
      next: 'document',
    });
  });

  it.each<[string, Partial<schemas.GateCheck>, string, string]>([
    ["with another's document", { document: { lastFour: '0000' } }, 'stop', 'person-differs'],
    [
      'with her number and another name',
      { document: { lastFour: 'OWN', maskedName: '李*' } },
      'stop',
      'person-differs',
    ],
    ['with a fever', { temperature: 38.4 }, 'stop', 'fever'],
    ['with what is no code', { text: 'https://pay.example/1' }, 'stop', 'malformed'],
  ])('stays shut for somebody %s', async (_who, more, verdict, finding) => {
    const { document } = more;
    const own = document?.lastFour === 'OWN' ? { document: { ...document, lastFour: lastFour() } } : {};
    const answer = await ask({ ...more, ...own });
    expect(answer).toMatchObject({ open: false, validForSeconds: 0, verdict });
    expect(answer.findings.map(({ code }) => code)).toContain(finding);
  });

  it('is recorded once for each reading, however often it is sent', async () => {
    const check = await seen();
    expect([await send(await sign(check)), await send(await sign(check))].map(({ open }) => open)).toEqual([
      true,
      true,
    ]);
    expect((await scans()).filter(({ scan_id: scanId }) => scanId === check.scanId)).toEqual([
      { scan_id: check.scanId, verdict: 'pass' },
    ]);
  });

  it('leaves the record that a guard leaves, of the reading after which nothing is left to do [M41]', async () => {
    const { document, temperature, ...code } = await seen();
    await send(await sign(code));
    expect(await checksOf(code.scanId)).toEqual([]);
    const whole = { ...code, scanId: randomUUID(), document, temperature };
    await send(await sign(whole));
    node.clock.forward(2);
    await send(await sign(whole));
    const passed = {
      basis: 'code',
      verdict: 'pass',
      identity_outcome: 'matches',
      identity_way: 'reader',
      findings: [],
    };
    expect(await checksOf(whole.scanId)).toEqual([
      { ...passed, scan_id: whole.scanId, shift_id: null, temperature: 'ordinary' },
    ]);
    const none = { scanId: randomUUID(), text: 'https://pay.example/1' };
    await send(await sign(none));
    const seenNothing = { identity_outcome: null, identity_way: null, temperature: 'not-taken' };
    expect(await checksOf(none.scanId)).toMatchObject([{ verdict: 'stop', ...seenNothing, findings: ['malformed'] }]);
  });

  it('is answered once for a signature: a request that is sent again as it was opens nothing', async () => {
    const request = await sign(await seen());
    expect((await send(request)).open).toBe(true);
    expect((await send(request)).type).toBe('urn:tongxing:problem:nonce-replayed');
  });

  it('is nobody else: by its key, enrolled, not revoked, a minute ago at most, and about what it has sent', async () => {
    const problem = async (more: Signing, check?: Partial<schemas.GateCheck>) =>
      (await send(await sign(await seen(check), more))).type?.replace('urn:tongxing:problem:', '');
    expect(await problem({ key: makeDeviceKey() })).toBe('signature-invalid');
    expect(await problem({ keyid: randomUUID() })).toBe('device-unknown');
    expect(await problem({ keyid: 'of-nobody' })).toBe('device-unknown');
    expect(await problem({ age: 61 })).toBe('signature-expired');
    const lost = await enrolCheckpoint(node);
    await revoke(node, lost);
    expect(await problem({ keyid: lost.deviceId, key: lost.key })).toBe('device-revoked');
    const { headers } = await sign(await seen());
    const other = Buffer.from(JSON.stringify(await seen()));
    expect((await send({ headers, payload: other })).type).toBe('urn:tongxing:problem:signature-invalid');
  });

  it('can be built from docs/gate.md: its sample client enrols, asks, and opens', async () => {
    await node.listen();
    const folder = await mkdtemp(join(tmpdir(), 'tongxing-gate-'));
    const run = (command: string[], input = '') =>
      runClient([node.context.config.http.publicUrl, join(folder, 'gate.json'), ...command], input);
    try {
      const staff = await signInStaff(node);
      const { enrolmentCode } = await staff.call(routes.createEnrolment, { body: { venue: venueAt('140105') } });
      await run(['enrol', enrolmentCode]);
      const [{ scanId: _, ...right }, { scanId: __, ...hot }] = [await seen(), await seen({ temperature: 39 })];
      const answers = await run(['ask'], `${JSON.stringify(right)}\n${JSON.stringify(hot)}\n`);
      expect(
        answers
          .trim()
          .split('\n')
          .map((line) => (JSON.parse(line) as schemas.GateAnswer).open),
      ).toEqual([true, false]);
      expect(JSON.parse(await readFile(join(folder, 'gate.json'), 'utf8'))).not.toHaveProperty('token');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

const client = fileURLToPath(new URL('../../../../../docs/gate/client.mjs', import.meta.url));

/** What it prints, with the clock of the node. @throws Error with what it complains of */
function runClient(args: readonly string[], input: string): Promise<string> {
  const clock = `data:text/javascript,Date.now=()=>${String(node.clock.now().getTime())}`;
  const child = spawn(process.execPath, ['--import', clock, client, ...args]);
  let [out, complaint] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (complaint += part.toString()));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(complaint))));
  });
}
