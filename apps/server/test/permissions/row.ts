import type { Access, schemas } from '@tongxing/contract';

/** Who may call a route: the access of the contract, and for staff how a caller is answered where the subject lies elsewhere. */
export type Row = Exclude<Access, object> | StaffRow;

export interface StaffRow {
  readonly staff: readonly schemas.StaffRole[];
  readonly scope: 'self' | 'own-division';
  readonly divisionOf?: string;
  /** The answer about a subject in a wider division or in one beside. Only where the scope is the own division. */
  readonly elsewhere?: 'not-permitted' | 'not-found' | 'not shown';
  /** Where what is acted on decides further: these of the roles for what the test tries, and how the others are answered. */
  readonly tried?: {
    readonly what: string;
    readonly staff: readonly schemas.StaffRole[];
    readonly others: 'not-permitted' | 'not shown';
  };
}

export const roles = [
  'guard',
  'reviewer',
  'community',
  'policy-editor',
  'policy-approver',
  'health-data',
  'hotline',
  'content',
  'roster',
  'auditor',
  'admin',
] as const satisfies readonly schemas.StaffRole[];
