import type { Mode } from '../../province-recognition.ts';
import type { ProvinceProfile } from '../../province.ts';

/** Modes in which the answer comes from the national platform, and no province has signed it. */
export type PlatformMode = Exclude<Mode, 'attestation'>;

/** Ways to the status of people from this origin, in their order; none where there is no way. @param isPeer it has a node */
export function modesFor({ division, recognition }: ProvinceProfile, origin: string, isPeer: boolean): readonly Mode[] {
  const { peers, others, byOrigin } = recognition.modes;
  if (origin === division) return [];
  const modes: readonly Mode[] = byOrigin[origin] ?? (isPeer ? peers : others);
  return isPeer ? modes : modes.filter((mode) => mode !== 'attestation');
}
