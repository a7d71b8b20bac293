export type ServingRole = 'all' | 'web' | 'jobs' | 'migrate' | 'rekey';
/**
 * What a process of a node does. `all` is every role in one process; `migrate` prepares the database and ends; `rekey` seals anew what
 * an older key has sealed and ends.
 */
export type Role = ServingRole | 'signer';
export const roles: readonly Role[] = ['all', 'web', 'jobs', 'signer', 'migrate', 'rekey'];
/** Roles whose process does its work and ends by itself. */
export const passingRoles: readonly Role[] = ['migrate', 'rekey'];

/** What has to be released when the process ends, in the order in which it was opened. */
export type Stops = (() => Promise<unknown>)[];
