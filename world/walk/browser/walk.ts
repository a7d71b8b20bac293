import { createClient, ProblemError, type Client, type schemas } from '@tongxing/contract';
import type { Checkpoint, Judgement } from './checkpoint.ts';
import { scopeOf, sidesOf, type Installed, type ProvinceLook, type SideName, type WalkPerson } from './installed.ts';
import { createNetwork, NoNetworkError, type Exchange, type Network } from './network.ts';
import { createPhone, type Phone } from './phone.ts';
import { say, t, type Bilingual } from './words.ts';

export type Step = 1 | 2 | 3 | 4 | 5 | 6;

/** A person at one province: who she is there, her colour, her code, and the checkpoint that looks at it. */
export interface Side {
  readonly name: SideName;
  readonly look: ProvinceLook;
  /** Speaks for her once she has signed in. */
  client: Client;
  me?: schemas.Me;
  told?: schemas.HealthInformation;
  code?: schemas.Code;
  readonly phone: Phone;
  checkpoint?: Checkpoint;
}

/** What the phone shows at this moment. */
export interface Shown {
  readonly text: string;
  /** Seconds since 1970. */
  readonly at: number;
}

/** A scan and what came of it. */
export interface Scan {
  readonly what: Bilingual;
  readonly judgement: Judgement;
}

export interface Travel {
  readonly progress: { readonly text: Bilingual; done: boolean }[];
  conversion?: schemas.Conversion;
  tookMs?: number;
}

/** Everything the page knows. It is gone with the page, except for the sessions. */
export interface Walk {
  readonly installed: Installed;
  readonly exchanges: Exchange[];
  readonly phoneNetwork: Network;
  readonly checkpointNetwork: Network;
  person: WalkPerson;
  home: Side;
  away: Side;
  step: Step;
  reached: Step;
  message?: { readonly text: string };
  typedCode: string;
  pledge?: { readonly version: string; readonly zh: string; readonly en: string };
  pledged: boolean;
  shown?: Shown;
  scan?: Scan;
  travel?: Travel;
  busy?: Bilingual;
  trouble?: { readonly title: string; readonly cure: string };
}

export function startOver(installed: Installed, person: WalkPerson, exchanges: Exchange[], changed: () => void): Walk {
  const note = (exchange: Exchange) => {
    exchanges.push(exchange);
    changed();
  };
  const phoneNetwork = createNetwork('phone', note);
  const { home, away } = sidesOf(installed, person);
  const side = (name: SideName): Side => ({
    name,
    look: installed.sides[name],
    client: createClient(`/${name}`, phoneNetwork.transport()),
    phone: createPhone(),
  });
  return {
    installed,
    exchanges,
    phoneNetwork,
    checkpointNetwork: createNetwork('checkpoint', note),
    person,
    home: side(home),
    away: side(away),
    step: 1,
    reached: 1,
    typedCode: '',
    pledged: false,
  };
}

/** The province in which she stands: where she travelled to, once her code is converted. */
export function standing(walk: Walk): Side {
  return walk.step === 6 && walk.travel?.conversion?.state === 'approved' ? walk.away : walk.home;
}

/** Does the phone show a code in this step? */
export function showsCode(walk: Walk): boolean {
  return walk.step === 4 || walk.step === 5 || standing(walk) === walk.away;
}

export function homeScope({ home, person }: Walk): string {
  return scopeOf(home.look, person);
}

/** What happened and what to do, for whatever went wrong. */
export function troubleOf(error: unknown): NonNullable<Walk['trouble']> {
  if (error instanceof ProblemError) return { title: say(error.problem.titles), cure: say(error.problem.cure) };
  if (error instanceof NoNetworkError) {
    return {
      title: t('手机没有网络', 'The phone has no network'),
      cure: t('打开手机的网络后再试。已有的码仍可出示。', 'Switch it on and try again. The code can still be shown.'),
    };
  }
  return {
    title: t('暂时没有成功', 'That did not work'),
    cure: t('请再试一次。已填写的内容都已保留。', 'Try again. What you entered is kept.'),
  };
}
