/** The node's own functions, for measurements that fill its database as the node itself would. The running node does not load this. */
export { readConfig, readKey, readSealKeys, type Config } from './config.ts';
export { readDivisions } from './features/division/index.ts';
export { issueCodes } from './features/code/index.ts';
export { decidePeople } from './features/decision/index.ts';
export { createPackSource } from './features/policy/index.ts';
export { recordReports, type NewFact, type Report } from './features/facts/index.ts';
export { startRecolouring } from './features/recolouring/index.ts';
export { openDatabase, transact, type Db, type Tx } from './platform/db.ts';
export {
  federationKey,
  signRequest,
  signResponse,
  verifyRequest,
  verifyResponse,
} from './platform/http-signatures/index.ts';
export { newId, newSecret, sha256 } from './platform/ids.ts';
export { createLog } from './platform/log.ts';
export { insertRows, rowsOf } from './platform/rows.ts';
export { createSeal, type Seal } from './platform/seal.ts';
export { readProvince } from './province.ts';
export { dayOf } from './platform/clock.ts';
