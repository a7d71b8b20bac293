export { holderKey } from './holder-key.ts';
export { committedCode, findCode, findCodes, issueCode, issueCodes, requireScope } from './issue.ts';
export { codeTicks } from './jobs.ts';
export { ownerOfStrip } from './owner.ts';
export { codeRoutes } from './routes.ts';
export { parseStatusPlace } from './status-index.ts';
export { statusListUris } from './status-list.ts';
export { stripStatus, type StripStatus } from './status.ts';
export { supersedeStrips, supersedeStripsOf } from './supersede.ts';
