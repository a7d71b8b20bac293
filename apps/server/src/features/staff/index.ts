export { requireDivision } from '../../division-scope.ts';
export { committedAccess, recordStaffAccess, type StaffAccessed } from './access-record.ts';
export { ensureAdmin } from './account.ts';
export { requireOwnPage, tokenInCookie } from './cookie.ts';
export { staffRoleElevation } from './elevation.ts';
export { keptOfStaff } from './kept.ts';
export { logStaff, type StaffAction, type StaffEvent } from './log.ts';
export { staffPrincipal } from './principal.ts';
export { staffRoutes } from './routes.ts';
