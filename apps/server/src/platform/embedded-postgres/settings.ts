import type { Places } from './places.ts';

/** Only names the socket's file: the server does not listen on the network at all. */
export const PORT = 5432;

/** Settings for a machine of modest size; `durable: false` is for tests, whose data nobody misses after a power cut. */
export function settings(places: Places, durable: boolean): string[] {
  const values: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: places.socketDir,
    unix_socket_permissions: '0700',
    port: String(PORT),
    max_connections: '200',
    max_locks_per_transaction: '128',
    shared_buffers: '256MB',
    max_wal_size: durable ? '2GB' : '256MB',
    checkpoint_timeout: '15min',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %d ',
    lc_messages: 'C',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
