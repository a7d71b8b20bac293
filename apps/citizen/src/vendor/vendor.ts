import type { schemas } from '@tongxing/contract';
import type { Transport } from './transport';

/** How a person signs in with the platform that the app runs on; the node checks the codes with the platform. */
export type PlatformLogin =
  | { readonly channel: 'wechat'; readonly body: schemas.WechatSignIn }
  | { readonly channel: 'alipay'; readonly body: schemas.AlipaySignIn };

/** What the platform gives, and nothing else: every call of a vendor's API stands in the one file of that vendor. */
export interface Vendor {
  readonly name: 'weapp' | 'alipay' | 'h5';
  /** Where the node is; empty on the web, where the page comes from it. */
  readonly nodeUrl: string;
  /** Where the node is for whoever scans a code of this page: as `nodeUrl`, and on the web the place that the page is from. */
  readonly address: string;
  /** Once, when the app starts: the web keeps the app itself on the device, as platforms of mini-programs do. */
  start(): void;
  readonly transport: Transport;
  /** Random bytes of the operating system. */
  random(length: number): Promise<Uint8Array>;
  read(key: string): string | undefined;
  write(key: string, value: string): void;
  remove(key: string): void;
  /** Undefined where the platform has no sign-in of its own. @param phone what its button for the phone number gave */
  readonly login: undefined | ((phone?: PhoneGrant) => Promise<PlatformLogin>);
  /** Undefined where the platform checks no faces. */
  readonly face: undefined | PlatformFace;
  /** What the platform's button for the phone number gave, by its event; undefined where the person declined. */
  phoneGrant(detail: object): Promise<PhoneGrant | undefined>;
  /** Full brightness while a code is shown, and back. */
  brighten(on: boolean): void;
  /** Calls back when the person takes a screenshot, where the platform tells. Answers how to stop. */
  onScreenshot(told: () => void): () => void;
  /** False where the device says that it has no network. */
  isOnline(): Promise<boolean>;
  /** Leaves for the page of another node. Undefined where the platform does not let the app be left. */
  readonly leaveFor: undefined | ((address: string) => void);
  /** Takes a text along to another app of the phone. Undefined where the app can be left for any page by itself. */
  readonly copy: undefined | ((text: string) => Promise<void>);
  /** What the app of the province sent her back with, once; undefined where she has not come from there. */
  takeArrival(): Arrival | undefined;
  /** Calls back when the app goes out of sight, and when it is seen again. Answers how to stop. */
  onSeen(told: (seen: boolean) => void): () => void;
  call(phone: string): void;
  /**
   * A picture from the album or the camera, made smaller where it has more bytes than wanted. Undefined where the person chose none.
   */
  pickPicture(mostBytes: number): Promise<Picked | undefined>;
  /**
   * The text of a QR code that is read now; empty where there was none to read. Undefined where the person closed it.
   * @param album whether a picture of a mini-program's album will do: by itself the camera alone does, since a picture registers nobody
   */
  scanCode(album?: boolean): Promise<string | undefined>;
  /** A PDF from the files of the device. Undefined where the person chose none. */
  pickPdf(): Promise<Uint8Array | undefined>;
  /** Hands a text to the person as a file of hers. Undefined where the platform has no way to. */
  readonly keepFile: undefined | ((text: string, name: string) => Promise<void>);
  readonly homeScreen: HomeScreen;
  /** Prints the page that is open. Undefined where the platform cannot: there the person is told how else. */
  readonly print: undefined | (() => void);
  /** Hands a PDF to the person, to be looked at and kept: the web saves it, a platform opens it with its own menu. */
  openPdf(content: Uint8Array, name: string): Promise<void>;
  /** Takes the newest version of the app; undefined where the platform does it by itself when it is opened anew. */
  readonly update: undefined | (() => void);
  /** The languages the person has chosen for the device. */
  readonly language: 'zh' | 'en';
}

/** The platform's own face check, which it alone sees. */
export interface PlatformFace {
  readonly channel: schemas.FaceChannel;
  show(check: schemas.FaceCheck): Promise<FaceShown>;
}

/**
 * How a face check ended on the phone: gone through with, whatever came of it, which the platform tells the node alone; left by the person;
 * not opened at all.
 */
export type FaceShown = 'done' | 'left' | 'not-opened';

export interface Picked {
  readonly content: Uint8Array;
  /**
   * Where an image of a page shows it from. Undefined on the web, which takes the bytes themselves; a mini-program hands a page a
   * megabyte at most, and a picture has more.
   */
  readonly source: string | undefined;
}

/** What comes back from the app of the province; no code where she has not agreed. */
export interface Arrival {
  readonly state: string;
  readonly code: string | undefined;
}

/** What the platform's button for the phone number gives: a code (WeChat), or a signed answer (Alipay). */
export type PhoneGrant = { readonly code: string } | { readonly response: string; readonly sign: string };

/** How the app gets to a place from which it is opened with one tap. */
export interface HomeScreen {
  /** `ask`: the platform asks her. The others are done by hand, in the menu of the platform. `there`: it is there already. */
  way(): 'ask' | 'share-menu' | 'browser-menu' | 'wechat-menu' | 'alipay-menu' | 'there';
  /** Has the platform ask; false where she declined. */
  ask(): Promise<boolean>;
  /** Calls back when the way has changed: a browser says only after a while that it can ask. Answers how to stop. */
  onChange(told: () => void): () => void;
}
