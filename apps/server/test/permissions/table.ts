import type { routes } from '@tongxing/contract';
import type { Row } from './row.ts';
import { rowsOfStaff } from './rows-of-staff.ts';
import { rowsWithoutStaff } from './rows-without-staff.ts';

/** Every route there is. A route that is not here fails the test; so does one whose access in the served document is another. */
export const permissionTable: Readonly<Record<keyof typeof routes, Row>> = { ...rowsWithoutStaff, ...rowsOfStaff };
