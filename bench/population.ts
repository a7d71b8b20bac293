import { createHash } from 'node:crypto';
import { systemClock, toEdge } from '@tongxing/server';
import {
  createLog,
  createPackSource,
  createSeal,
  decidePeople,
  insertRows,
  issueCodes,
  newId,
  newSecret,
  openDatabase,
  readConfig,
  readDivisions,
  readKey,
  readProvince,
  readSealKeys,
  recordReports,
  sha256,
  transact,
  type NewFact,
  type Report,
  type Tx,
} from '@tongxing/server/inside';
import type { Person } from '@tongxing/world/people/person.ts';

/** What a person carries to the other province, and how she is signed in there. */
export interface Traveller {
  readonly person: Person;
  readonly personId: string;
  readonly token: string;
  readonly consent: { readonly grade: 'origin-session'; authorizationCode: string; codeVerifier: string };
}

/** People written or decided on at a time. */
const CHUNK = 500;
const daySeconds = 86_400;

/** A node's database and secrets, opened beside the running node. */
export async function openNodeDatabase(configFile: string) {
  const config = await readConfig(configFile);
  // Whole populations are settled with one statement, on a machine that may be busy.
  const { db, close } = openDatabase(config.database.url, 4, { statementSeconds: 600 });
  const { sealKeys, indexKeyFile } = config.secrets;
  const seal = createSeal(await readSealKeys(sealKeys), await readKey(indexKeyFile));
  const clock = systemClock;
  const log = createLog('error');
  const province = await readProvince(config.provinceFolder, config.division);
  const permutationKey = await readKey(config.secrets.permutationKeyFile);
  const divisions = await readDivisions();
  return { config, db, close, seal, clock, log, province, divisions, permutationKey };
}

export type Node = Awaited<ReturnType<typeof openNodeDatabase>>;

/**
 * Puts people into two nodes as if they had come by HTTP: at home verified, declared, looked up at the sources, decided on and with a
 * code, and with a consent for the destination; there, verified and signed in.
 */
export async function register(
  people: readonly Person[],
  { originFile, destinationFile, scope }: { originFile: string; destinationFile: string; scope: string },
): Promise<Traveller[]> {
  const [origin, destination] = [await openNodeDatabase(originFile), await openNodeDatabase(destinationFile)];
  try {
    const travellers: Traveller[] = [];
    for (let from = 0; from < people.length; from += CHUNK) {
      const some = people.slice(from, from + CHUNK).map((person) => travellerOf(person, destination));
      await Promise.all([settleAtHome(origin, some, destination.config.division, scope), arrive(destination, some)]);
      travellers.push(...some);
    }
    return travellers;
  } finally {
    await Promise.all([origin.close(), destination.close()]);
  }
}

function travellerOf(person: Person, { clock }: Node): Traveller {
  const personId = newId(clock.now());
  const consent = { grade: 'origin-session' as const, authorizationCode: newSecret(), codeVerifier: newSecret() };
  return { person, personId, token: newSecret(), consent };
}

/** Makes people known to a node, as their real-name check would. */
export async function admit(tx: Tx, { seal, clock }: Node, people: readonly { personId: string; person: Person }[]) {
  const now = clock.now();
  await insertRows(tx, 'person', people, {
    person_id: ['uuid', ({ personId }) => personId],
    document_type: ['text', ({ person }) => person.documentType],
    document_sealed: ['bytea', ({ person }) => seal.seal('document', person.documentNumber)],
    name_sealed: ['bytea', ({ person }) => seal.seal('name', person.name)],
    name_index: ['bytea', ({ person }) => seal.index('name', person.name)],
    phone_sealed: ['bytea', ({ person }) => seal.seal('phone', person.phone)],
    phone_index: ['bytea', ({ person }) => seal.index('phone', person.phone)],
    residence_division: ['text', ({ person }) => person.residenceDivision],
    verified_at: ['timestamptz', () => now],
    document_id: ['uuid', ({ personId }) => personId],
  });
  const documentIndex = ({ person }: { person: Person }) =>
    seal.index('document', `${person.documentType}:${person.documentNumber}`);
  await insertRows(tx, 'document_person', people, {
    document_index: ['bytea', documentIndex],
    person_id: ['uuid', ({ personId }) => personId],
  });
  await insertRows(tx, 'person_document', people, {
    person_id: ['uuid', ({ personId }) => personId],
    document_id: ['uuid', ({ personId }) => personId],
    document_index: ['bytea', documentIndex],
    document_type: ['text', ({ person }) => person.documentType],
    document_sealed: ['bytea', ({ person }) => seal.seal('document', person.documentNumber)],
    name_sealed: ['bytea', ({ person }) => seal.seal('name', person.name)],
    name_index: ['bytea', ({ person }) => seal.index('name', person.name)],
    added_at: ['timestamptz', () => now],
  });
}

