import { join } from 'node:path';
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
  /** Applies at the destination over HTTP. Answers the application's id. @throws Error when it is not taken in */
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
    return {
      travellers,
      apply: (traveller) => apply(poster.post, traveller, pledge.version),
      decided: (applications) => decided(database.db, applications),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function apply(
  post: ReturnType<typeof createPoster>['post'],
  { person, token, consent }: Traveller,
  version: string,
) {
  const now = Date.now();
  const body = JSON.stringify({
    originDivision: shanxi,
    scope: shandong,
    consent,
    answers: { symptoms: [], contactWithCase: false, temperature: 36.5 },
    stays: [
      { division: person.residenceDivision, from: toEdge(new Date(now - 13 * 86_400_000)), to: toEdge(new Date(now)) },
    ],
    pledge: { version, confirmed: true },
  });
  const answer = await post('/conversions', body, { authorization: `Bearer ${token}` });
  if (answer.status !== 202) throw new Error(`an application was answered ${answer.status}: ${answer.body}`);
  return (JSON.parse(answer.body) as { conversionId: string }).conversionId;
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
