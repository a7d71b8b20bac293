import { readFile } from 'node:fs/promises';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const closed = <T extends Parameters<typeof Type.Object>[0]>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });
const Path = Type.String({ minLength: 1 });
const Url = Type.String({ pattern: '^https?://[^\\s]+[^/]$' });
/** A status URI has at most 34 bytes (wire format): the node's address, `/s/` and the name of a shard, five characters at most. */
const PublicUrl = Type.String({ pattern: '^https?://[^\\s]+[^/]$', maxLength: 26 });
/** An address or a network (CIDR) of a proxy that stands in front. */
const Proxy = Type.String({ pattern: '^[0-9a-fA-F:.]+(/\\d{1,3})?$' });
const Origin = Type.String({ pattern: '^https?://[^\\s/*]+$' });
const Source = closed({ url: Url, appId: Type.String(), secretFile: Path });
/** Messages a second that a provider takes from this node. */
const PerSecond = Type.Integer({ minimum: 1, maximum: 100_000 });
/** What a platform calls the templates of the four kinds of messages. */
const Templates = closed({
  colour: Type.String(),
  application: Type.String(),
  reminder: Type.String(),
  question: Type.String(),
});

const ConfigSchema = closed({
  division: Type.String({ pattern: '^[1-9]\\d0000$' }),
  http: closed({
    host: Type.String(),
    port: Type.Integer({ minimum: 0, maximum: 65535 }),
    publicUrl: PublicUrl,
    trustedProxies: Type.Array(Proxy),
    allowedOrigins: Type.Array(Origin),
    maxConnections: Type.Integer({ minimum: 16 }),
    limits: closed({
      /** Multiplies the contract's limits, which each process counts for itself. */
      factor: Type.Number({ minimum: 0.01 }),
      phoneCodesPerAddressPerHour: Type.Integer({ minimum: 1 }),
      wrongEnrolmentsPerAddressPerHour: Type.Integer({ minimum: 1 }),
    }),
  }),
  database: closed({ url: Type.String(), maxConnections: Type.Integer({ minimum: 2, maximum: 200 }) }),
  provinceFolder: Path,
  policiesFolder: Path,
  signer: Type.Union([closed({ keyFolder: Path, socket: Path }), closed({ socket: Path })]),
  secrets: closed({
    /** The highest version seals; the others only open what they sealed, until `rekey` has done its work. */
    sealKeys: Type.Array(closed({ version: Type.Integer({ minimum: 1, maximum: 255 }), file: Path }), { minItems: 1 }),
    indexKeyFile: Path,
    permutationKeyFile: Path,
  }),
  admin: closed({ username: Type.String(), passwordFile: Path }),
  trust: closed({
    rootsFile: Path,
    listFile: Path,
    threshold: Type.Integer({ minimum: 1 }),
    /** Only where the other nodes are in a network of their own, or on this machine. */
    allowPrivateAddresses: Type.Boolean(),
  }),
  sources: closed({
    populationRegistry: Source,
    exitEntryRegistry: Source,
    itineraryCard: Source,
    healthCommission: Source,
    natLaboratory: Source,
    nationalPlatform: Source,
    smsGateway: closed({ url: Url, appId: Type.String(), secretFile: Path, perSecond: PerSecond }),
    wechat: closed({
      url: Url,
      appId: Type.String(),
      secretFile: Path,
      perSecond: PerSecond,
      templates: Templates,
      page: Type.String(),
    }),
    alipay: closed({
      url: Url,
      appId: Type.String(),
      privateKeyFile: Path,
      alipayPublicKeyFile: Path,
      contentKeyFile: Path,
      perSecond: PerSecond,
      templates: Templates,
      page: Type.String(),
    }),
    /** The app of the province as an OpenID provider; where the profile names one, and only there. */
    provincialApp: Type.Optional(closed({ issuer: Url, clientId: Type.String({ minLength: 1 }), secretFile: Path })),
  }),
  /** Without it nothing is measured. */
  telemetry: Type.Optional(
    closed({
      otlpUrl: Url,
      everySeconds: Type.Integer({ minimum: 1, maximum: 300 }),
      traceRatio: Type.Number({ minimum: 0, maximum: 1 }),
    }),
  ),
  /** Where the citizen's app was built for the web; without it the node serves none. */
  citizenApp: Type.Optional(closed({ folder: Path })),
  /** Where the checkpoint app was built, and beside it the page of employers and schools; without it the node serves neither. */
  checkpointApp: Type.Optional(closed({ folder: Path })),
  logLevel: Type.Enum(['info', 'warn', 'error', 'silent']),
});

export type Config = Static<typeof ConfigSchema>;

/**
 * Reads the one configuration file. Refuses on doubt: an unknown key, a missing key or a value of the wrong shape is an error
 * that names the place, never a default.
 */
export async function readConfig(file: string): Promise<Config> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`configuration ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  if (!Value.Check(ConfigSchema, content)) {
    const [first] = Value.Errors(ConfigSchema, content);
    throw new Error(`configuration ${file}: ${first?.instancePath ?? '/'} ${first?.message ?? 'is not valid'}`);
  }
  return content;
}

/** The keys that seal, by version. @throws Error when a version is named twice or a file does not hold a key */
export async function readSealKeys(keys: Config['secrets']['sealKeys']): Promise<Map<number, Buffer>> {
  const held = new Map<number, Buffer>();
  for (const { version, file } of keys) {
    if (held.has(version)) throw new Error(`secrets.sealKeys names version ${version} twice`);
    held.set(version, await readKey(file));
  }
  return held;
}

/** A secret of exactly 32 bytes, base64 in a file of its own. */
export async function readKey(file: string): Promise<Buffer> {
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  if (key.length !== 32) throw new Error(`secret ${file} must hold 32 bytes in base64`);
  return key;
}
