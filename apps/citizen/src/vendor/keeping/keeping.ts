/** What a phone keeps for a guard, beside the storage of the app: the pages of the guard alone carry it. */
export interface Keeping {
  /** Sealed by the platform on the device. @returns undefined where nothing is kept under the name */
  read(name: string): Promise<string | undefined>;
  /** Settles when it is kept. At most 200 kB: what the smaller of the platforms takes. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** A file of the app, not sealed. @returns undefined where it cannot be read: the system may have cleared it away */
  readFile(name: string): Promise<Uint8Array | undefined>;
  writeFile(name: string, content: Uint8Array): Promise<void>;
  /** Settles also where it cannot be removed: what is in files is public. */
  removeFile(name: string): Promise<unknown>;
}
