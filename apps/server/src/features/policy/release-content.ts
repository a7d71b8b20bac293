import { canonicalJson } from '@tongxing/rules';
import type { schemas } from '@tongxing/contract';
import { sha256 } from '../../platform/ids.ts';

/** A pack by name, bound to its content: the SHA-256 of pack and value sets as canonical JSON, base64url. */
export interface ReleasedPack {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
}

/** What a release puts in force together. What it leaves out stays as the province's profile says. */
export interface ReleaseContent {
  readonly title: schemas.Bilingual;
  /** Packs of both purposes: what judges residents, and the entry policy. */
  readonly packs: readonly ReleasedPack[];
  readonly doors?: readonly schemas.DoorRule[];
  readonly texts?: schemas.ReleaseTexts;
  /** Told to everybody who reads the rules. */
  readonly notices?: readonly schemas.Bilingual[];
}

/** What a release is known by in approvals, simulations and the log. */
export function contentHash(content: ReleaseContent): Buffer {
  return sha256(canonicalJson(content));
}
