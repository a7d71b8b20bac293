import pg from 'pg';
import type { OpenApp } from './open-app.ts';

/** Others who have come before and were given places, as far as the node's own books say. */
export async function waitOutside({ world }: OpenApp, division: string, others: number): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl(division) });
  await client.connect();
  try {
    await client.query(
      `insert into admission (queue, issued, called, called_at) values ('conversion', $1, 0, $2)
       on conflict (queue) do update set issued = $1, called = 0, called_at = $2`,
      [others, new Date()],
    );
  } finally {
    await client.end();
  }
}
