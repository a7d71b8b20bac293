export { noteDestruction, retentionTicks } from './destroy.ts';
export { keptTable } from './kept-table.ts';
export type { KeptRows } from './kept-rows.ts';
