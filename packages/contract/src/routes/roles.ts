import { StaffRole } from '../schemas/staff.ts';

/** For routes that are open to whoever is staff. */
export const everyRole: readonly StaffRole[] = [...StaffRole.enum];
