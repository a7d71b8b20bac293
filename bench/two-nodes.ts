import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { schemas } from '@tongxing/contract';
import { toEdge } from '@tongxing/server';
import { openDatabase, readConfig, readProvince, type Db } from '@tongxing/server/inside';
import { sql } from 'kysely';
import { makePerson } from '@tongxing/world/people/person.ts';
import { shandong, shanxi } from '@tongxing/world/provinces.ts';
import { openWorld } from './node-under-load.ts';
import { createPoster } from './open-loop.ts';
import { register, type Traveller } from './population.ts';

export interface TwoNodes {
  readonly travellers: readonly Traveller[];
  /** Of the destination. */
  readonly url: string;
  readonly configFile: string;
  /** What a traveller applies with now. */
  form(traveller: Pick<Traveller, 'person' | 'consent'>): unknown;
  /**
   * Applies at the destination over HTTP, and comes again with the ticket for as long as there is a queue. Answers the application's id.
   * @throws Error when it is not taken in
   */
  apply(traveller: Traveller): Promise<string>;
  /** Which of these applications have been decided, green or otherwise, as far as is committed. */
  decided(applications: readonly Application[]): Promise<Map<string, string>>;
  close(): Promise<void>;
}

export interface Application {
  readonly personId: string;
  readonly conversionId: string;
}

/** Shanxi and Shandong with their processes and durable databases, and `count` people of Shanxi who have come to Shandong. */
export async function openTwoNodes(count: number): Promise<TwoNodes> {
  const stops: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  };
  try {
    const world = await openWorld(stops);
    const configFile = (division: string) => join(world.folder, division, 'config.json');
    const people = Array.from({ length: count }, (_, n) => makePerson({ seed: 100_000 + n, division: '140105' }));
    const travellers = await register(people, {
      originFile: configFile(shanxi),
      destinationFile: configFile(shandong),
      scope: '140100',
    });
    const config = await readConfig(configFile(shandong));
    const { pledge } = await readProvince(config.provinceFolder, shandong);
    const database = openDatabase(config.database.url, 2);
    stops.push(() => database.close());
    const poster = createPoster(config.http.publicUrl);
    stops.push(async () => poster.close());
    const form: TwoNodes['form'] = (traveller) => formOf(traveller, pledge.version);
    return {
      travellers,
      url: config.http.publicUrl,
      configFile: configFile(shandong),
      form,
      apply: (traveller) => apply(poster.post, traveller.token, JSON.stringify(form(traveller))),
      decided: (applications) => decided(database.db, applications),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function formOf({ person, consent }: Pick<Traveller, 'person' | 'consent'>, version: string) {
  const now = Date.now();
  return {
    originDivision: shanxi,
    scope: shandong,
    consent,
    answers: { symptoms: [], contactWithCase: false, temperature: 36.5 },
    stays: [
      { division: person.residenceDivision, from: toEdge(new Date(now - 13 * 86_400_000)), to: toEdge(new Date(now)) },
    ],
    pledge: { version, confirmed: true },
  };
}

async function apply(post: ReturnType<typeof createPoster>['post'], token: string, body: string): Promise<string> {
  for (let ticket: Record<string, string> = {}; ;) {
    const answer = await post('/conversions', body, { authorization: `Bearer ${token}`, ...ticket });
    if (answer.status === 202) return (JSON.parse(answer.body) as { conversionId: string }).conversionId;
    const { retryAfterSeconds = 0, ...problem } = JSON.parse(answer.body) as Partial<schemas.Problem>;
    if (problem.ticket === undefined) throw new Error(`an application was answered ${answer.status}: ${answer.body}`);
    ticket = { 'tongxing-ticket': problem.ticket.ticket };
    await wait(retryAfterSeconds * 1000);
  }
}

async function decided(db: Db, applications: readonly Application[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; state: string }>`
    select conversion_id as id, state from conversion
      join unnest(${applications.map(({ personId }) => personId)}::uuid[],
                  ${applications.map(({ conversionId }) => conversionId)}::uuid[]) as asked (person_id, conversion_id)
     using (person_id, conversion_id)
     where state not in ('submitted', 'verifying', 'waiting-for-origin')`.execute(db);
  return new Map(rows.map(({ id, state }) => [id, state]));
}
