export { describeScan } from './scan.ts';
export { type AppliedFallback, fallbackNow, openFallback } from './fallback.ts';
export { judgeCode, originOf } from './judge.ts';
export { fetchKnowledge, openKnowledge, type Fetched, type Knowledge, type Roots } from './knowledge.ts';
export { describeVerification, nothingKnown } from './result.ts';
export {
  batchOf,
  mostInBatch,
  mostRegistrations,
  uploadWaiting,
  type SignBatch,
  type Waiting,
  type WaitingItem,
} from './upload.ts';
export { whoseCode, type Whose } from './whose.ts';
