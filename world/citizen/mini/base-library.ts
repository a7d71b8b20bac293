import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMarkup, type Markup, type Shown } from './markup.ts';

type Data = Record<string, unknown>;
/** Called with what a page hands over to be drawn; with nothing, where what is shown changes otherwise. */
export type Drawn = (change: Readonly<Data>) => void;
type Method = (this: unknown, ...given: unknown[]) => unknown;

/** What crosses to the view at once, in letters: beyond it WeChat draws nothing. */
const mostDrawn = 1024 * 1024;

/** A page as a mini-program has it: its own methods and data, and those of the platform. */
export interface PageInstance {
  readonly route: string;
  readonly data: Data;
  [name: string]: unknown;
}

/** What the base library of either platform does: it opens pages, hands them events and takes their data. */
export interface BaseLibrary {
  /** Globals of the program. */
  readonly globals: Readonly<Record<string, unknown>>;
  launch(): void;
  current(): PageInstance;
  shown(): Shown[];
  /** Navigation by a path with its query, as the API has it. */
  navigateTo(url: string): void;
  redirectTo(url: string): void;
  reLaunch(url: string): void;
  navigateBack(delta?: number): void;
  /** The program goes out of sight with its page, and is seen again. */
  hide(): void;
  show(): void;
}

/**
 * @param extension of the templates: `wxml` or `axml`
 * @param run executes a file of the bundle
 */
export function openBaseLibrary(
  folder: string,
  extension: string,
  run: (name: string) => void,
  drawn: Drawn,
): BaseLibrary {
  const appJson = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as AppJson;
  const pages = pagesOf(appJson);
  const definitions = new Map<string, Data>();
  const markups = new Map<string, Markup>();
  const stack: PageInstance[] = [];
  let app: Data | undefined;
  let loading = '';

  const call = (target: Data | undefined, name: string, ...given: unknown[]) => {
    const method = target?.[name];
    if (typeof method === 'function') (method as Method).apply(target, given);
  };
  const current = () => {
    const page = stack.at(-1);
    if (page === undefined) throw new Error('no page is open');
    return page;
  };

  function open(url: string): void {
    const [path = '', query = ''] = url.replace(/^\//, '').split('?');
    if (!pages.includes(path)) throw new Error(`app.json names no page ${path}`);
    loading = path;
    if (!definitions.has(path)) run(path);
    const definition = definitions.get(path);
    if (definition === undefined) throw new Error(`${path} defines no page`);
    const options = Object.fromEntries(new URLSearchParams(query));
    const page = Object.assign(Object.create(definition) as PageInstance, {
      route: path,
      __route__: path,
      options,
      data: copy(definition['data']) as Data,
      setData(change: Data, told?: () => void) {
        if (JSON.stringify(change).length > mostDrawn) throw new Error('a page is handed a megabyte at once at most');
        for (const [at, value] of Object.entries(change)) put(page.data, at, copy(value));
        drawn(change);
        if (told !== undefined) queueMicrotask(told);
      },
    });
    stack.push(page);
    call(page, 'onLoad', options);
    call(page, 'onShow');
    call(page, 'onReady');
    drawn({});
  }
  const close = () => call(stack.pop(), 'onUnload');

  return {
    current,
    globals: {
      App: (definition: Data) => (app = definition),
      Page: (definition: Data) => definitions.set(loading, definition),
      Component: () => undefined,
      getApp: () => app,
      getCurrentPages: () => [...stack],
    },
    launch() {
      run('app');
      const options = { path: appJson.pages[0], query: {}, scene: 1001, referrerInfo: {} };
      call(app, 'onLaunch', options);
      call(app, 'onShow', options);
      open(appJson.pages[0] as string);
    },
    shown() {
      const { route, data } = current();
      let markup = markups.get(route);
      if (markup === undefined) markups.set(route, (markup = readMarkup(join(folder, `${route}.${extension}`))));
      return markup(data);
    },
    navigateTo(url) {
      call(current(), 'onHide');
      open(url);
    },
    redirectTo(url) {
      close();
      open(url);
    },
    reLaunch(url) {
      while (stack.length > 0) close();
      open(url);
    },
    navigateBack(delta = 1) {
      for (let gone = 0; gone < delta && stack.length > 1; gone += 1) close();
      call(current(), 'onShow');
      drawn({});
    },
    hide() {
      call(current(), 'onHide');
      call(app, 'onHide');
    },
    show() {
      call(app, 'onShow', { scene: 1001 });
      call(current(), 'onShow');
    },
  };
}

/** What is used of a program's description. */
export interface AppJson {
  readonly pages: readonly string[];
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[];
}

/** Paths of all pages, with those of the parts that are fetched when they are opened. */
export function pagesOf({ pages, subPackages = [] }: AppJson): readonly string[] {
  return [...pages, ...subPackages.flatMap(({ root, pages: ofPart }) => ofPart.map((page) => `${root}/${page}`))];
}

/** Data crosses to the view as JSON: functions and what is undefined stay behind. */
function copy(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** `root.cn.[0].cn[2].v` */
function put(data: Data, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() as string;
  let at = data as Record<string, unknown>;
  for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>;
  at[last] = value;
}
