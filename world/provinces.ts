import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Province {
  readonly division: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Of its node, in the demo. */
  readonly port: number;
}

const folder = fileURLToPath(new URL('../provinces/', import.meta.url));

/** The provinces of the world: those of which provinces/ has a profile, in the order of their codes. */
export const provinces: readonly Province[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted((one, other) => one.localeCompare(other))
  .map((division) => ({ division, name: nameOf(division), port: 10_000 + Number(division) / 100 }));

/** Three who have parts in the stories; a fourth would need no line here. */
export const shandong = '370000';
export const shanxi = '140000';
export const henan = '410000';

/** For stories and tests in which nobody comes from a third. */
export const twoProvinces: readonly string[] = [shandong, shanxi];

/** Those among the provinces that are named, or all. */
export function provincesOf(divisions: readonly string[] | undefined): readonly Province[] {
  return provinces.filter(({ division }) => divisions?.includes(division) ?? true);
}

/** Whether a province has an app of its own, where its people can sign in. */
export function hasApp(division: string): boolean {
  return profileOf(division).signOn !== null;
}

function nameOf(division: string): Province['name'] {
  return profileOf(division).name;
}

function profileOf(division: string): Pick<Province, 'name'> & { readonly signOn: object | null } {
  return JSON.parse(readFileSync(`${folder}${division}/profile.json`, 'utf8')) as ReturnType<typeof profileOf>;
}
