export { holdDecisions, holdRelease, inForce, nextActivation, type ReleaseInForce } from './activation.ts';
export { type Bundle, type BundleReader, createBundleReader } from './bundle-reader.ts';
export { loadPacks } from './load.ts';
export { packHash, packStoredAs, storePack, type StoredPack } from './pack-store.ts';
export { createPackSource, packAmong, type PacksInForce, type PackSource, type Purpose } from './packs.ts';
export { contentHash, type ReleaseContent, type ReleasedPack } from './release-content.ts';
export { activate, activations, type ActivationRow, findRelease, packRows, type ReleaseRow } from './release-store.ts';
