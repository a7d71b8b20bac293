import { attestationRequirements } from './checks/attestations.ts';
import { consentRequirements } from './checks/consents.ts';
import { logRequirements } from './checks/log.ts';
import { problemRequirements } from './checks/problems.ts';
import { signatureRequirements } from './checks/signatures.ts';
import { statusListRequirements } from './checks/status-lists.ts';
import { trustListRequirements } from './checks/trust-list.ts';
import { transferRequirements } from './checks/transfers.ts';
import type { Requirement } from './requirement.ts';

/** In the order in which they are checked and printed, which is that of docs/protocol/conformance.md. */
export const requirements: readonly Requirement[] = [
  ...trustListRequirements,
  ...signatureRequirements,
  ...attestationRequirements,
  ...consentRequirements,
  ...transferRequirements,
  ...statusListRequirements,
  ...logRequirements,
  ...problemRequirements,
];
