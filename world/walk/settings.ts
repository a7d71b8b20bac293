import { readFile } from 'node:fs/promises';

/** The two nodes as the page names them in its addresses. */
export const sideNames = ['shanxi', 'shandong'] as const;
export type SideName = (typeof sideNames)[number];

export interface WalkOptions {
  readonly port: number;
  /** Base URL of each node, without a slash at the end. */
  readonly nodes: Readonly<Record<SideName, string>>;
  /** Who makes enrolment codes for the checkpoint of each node. */
  readonly staff: Readonly<Record<SideName, { readonly username: string; readonly password: string }>>;
  /** Where the telephone that receives text messages can be read. */
  readonly smsManagementUrl: string;
  /** Root keys that the checkpoint is installed with: the nodes' own file of roots. */
  readonly rootsFile: string;
}

/** What is installed with the page's apps and never fetched by them from a node: root keys, and the look of each province. */
export interface Installed {
  readonly roots: readonly { readonly kid: string; readonly x: string; readonly y: string }[];
  readonly sides: Readonly<Record<SideName, ProvinceLook>>;
}

export interface ProvinceLook {
  readonly division: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly codeName: { readonly zh: string; readonly en: string };
  readonly brandColour: string;
  /** What a resident's code is for: her city or the province. */
  readonly scope: 'city' | 'province';
}

const divisions: Readonly<Record<SideName, string>> = { shanxi: '140000', shandong: '370000' };

export async function readInstalled(rootsFile: string): Promise<Installed> {
  const roots = JSON.parse(await readFile(rootsFile, 'utf8')) as Installed['roots'];
  const looks = await Promise.all(sideNames.map(async (side) => [side, await readLook(divisions[side])] as const));
  return { roots, sides: Object.fromEntries(looks) as Installed['sides'] };
}

async function readLook(division: string): Promise<ProvinceLook> {
  const file = new URL(`../../provinces/${division}/profile.json`, import.meta.url);
  const profile = JSON.parse(await readFile(file, 'utf8')) as Omit<ProvinceLook, 'scope'> & {
    code: { scope: ProvinceLook['scope'] };
  };
  const { name, codeName, brandColour, code } = profile;
  return { division, name, codeName, brandColour, scope: code.scope };
}
