import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../clients/until.ts';
import { alipay } from './alipay.ts';
import { openBaseLibrary, type BaseLibrary, type Drawn } from './base-library.ts';
import { openNetwork } from './http.ts';
import type { Shown } from './markup.ts';
import type { Platform, ShowFace, SignIn, Telephone, Watchers } from './platform.ts';
import { openRealm, type Realm } from './realm.ts';
import { wechat } from './wechat.ts';

export interface MiniOptions {
  /** Where it was built. */
  readonly folder: string;
  readonly nodeUrl: string;
  /** How the platform knows the person; without it, its sign-in is refused. */
  readonly signIn?: SignIn;
  /** How she does a face check of the platform; without it, the telephone has no camera. */
  readonly showFace?: ShowFace;
  /** What is stored on the telephone already. */
  readonly storage?: ReadonlyMap<string, string>;
  readonly drawn?: Drawn;
  /** So many times slower its timers go: where something waits a moment only, a slow machine is not late. */
  readonly slowness?: number;
}

/** A built mini-program on a telephone of its own, as a person has it in the hand. */
export interface Mini {
  readonly telephone: Telephone;
  /** The path of the page that is open. */
  page(): string;
  /** Goes to a page as the bar below does: all others are closed. */
  open(path: string): void;
  shown(): Shown[];
  /** All text on the page, line by line. */
  texts(): string[];
  /** The one of this name, as screen readers say it, as soon as it is there; of several that fit, the first. */
  tap(name: string | RegExp): Promise<void>;
  /** Into a field for a line or for some sentences. */
  fill(name: string, text: string): Promise<void>;
  /** Taps the platform's button for the phone number and agrees. */
  grantPhone(name: string): Promise<void>;
  /** Waits until the page shows this text in a line. */
  see(text: string | RegExp): Promise<void>;
  /** Puts the program out of sight, does something elsewhere on the telephone, and comes back to it. */
  away<T>(elsewhere: () => Promise<T>): Promise<T>;
  /** The source of an image, as soon as there is one. */
  image(): Promise<{ src: string; name: string }>;
  requests(): string[];
  /** Warnings and errors of its console. */
  complaints(): readonly string[];
  /** Ends the program and starts it again: what was stored is there. */
  relaunch(): void;
  close(): void;
}

const platforms = { weapp: wechat, alipay } as const;
const roleNames = { weapp: 'aria-role', alipay: 'role' } as const;
const waitMs = 20_000;
/** Longer than it takes to draw anew what a tap has changed. */
const drawMs = 500;
/** What is shown may be older by a moment than what the program knows: nobody taps while it still changes. */
const stillMs = 50;

