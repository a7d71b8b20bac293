export type ServingRole = 'all' | 'web' | 'jobs' | 'migrate';
/** What a process of a node does. `all` is every role in one process; `migrate` prepares the database and ends. */
export type Role = ServingRole | 'signer';
export const roles: readonly Role[] = ['all', 'web', 'jobs', 'signer', 'migrate'];

/** What has to be released when the process ends, in the order in which it was opened. */
export type Stops = (() => Promise<unknown>)[];
