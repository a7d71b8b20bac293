import { Client } from 'pg';

const NAME = 'user of the embedded server';

/**
 * Registers this process as a user of a shared server, by an open connection: the kernel closes it however the
 * process ends. It does not keep the process alive.
 */
export async function register(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: NAME });
  client.on('error', () => {});
  await client.connect();
  // pg has this method; its type declarations do not.
  (client as Client & { unref: () => void }).unref();
  return client;
}

/** Ends the registration and tells whether no other user is left. */
export async function unregister(registration: Client): Promise<boolean> {
  try {
    const { rows } = await registration.query<{ others: number }>(
      'SELECT count(*)::int AS others FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
      [NAME],
    );
    await registration.end();
    return rows[0]?.others === 0;
  } catch {
    // The connection is gone, so the server was stopped or killed: there is nothing left to stop.
    return false;
  }
}
