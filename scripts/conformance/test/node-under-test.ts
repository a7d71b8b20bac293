import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { citizenWithCode, verifiedCitizen } from '../../../apps/server/test/citizen.ts';
import { consentAt } from '../../../apps/server/test/federation.ts';
import { createManualClock } from '../../../apps/server/test/manual-clock.ts';
import { openTestNode, type TestNode, type TestNodeOptions } from '../../../apps/server/test/node.ts';
import { inventPerson, type Person } from '../../../apps/server/test/people.ts';
import { takeStrips } from '../../../apps/server/test/phone.ts';
import { createRoots, listNode, type Roots } from '../../../apps/server/test/trust.ts';
import { appendEntry, logOrigin } from '../../../apps/server/src/features/transparency/index.ts';
import { transact } from '../../../apps/server/src/platform/db.ts';
import { toEdge, toUnix } from '../../../apps/server/src/platform/clock.ts';
import { signerOf } from '../keys.ts';
import type { Setup, Subject } from '../setup.ts';

const peer = '140000';
const elsewhere = '440000';
const day = 86_400;
/** So that the log has a full tile, and a tile of level 1 above it. */
const entries = 300;

export interface NodeUnderTest {
  readonly node: TestNode;
  readonly roots: Roots;
  /** Of the trust list. */
  readonly nodes: Parameters<Roots['sign']>[0];
  /** What the program is given, but for how it sends, and where it takes randomness from. */
  readonly setup: Omit<Setup, 'send' | 'random'>;
  readonly logKey: KeyObject;
  /** Public, of the peer. */
  readonly peerKey: KeyObject;
}

/** A node with three people, Shandong's if nothing else is said, in a list with the peer as which the program speaks. */
export async function openNodeUnderTest(options: Partial<TestNodeOptions> = {}): Promise<NodeUnderTest> {
  const [clock, roots] = [createManualClock(), createRoots()];
  const node = await openTestNode({ division: '370000', ...options, clock, roots });
  await node.listen();
  const { signer, config } = node.context;
  const now = clock.now();
  const described = await listNode(node.division, config.http.publicUrl, signer, now);
  const own = { ...described, log: { ...described.log, origin: logOrigin(node.division) } };
  const [current, old] = [makeKey('c0ffee0000000001'), makeKey('c0ffee0000000002')];
  const keys = [listed(current, now, 365 * day), listed(old, now, -day)];
  const other = (division: string) => ({ ...own, division, baseUrl: `http://127.0.0.1:9/${division}/`, keys });
  const nodes = [{ ...other(peer) }, own, { ...other(elsewhere), keys: [] }];
  await node.trust(roots.sign(nodes, now, { version: 2 }));
  // An hour, so that its status lists are signed anew under the address at which it is served now.
  await node.pass(3600);
  await fillLog(node);
  const rootKeys = JSON.parse(roots.file) as { kid: string; x: string; y: string }[];
  return {
    node,
    roots,
    nodes,
    peerKey: current.publicKey,
    logKey: createPrivateKey(await readFile(join(dirname(config.trust.rootsFile), '..', 'keys', 'log.pem'), 'utf8')),
    setup: {
      baseUrl: `${config.http.publicUrl}/`,
      roots: rootKeys.map(({ kid, x, y }) => ({
        kid: Buffer.from(kid, 'hex'),
        x: Buffer.from(x, 'base64url'),
        y: Buffer.from(y, 'base64url'),
      })),
      threshold: 2,
      division: peer,
      key: { kid: current.kid, sign: current.sign },
      oldKey: { kid: old.kid, sign: old.sign },
      people: await introducePeople(node),
      questionsPerDay: 5,
      now: clock.now,
      wait: () => node.tick(),
    },
  };
}

function makeKey(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { kid, publicKey, x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url'), sign: signerOf(privateKey) };
}

function listed({ kid, x, y }: ReturnType<typeof makeKey>, now: Date, secondsLeft: number) {
  const at = toUnix(now);
  const validity = { validFrom: at - 30 * day, validTo: at + secondsLeft };
  return { kid: Buffer.from(kid, 'hex'), use: 'federation' as const, suite: 'ES256' as const, x, y, ...validity };
}

async function introducePeople(node: TestNode): Promise<Setup['people']> {
  const district = `${node.division.slice(0, 2)}0102`;
  const [traveller, holder, codeless] = [
    await citizenWithCode(node, inventPerson(district)),
    await citizenWithCode(node, inventPerson(district)),
    await verifiedCitizen(node, inventPerson(district)),
  ];
  const grant = async (of: typeof traveller, audience = peer) => {
    const { authorizationCode, codeVerifier } = await consentAt(of.client, audience, ['colour', 'freshness']);
    return { authorizationCode, codeVerifier, fields: ['colour', 'freshness'] };
  };
  const consents = [await grant(traveller), await grant(traveller)];
  const [strip] = await takeStrips(holder.client);
  await node.tick();
  return {
    traveller: { subject: subjectOf(traveller.person), consents },
    holder: {
      subject: subjectOf(holder.person),
      strip: Buffer.from(strip!.bytes),
      sign: signerOf(strip!.key.privateKey),
    },
    codeless: {
      subject: subjectOf(codeless.person),
      consent: await grant(codeless),
      elsewhere: await grant(codeless, elsewhere),
    },
  };
}

function subjectOf({ documentNumber, name, phone }: Person): Subject {
  return { documentType: '10', documentNumber, name, phone };
}

async function fillLog(node: TestNode): Promise<void> {
  const { db, clock } = node.context;
  await transact(db, async (tx) => {
    for (let number = 0; number < entries; number += 1) {
      await appendEntry(tx, { clock }, { kind: 'key', at: toEdge(clock.now()), note: `filling ${number}` });
    }
  });
  await node.tick();
}
