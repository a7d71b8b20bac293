import { createPrivateKey, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve, dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { signerOf, type Point, type Sign } from './keys.ts';
import { sendOverHttp, type Send } from './send.ts';

/** A key with which this program speaks as a province of the trust list. */
export interface PeerKey {
  /** Lower-case hex. */
  readonly kid: string;
  readonly sign: Sign;
}

export interface Subject {
  readonly documentType: string;
  readonly documentNumber: string;
  readonly issuingCountry?: string;
  readonly name: string;
  readonly phone: string;
}

/** A consent that was granted at the node under test. */
export interface GrantedConsent {
  readonly authorizationCode: string;
  readonly codeVerifier: string;
  readonly fields: readonly string[];
}

/** Three synthetic people whom the node knows; whoever is not there, what rests on her is not tested. */
export interface People {
  /** Has a valid code, and has consented twice that the peer asks. */
  readonly traveller?: { readonly subject: Subject; readonly consents: readonly GrantedConsent[] };
  /** Has a strip of hers that is valid now, and its key. */
  readonly holder?: { readonly subject: Subject; readonly strip: Buffer; readonly sign: Sign };
  /** Has no code, has consented once that the peer asks and once that somebody else does. */
  readonly codeless?: {
    readonly subject: Subject;
    readonly consent: GrantedConsent;
    readonly elsewhere: GrantedConsent;
  };
}

export interface Setup {
  /** As in the trust list, with the slash at its end. */
  readonly baseUrl: string;
  readonly roots: readonly ({ readonly kid: Buffer } & Point)[];
  readonly threshold: number;
  readonly division: string;
  readonly key: PeerKey;
  /** A key of the same province whose time in the trust list is over. */
  readonly oldKey?: PeerKey;
  readonly people: People;
  /** How many questions about a subject the node's profile allows in a day. */
  readonly questionsPerDay: number;
  readonly send: Send;
  readonly random: (bytes: number) => Buffer;
  readonly now: () => Date;
  /** Lets a moment pass in which the node can do what it does by itself. */
  readonly wait: () => Promise<unknown>;
}

interface SettingsFile {
  rootsFile: string;
  threshold: number;
  peer: { division: string; kid: string; privateKeyFile: string; old?: { kid: string; privateKeyFile: string } };
  questionsPerDay?: number;
  people?: {
    traveller?: { subject: Subject; consents: GrantedConsent[] };
    holder?: { subject: Subject; strip: string; privateKeyFile: string };
    codeless?: { subject: Subject; consent: GrantedConsent; elsewhere: GrantedConsent };
  };
}

/** Reads the settings (docs/protocol/conformance.md); the files they name lie beside them. @throws Error naming what cannot be read */
export async function readSetup(baseUrl: string, settingsFile: string): Promise<Setup> {
  const settings = JSON.parse(await readFile(settingsFile, 'utf8')) as SettingsFile;
  const beside = (name: string) => readFile(resolve(dirname(settingsFile), name), 'utf8');
  const signer = async (name: string) => signerOf(createPrivateKey(await beside(name)));
  const keyOf = async ({ kid, privateKeyFile }: { kid: string; privateKeyFile: string }) => ({
    kid,
    sign: await signer(privateKeyFile),
  });
  const roots = JSON.parse(await beside(settings.rootsFile)) as { kid: string; x: string; y: string }[];
  const { traveller, holder, codeless } = settings.people ?? {};
  return {
    baseUrl: baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`,
    roots: roots.map(({ kid, x, y }) => ({
      kid: Buffer.from(kid, 'hex'),
      x: Buffer.from(x, 'base64url'),
      y: Buffer.from(y, 'base64url'),
    })),
    threshold: settings.threshold,
    division: settings.peer.division,
    key: await keyOf(settings.peer),
    ...(settings.peer.old === undefined ? {} : { oldKey: await keyOf(settings.peer.old) }),
    people: {
      ...(traveller === undefined ? {} : { traveller }),
      ...(codeless === undefined ? {} : { codeless }),
      ...(holder === undefined
        ? {}
        : {
            holder: {
              subject: holder.subject,
              strip: Buffer.from(holder.strip, 'base64url'),
              sign: await signer(holder.privateKeyFile),
            },
          }),
    },
    questionsPerDay: settings.questionsPerDay ?? 5,
    send: sendOverHttp,
    random: randomBytes,
    now: () => new Date(),
    wait: () => setTimeout(1000),
  };
}
