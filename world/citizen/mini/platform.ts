import { noisyPng } from '../test/noisy-png.ts';
import type { BaseLibrary, PageInstance } from './base-library.ts';
import type { Network } from './http.ts';
import type { Realm } from './realm.ts';

/** The telephone that a mini-program runs on: its storage outlives the program. */
export interface Telephone {
  readonly storage: Map<string, string>;
  readonly network: Network;
  /** Files of the program, by path. */
  readonly files: Map<string, Uint8Array>;
  /** QR codes that are held before its camera one after the other. */
  readonly camera: string[];
  /** What she chooses one after the other where a picture or a file is asked for; where there is none she closes the chooser. */
  readonly chosen: Uint8Array[];
  /** What was copied last. */
  clipboard: string | undefined;
  /** Its store takes nothing more. */
  isFull: boolean;
  /** What happened to the screen and the like: `brightness 1`. */
  readonly deeds: string[];
  /** The person's language, as the telephone has it. */
  readonly language: string;
}

export interface Surroundings {
  readonly telephone: Telephone;
  readonly realm: () => Realm;
  readonly library: () => BaseLibrary;
  /** Who wants to know when the program goes out of sight, and when it is seen again. */
  readonly watchers: Watchers;
  /** The person's telephone, as the platform's server knows it, gives codes. */
  readonly signIn: SignIn | undefined;
  /** Her face, in front of it, for a check that the platform knows by this id. */
  readonly showFace: ShowFace | undefined;
}

export interface Watchers {
  readonly show: Set<() => void>;
  readonly hide: Set<() => void>;
}

/** Undefined where she does not go through with it; else whether it fits. @param url the page that the platform opens for it, where it has one */
export type ShowFace = (verifyId: string, url?: string) => Promise<boolean | undefined>;

export type SignIn = () => Promise<Readonly<Record<string, unknown>>>;

/** What differs between the two: names of the API, and of what an event holds. */
export interface Platform {
  readonly name: 'weapp' | 'alipay';
  readonly markup: 'wxml' | 'axml';
  /** The one global name of its API. */
  readonly global: 'wx' | 'my';
  /** Globals that only this one has. */
  readonly globals: Readonly<Record<string, unknown>>;
  api(surroundings: Surroundings): Readonly<Record<string, unknown>>;
  /** An event of a component. */
  event(type: string, dataset: Readonly<Record<string, unknown>>, id: string, detail: object): object;
  /** What the button for the phone number does when the person agrees: the event that the page gets. */
  phoneGrant(signIn: SignIn): Promise<{ type: string; detail: object }>;
}

/** Calls of an API with callbacks, or with a promise where there is none. */
export interface Callbacks<Answer> {
  success?(answer: Answer): void;
  fail?(error: object): void;
  complete?(answer: object): void;
}

export function answer<Answer extends object>(options: Callbacks<Answer>, given: Answer): void {
  setTimeout(() => {
    options.success?.(given);
    options.complete?.(given);
  });
}

export function refuse(options: Callbacks<never>, error: object): void {
  setTimeout(() => {
    options.fail?.(error);
    options.complete?.(error);
  });
}

interface Route extends Callbacks<object> {
  readonly url: string;
}

/** Navigation, which both have under the same names. */
export function navigation(library: () => BaseLibrary): Readonly<Record<string, unknown>> {
  const to = (name: 'navigateTo' | 'redirectTo' | 'reLaunch') => (options: Route) => {
    library()[name](options.url);
    answer(options, {});
  };
  return {
    navigateTo: to('navigateTo'),
    redirectTo: to('redirectTo'),
    reLaunch: to('reLaunch'),
    navigateBack(options: Callbacks<object> & { delta?: number } = {}) {
      library().navigateBack(options.delta);
      answer(options, {});
    },
  };
}

/** Going out of sight and coming back, which both tell under the same names. */
export function sight({ show, hide }: Watchers): Readonly<Record<string, unknown>> {
  return {
    onAppShow: (told: () => void) => void show.add(told),
    onAppHide: (told: () => void) => void hide.add(told),
    offAppShow: (told: () => void) => void show.delete(told),
    offAppHide: (told: () => void) => void hide.delete(told),
  };
}

/** What she chooses becomes a file of the program. @returns its path, undefined where she closes the chooser */
export function choose({ chosen, files }: Telephone): string | undefined {
  const content = chosen.shift();
  if (content === undefined) return undefined;
  const path = `tmp/${files.size + 1}`;
  files.set(path, content);
  return path;
}

/** Makes a picture small: another file of the program. @returns its path */
export function compress({ files }: Telephone, path: string): string {
  if (!files.has(path)) throw new Error(`there is no picture ${path}`);
  const small = `${path}-small`;
  files.set(small, noisyPng(60));
  return small;
}

export type { PageInstance };

/** By what a file says that it is: its first five letters. */
export function beginningOf(data: ArrayBuffer): string {
  return String.fromCharCode(...new Uint8Array(data, 0, 5));
}
