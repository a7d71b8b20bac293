import type { ProvinceProfile } from '../../province.ts';
import type { Details, Kind } from './kinds.ts';
import { placeholders, wordings, type Placeholder, type Wording, type WordingName } from './templates.ts';

/** The wording of a message: the province's own, else the common one. */
export function wordingOf(profile: ProvinceProfile, kind: Kind, details: Details): Wording {
  const name: WordingName = kind === 'colour-changed' ? `colour-changed:${details.to ?? 'pending'}` : kind;
  return profile.notification.templates?.[name] ?? wordings[name];
}

/** Puts the values in; a placeholder without a value leaves nothing behind. */
export function fill(text: string, values: Partial<Record<Placeholder, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name as Placeholder] ?? '').trim();
}

/** What is wrong with the wordings that a province sets: an unknown name or placeholder, a phrase that no channel takes. */
export function wordingFaults(profile: ProvinceProfile): string[] {
  return Object.entries(profile.notification.templates ?? {}).flatMap(([name, wording]) => [
    ...(Object.hasOwn(wordings, name) ? [] : [`${name} is no message`]),
    ...(/^\p{Script=Han}{1,5}$/u.test(wording.phrase)
      ? []
      : [`${name}: the phrase has one to five Chinese characters`]),
    ...[wording.title, wording.text]
      .flatMap(({ zh, en }) => [...`${zh} ${en}`.matchAll(/\{(\w*)\}/g)])
      .filter(([, placeholder = '']) => !(placeholders as readonly string[]).includes(placeholder))
      .map(([placeholder]) => `${name}: ${placeholder} stands for nothing`),
  ]);
}

/** @throws Error naming the first fault: a node must not find out that it has no words when there is something to say */
export function requireWordings(profile: ProvinceProfile): void {
  const [fault] = wordingFaults(profile);
  if (fault !== undefined) throw new Error(`profile of ${profile.division}, notification.templates: ${fault}`);
}
