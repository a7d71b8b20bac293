import { sql } from 'kysely';
import { keptTable, type KeptRows } from '../retention/index.ts';

/** From when they arrived: the clock of a device may have been wrong. */
const since = sql<Date>`received_at`;

export const keptOfDoors: readonly KeptRows[] = [
  keptTable({ name: 'door-checks', period: 'checkDays', table: 'door_check', since }),
  keptTable({ name: 'manual-registrations', period: 'registrationDays', table: 'manual_registration', since }),
];
