import { mkdirSync, writeFileSync } from 'node:fs';

/** Writes one vector file, `vectors/<path>.json`. */
export function writeVector(path: string, content: Record<string, unknown>): void {
  const file = new URL(`${path}.json`, import.meta.url);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
