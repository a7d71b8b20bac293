export { retentionTicks } from './destroy.ts';
export type { KeptRows } from './kept-rows.ts';
