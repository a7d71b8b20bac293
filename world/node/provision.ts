import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@tongxing/server';
import { catalogue } from '../simulators/catalogue.ts';
import { hasApp } from '../provinces.ts';
import { messageTemplates } from '../simulators/seed-data.ts';
import { demoClients } from '../simulators/signature.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface NodePlan {
  readonly division: string;
  /** Where the node keeps its keys, secrets and configuration. */
  readonly folder: string;
  /** Short, because a unix socket's path may have 107 bytes at most. */
  readonly socketFolder: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly simulatorUrl: (name: string) => string;
  readonly trustFolder: string;
  /** What the Alipay gateway gives an application: its own public key (SPKI) and the key of contents, both in base64. */
  readonly alipayKeys: { readonly publicKey: string; readonly contentKey: string };
}

export const adminUsername = 'admin';

/** Writes what a node needs before its first start; secrets that are there already are kept. Answers the configuration's path. */
export async function provisionNode(plan: NodePlan): Promise<string> {
  await mkdir(plan.folder, { recursive: true, mode: 0o700 });
  await mkdir(plan.socketFolder, { recursive: true, mode: 0o700 });
  for (const name of ['seal', 'index', 'permutation'])
    await ensureSecret(plan, name, randomBytes(32).toString('base64'));
  await ensureSecret(plan, 'admin', randomBytes(12).toString('base64url'));
  const appId = `tongxing-${plan.division}`;
  const secret = demoClients[appId];
  if (secret === undefined) throw new Error(`the simulators do not know ${appId}`);
  await ensureSecret(plan, 'sources', secret);
  await ensureAlipayKeys(plan);
  const file = join(plan.folder, 'config.json');
  await writeFile(file, JSON.stringify(configOf(plan, appId), null, 2));
  return file;
}

export function secretFile(plan: Pick<NodePlan, 'folder'>, name: string): string {
  return join(plan.folder, `${name}.secret`);
}

async function ensureSecret(plan: NodePlan, name: string, value: string): Promise<void> {
  const file = secretFile(plan, name);
  if (!existsSync(file)) await writeFile(file, value, { mode: 0o600 });
}

async function ensureAlipayKeys(plan: NodePlan): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await ensureSecret(plan, 'alipay-app', privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const { publicKey, contentKey } = plan.alipayKeys;
  const spki = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  // Whatever the gateway says now: its keys are its own to change.
  await writeFile(secretFile(plan, 'alipay-public'), spki.export({ format: 'pem', type: 'spki' }), { mode: 0o600 });
  await writeFile(secretFile(plan, 'alipay-content'), contentKey, { mode: 0o600 });
}

/** The public key of a provisioned node's application (SPKI in base64), as it is registered with the Alipay gateway. */
export async function alipayAppKey(plan: Pick<NodePlan, 'folder'>): Promise<string> {
  const key = createPublicKey(await readFile(secretFile(plan, 'alipay-app'), 'utf8'));
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

function configOf(plan: NodePlan, appId: string): Config {
  const source = (name: string) => ({ url: plan.simulatorUrl(name), appId, secretFile: secretFile(plan, 'sources') });
  const known = new Set(catalogue.map((simulator) => simulator.name as string));
  const use = (name: string) => {
    if (!known.has(name)) throw new Error(`there is no simulator ${name}`);
    return source(name);
  };
  const [colour = '', application = '', reminder = '', question = ''] = messageTemplates;
  const templates = { colour, application, reminder, question };
  const provincialApp = {
    issuer: use('provincial-app').url,
    clientId: appId,
    secretFile: secretFile(plan, 'sources'),
  };
  return {
    division: plan.division,
    http: {
      host: '127.0.0.1',
      port: plan.port,
      publicUrl: `http://127.0.0.1:${plan.port}`,
      trustedProxies: [],
      allowedOrigins: [],
      maxConnections: 10_000,
      // Everybody in the world, and every load test, calls from one address.
      limits: { factor: 1000, phoneCodesPerAddressPerHour: 1_000_000, wrongEnrolmentsPerAddressPerHour: 1_000_000 },
    },
    database: { url: plan.databaseUrl, maxConnections: 16 },
    provinceFolder: join(root, 'provinces', plan.division),
    policiesFolder: join(root, 'policies'),
    signer: { keyFolder: join(plan.folder, 'keys'), socket: join(plan.socketFolder, `${plan.division}.sock`) },
    secrets: {
      sealKeys: [{ version: 1, file: secretFile(plan, 'seal') }],
      indexKeyFile: secretFile(plan, 'index'),
      permutationKeyFile: secretFile(plan, 'permutation'),
    },
    admin: { username: adminUsername, passwordFile: secretFile(plan, 'admin') },
    trust: {
      rootsFile: join(plan.trustFolder, 'roots.json'),
      listFile: join(plan.trustFolder, 'trust-list.cose'),
      threshold: 2,
      allowPrivateAddresses: true,
    },
    sources: {
      populationRegistry: use('population-registry'),
      exitEntryRegistry: use('exit-entry-registry'),
      itineraryCard: use('itinerary-card'),
      healthCommission: use('health-commission'),
      natLaboratory: use('nat-laboratory'),
      nationalPlatform: use('national-platform'),
      smsGateway: { ...use('sms-gateway'), perSecond: 500 },
      wechat: { ...use('wechat-platform'), perSecond: 500, templates, page: 'pages/messages/index' },
      alipay: {
        url: use('alipay-gateway').url,
        appId,
        privateKeyFile: secretFile(plan, 'alipay-app'),
        alipayPublicKeyFile: secretFile(plan, 'alipay-public'),
        contentKeyFile: secretFile(plan, 'alipay-content'),
        perSecond: 500,
        templates,
        page: 'pages/messages/index',
      },
      ...(hasApp(plan.division) ? { provincialApp } : {}),
    },
    citizenApp: { folder: join(root, 'apps', 'citizen', 'dist', 'h5') },
    checkpointApp: { folder: join(root, 'apps', 'checkpoint', 'dist', 'current') },
    logLevel: 'error',
  };
}
