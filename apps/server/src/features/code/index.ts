export { removeGuardianDevices } from './device.ts';
export { endCode, endConvertedCodes } from './end.ts';
export { type CodeEnding, codesEnding } from './ending.ts';
export { holderKey } from './holder-key.ts';
export { committedCode, findCode, findCodes, issueCode, issueCodes, type IssuedCode, requireScope } from './issue.ts';
export { codeTicks } from './jobs.ts';
export { createOrdinals } from './ordinals.ts';
export { ownerOfStrip } from './owner.ts';
export { codeRoutes } from './routes.ts';
export { codeMeasures } from './measures.ts';
export { deflateStatuses } from './status-list-deflate.ts';
export { daysShownUntil, statusLists, statusListUris } from './status-list.ts';
export {
  createStripHistory,
  createStripReader,
  type Place,
  type StripAt,
  type StripHistory,
  type StripReader,
  type StripStatus,
} from './status.ts';
export { supersedeStrips, supersedeStripsOf } from './supersede.ts';