/** Verified at the destination, with an account and a session. */
function arrive(node: Node, travellers: readonly Traveller[]): Promise<void> {
  const { db, seal, clock } = node;
  const now = clock.now();
  const accounts = travellers.map((traveller) => ({ ...traveller, accountId: newId(now) }));
  return transact(db, async (tx) => {
    await admit(tx, node, travellers);
    await insertRows(tx, 'account', accounts, {
      account_id: ['uuid', ({ accountId }) => accountId],
      phone_index: ['bytea', ({ person }) => seal.index('phone', person.phone)],
      phone_sealed: ['bytea', ({ person }) => seal.seal('phone', person.phone)],
      person_id: ['uuid', ({ personId }) => personId],
      created_at: ['timestamptz', () => now],
    });
    await insertRows(tx, 'session', accounts, {
      token_hash: ['bytea', ({ token }) => sha256(token)],
      kind: ['text', () => 'account'],
      subject_id: ['uuid', ({ accountId }) => accountId],
      created_at: ['timestamptz', () => now],
      expires_at: ['timestamptz', () => new Date(now.getTime() + 30 * daySeconds * 1000)],
    });
  });
}

/** Green at the origin, with a code, and agreed that the destination asks. */
async function settleAtHome(node: Node, travellers: readonly Traveller[], audience: string, scope: string) {
  const { db, clock } = node;
  const now = clock.now();
  const people = travellers.map(({ person, consent }) => ({
    personId: newId(now),
    person,
    consent,
    consentId: newId(now),
  }));
  await transact(db, async (tx) => {
    await admit(tx, node, people);
    await grantConsents(tx, now, people, audience);
    await recordReports(
      tx,
      people.flatMap(({ personId, person }) => reportsAbout(personId, person, now)),
    );
  });
  const deps = { ...node, packs: createPackSource(), coloursChanged: async () => undefined };
  const personIds = people.map(({ personId }) => personId);
  await transact(db, async (tx) => {
    await decidePeople(tx, deps, personIds, 'resident');
    await issueCodes(
      tx,
      node,
      personIds.map((personId) => ({ personId, scope })),
      'declaration',
    );
  });
}

function grantConsents(
  tx: Tx,
  now: Date,
  people: readonly { personId: string; consentId: string; consent: Traveller['consent'] }[],
  audience: string,
) {
  const expiresAt = new Date(now.getTime() + daySeconds * 1000);
  const challenge = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
  return Promise.all([
    insertRows(tx, 'consent', people, {
      person_id: ['uuid', ({ personId }) => personId],
      consent_id: ['uuid', ({ consentId }) => consentId],
      audience: ['text', () => audience],
      purpose: ['text', () => 'conversion'],
      fields: ['text[]', () => ['colour', 'reasons', 'release', 'freshness']],
      granted_at: ['timestamptz', () => now],
      expires_at: ['timestamptz', () => expiresAt],
    }),
    insertRows(tx, 'authorization_code', people, {
      code_hash: ['bytea', ({ consent }) => sha256(consent.authorizationCode)],
      person_id: ['uuid', ({ personId }) => personId],
      consent_id: ['uuid', ({ consentId }) => consentId],
      code_challenge: ['text', ({ consent }) => challenge(consent.codeVerifier)],
      expires_at: ['timestamptz', () => expiresAt],
    }),
  ]);
}

interface Stay {
  readonly division: string;
  readonly from: string;
  readonly to: string;
}

/** Well, at home for fourteen days and `away` besides, and known to nobody as a case or a contact. */
export function reportsAbout(personId: string, person: Person, receivedAt: Date, away: readonly Stay[] = []): Report[] {
  const fact = (kind: NewFact['kind'], data: unknown): NewFact => ({ kind, observedAt: receivedAt, data });
  const answered = (source: string) => fact('source-report', { source, window: 'P14D' });
  const fortnight = new Date(receivedAt.getTime() - 14 * daySeconds * 1000);
  const stays = [{ division: person.residenceDivision, from: toEdge(fortnight), to: toEdge(receivedAt) }, ...away];
  const about = { personId, receivedAt };
  return [
    {
      ...about,
      source: 'declaration',
      facts: [
        fact('health-declaration', { symptoms: [], contactWithCase: false, temperature: 36.5 }),
        fact('itinerary-declaration', { stays }),
      ],
    },
    { ...about, source: 'health-commission', facts: [answered('health-commission')] },
    { ...about, source: 'nat-laboratory', facts: [answered('nat-laboratory')] },
    { ...about, source: 'itinerary-card', facts: [answered('itinerary-card'), fact('itinerary-card', { stays })] },
    {
      ...about,
      source: 'population-registry',
      facts: [answered('population-registry'), fact('residence', { division: person.residenceDivision })],
    },
  ];
}
