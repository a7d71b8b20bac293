import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { routes } from '@tongxing/contract';
import type { Citizen } from '../../clients/citizen.ts';
import { makePerson, type Person } from '../../people/person.ts';
import { henan, shandong, shanxi } from '../../provinces.ts';
import type { RecognitionPart } from '../recognition.ts';
import { expect, type StoryWorld } from '../story.ts';
import { arriveIn, settleAt } from '../travelling.ts';
import { introduce } from '../../people/introduce.ts';

const program = fileURLToPath(new URL('../../../scripts/conformance.ts', import.meta.url));
const zhengzhou = { division: henan, scope: henan };

/** Whether somebody else could tell that a node keeps the protocol. Before the clock of the story moves: the program has the machine's. */
export const conformance: RecognitionPart = (story) => [
  {
    title: 'the conformance program, speaking as Shanxi, asks the node of Henan whether it keeps the protocol [W14]',
    async run() {
      const folder = await mkdtemp(join(tmpdir(), 'tx-conformance-'));
      try {
        await writeFile(join(folder, 'settings.json'), JSON.stringify(await settingsFor(story, folder)));
        const { exitCode, output } = await runProgram(story.listed(henan).baseUrl, join(folder, 'settings.json'));
        expect(exitCode === 0, output);
        return output.trim().split('\n').at(-1)!;
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  },
];

async function settingsFor(story: StoryWorld, folder: string) {
  const [one, two, three] = [311, 312, 313].map((seed) => makePerson({ seed, division: '410104' })) as [
    Person,
    Person,
    Person,
  ];
  const traveller = await settleAt(story, zhengzhou, one);
  const holder = await settleAt(story, zhengzhou, two);
  await introduce(story.world.simulators, [three]);
  const codeless = await arriveIn(story, henan, three);
  const key = story.listed(shanxi).keys.find(({ use }) => use === 'federation')!;
  return {
    rootsFile: join(story.folder, 'trust', 'roots.json'),
    threshold: 2,
    peer: {
      division: shanxi,
      kid: Buffer.from(key.kid).toString('hex'),
      privateKeyFile: join(story.folder, shanxi, 'keys', 'federation.pem'),
    },
    people: {
      traveller: { subject: subjectOf(one), consents: [await grant(traveller), await grant(traveller)] },
      holder: { subject: subjectOf(two), ...(await takeStrip(holder, folder)) },
      codeless: {
        subject: subjectOf(three),
        consent: await grant(codeless),
        elsewhere: await grant(codeless, shandong),
      },
    },
  };
}

function subjectOf({ documentType, documentNumber, name, phone }: Person) {
  return { documentType, documentNumber, name, phone };
}

async function grant({ client }: Citizen, audience = shanxi) {
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const fields = ['colour' as const, 'freshness' as const];
  const body = { audience, purpose: 'conversion' as const, fields, codeChallenge };
  return { ...(await client.call(routes.grantConsent, { body })), codeVerifier, fields };
}

async function takeStrip({ client }: Citizen, folder: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const body = { deviceId: randomUUID(), keys: [{ suite: 'ES256' as const, x, y }] };
  const { strips } = await client.call(routes.makeCode, { body });
  await writeFile(join(folder, 'holder.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return { strip: strips[0]!, privateKeyFile: 'holder.pem' };
}

function runProgram(baseUrl: string, settings: string): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, baseUrl, '--settings', settings], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}