/** Starts a program as it was built. */
export function openMini(
  name: Platform['name'],
  { folder, nodeUrl, signIn, showFace, storage, drawn = () => undefined, slowness = 1 }: MiniOptions,
): Mini {
  const platform = platforms[name];
  const telephone: Telephone = {
    storage: new Map(storage),
    network: openNetwork(nodeUrl),
    files: new Map(),
    camera: [],
    chosen: [],
    clipboard: undefined,
    isFull: false,
    deeds: [],
    language: 'zh_CN',
  };
  let watchers: Watchers;
  let realm: Realm;
  let library: BaseLibrary;
  let onceDrawn: () => void = () => undefined;
  let drawnAt = 0;
  const draw: Drawn = (change) => {
    drawnAt = performance.now();
    onceDrawn();
    drawn(change);
  };

  function start(): void {
    library = openBaseLibrary(folder, platform.markup, (file) => void realm.require(file), draw);
    watchers = { show: new Set(), hide: new Set() };
    const api = platform.api({ telephone, realm: () => realm, library: () => library, watchers, signIn, showFace });
    const globals = { ...library.globals, ...platform.globals, [platform.global]: { ...api } };
    realm = openRealm(folder, globals, slowness);
    library.launch();
  }
  start();

  /** The way down to the first component that fits. */
  function wayTo(
    fits: (shown: Shown) => boolean,
    among: readonly (Shown | string)[] = library.shown(),
  ): Shown[] | undefined {
    for (const each of among) {
      if (typeof each === 'string' || isForTheEye(each)) continue;
      const below = fits(each) ? [] : wayTo(fits, each.children);
      if (below !== undefined) return [each, ...below];
    }
    return undefined;
  }
  /** @throws Error with what was shown at last */
  const wait = <T>(what: string, look: () => T | undefined) =>
    until(what, async () => look(), waitMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; ${library.current().route} shows ${linesOf(library.shown()).join(' | ')}`);
    });
  const find = (what: string, fits: (shown: Shown) => boolean) => wait(what, () => wayTo(fits));

  /** An event goes up from where it happens, to each that listens; nobody does the next thing before what it changed is drawn. */
  async function happen(way: readonly Shown[], type: string, detail: object): Promise<void> {
    const isDrawn = new Promise<void>((resolve) => {
      const late = setTimeout(resolve, drawMs);
      onceDrawn = () => {
        clearTimeout(late);
        resolve();
      };
    });
    const page = library.current();
    for (const { on, attributes } of way.toReversed()) {
      const method = on[type.toLowerCase()];
      if (method === undefined) continue;
      const event = platform.event(type, { sid: attributes['data-sid'] }, String(attributes['id']), detail);
      (page[method] as (event: object) => void).call(page, event);
    }
    await isDrawn;
  }

  async function button(label: string | RegExp): Promise<Shown[]> {
    const isThere = () =>
      find(
        `a button ${label} that can be tapped`,
        (shown) => shown.tag === 'button' && says(nameOf(shown), label) && shown.attributes['disabled'] !== true,
      );
    await isThere();
    while (performance.now() - drawnAt < stillMs) await pause(stillMs / 5);
    return isThere();
  }

  return {
    telephone,
    page: () => library.current().route,
    open: (path) => library.reLaunch(`/${path}`),
    shown: () => library.shown(),
    texts: () => linesOf(library.shown()),
    async tap(label) {
      await happen(await button(label), 'tap', {});
    },
    async fill(label, text) {
      const way = await find(
        `a field ${label}`,
        ({ tag, attributes }) => /^(input|textarea)$/.test(tag) && attributes['aria-label'] === label,
      );
      const most = Number((way.at(-1) as Shown).attributes['maxlength']);
      if (text.length > most) throw new Error(`the field ${label} takes ${most} characters`);
      await happen(way, 'input', { value: text, cursor: text.length });
    },
    async grantPhone(label) {
      if (signIn === undefined) throw new Error('the platform knows nobody');
      const way = await button(label);
      const { type, detail } = await platform.phoneGrant(signIn);
      if (way.at(-1)?.on[type.toLowerCase()] === undefined) throw new Error(`the button does not listen to ${type}`);
      await happen(way, type, detail);
    },
    async see(text) {
      await wait(`“${text}” is shown`, () => linesOf(library.shown()).some((line) => shows(line, text)) || undefined);
    },
    async away(elsewhere) {
      library.hide();
      for (const told of watchers.hide) told();
      const done = await elsewhere();
      library.show();
      for (const told of watchers.show) told();
      return done;
    },
    async image() {
      const way = await find('an image', ({ tag, attributes }) => tag === 'image' && attributes['src'] !== undefined);
      const { attributes } = way.at(-1) as Shown;
      return { src: String(attributes['src']), name: String(attributes['aria-label']) };
    },
    requests: () => telephone.network.requests(),
    complaints: () => realm.written,
    relaunch() {
      realm.close();
      start();
    },
    close: () => realm.close(),
  };
}

/** The role that screen readers are told. */
export function roleOf(platform: Platform['name'], shown: Shown): unknown {
  return shown.attributes[roleNames[platform]];
}

const says = (name: string, wanted: string | RegExp) =>
  typeof wanted === 'string' ? name === wanted : wanted.test(name);
const shows = (line: string, wanted: string | RegExp) =>
  typeof wanted === 'string' ? line.includes(wanted) : wanted.test(line);

/** What screen readers call it: its label, or its text. */
function nameOf(shown: Shown): string {
  const label = shown.attributes['aria-label'];
  return typeof label === 'string' && label !== '' ? label : linesOf([heard(shown)]).join('');
}

const isForTheEye = ({ attributes }: Shown) => String(attributes['aria-hidden']) === 'true';

/** Without what is there for the eye alone. */
function heard(shown: Shown): Shown {
  const children = shown.children.filter((child) => typeof child === 'string' || !isForTheEye(child));
  return { ...shown, children: children.map((child) => (typeof child === 'string' ? child : heard(child))) };
}

function linesOf(shown: readonly (Shown | string)[]): string[] {
  return shown.flatMap((each) => {
    if (typeof each === 'string') return each === '' ? [] : [each];
    // Text right beside text is one line.
    const lines = linesOf(each.children);
    return each.children.every((child) => typeof child === 'string')
      ? lines.length > 0
        ? [lines.join('')]
        : []
      : lines;
  });
}
