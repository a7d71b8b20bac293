export { loadPacks } from './load.ts';
export { createPackSource, type PackSource, type Purpose } from './packs.ts';
