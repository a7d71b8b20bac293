import { writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { CHECKOUT } from '../run.ts';
import { listFiles, readFiles, type TextFile } from './files.ts';
import type { Finding } from './finding.ts';

/** Pages that must not lead astray; the first two tell a newcomer where everything is. */
const PAGES = /^(README.*|ARCHITECTURE|GLOSSARY|CONTRIBUTING|SECURITY|CHANGELOG|docs\/.*)\.md$/;

/**
 * Follows the links of a page within the project: `[text](path)`, `[text](path#L12 "words in that line")`,
 * `[text](page.md#heading)`, and places named in code, `path/file.ts:12`. `read` gives a file's text, `exists` tells
 * about files and folders; paths count from the top of the project.
 */
export function linkFindings(
  page: TextFile,
  exists: (path: string) => boolean,
  read: (path: string) => string | undefined,
): Finding[] {
  return page.text.split('\n').flatMap((line, index) => {
    const place = `${page.path}:${index + 1}`;
    const links = [...line.matchAll(/\]\(([^)\s]+)(?:\s+"([^"]*)")?\)/g)].filter(
      ([, target]) => !/^[a-z]+:/.test(target ?? ''),
    );
    const places = [...line.matchAll(/`([\w./@-]+\/[\w.-]+):(\d+)`/g)];
    const objections = [
      ...links.map(([, target = '', words]) => {
        const [path = '', anchor = ''] = target.split('#');
        return broken(path === '' ? page.path : posix.join(posix.dirname(page.path), path), anchor, words);
      }),
      ...places.map(([, path = '', row]) => broken(path, `L${row}`, undefined)),
    ];
    return objections.flatMap((message) => (message === undefined ? [] : [{ place, message }]));
  });

  function broken(path: string, anchor: string, words: string | undefined): string | undefined {
    const target = path.replace(/\/$/, '');
    if (!exists(target)) return `${target} does not exist`;
    if (anchor === '') return undefined;
    const lines = (read(target) ?? '').split('\n');
    const [, first, last] = /^L(\d+)(?:-L(\d+))?$/.exec(anchor) ?? [];
    if (first === undefined) {
      return lines.some((line) => headingAnchor(line) === anchor) ? undefined : `${target} has no heading #${anchor}`;
    }
    const there = lines.slice(Number(first) - 1, Number(last ?? first));
    if (Number(last ?? first) > lines.length) return `${target} has no line ${last ?? first}`;
    return words === undefined || there.join('\n').includes(words)
      ? undefined
      : `${target}#${anchor} does not say "${words}"`;
  }
}

/** Moves every link that says which words its line holds to the line that holds them now; others are left as they are. */
export function renewLinks(page: TextFile, read: (path: string) => string | undefined): string {
  return page.text.replace(/\]\(([^)\s#]+)#L(\d+) "([^"]*)"\)/g, (link, path: string, line: string, words: string) => {
    const lines = (read(posix.join(posix.dirname(page.path), path)) ?? '').split('\n');
    if (lines[Number(line) - 1]?.includes(words)) return link;
    const now = lines.findIndex((each) => each.includes(words));
    return now < 0 ? link : `](${path}#L${now + 1} "${words}")`;
  });
}

/** The anchor that renderers make of a Markdown heading: lower case, no punctuation, hyphens for spaces. */
function headingAnchor(line: string): string | undefined {
  const heading = /^#+ (.*)$/.exec(line)?.[1];
  return heading
    ?.trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

export async function check(): Promise<Finding[]> {
  const paths = await listFiles();
  const folders = new Set(
    paths.flatMap((path) => path.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/'))),
  );
  const texts = new Map((await readFiles(/\.(md|ts|tsx|mjs|json|sql|svg)$/)).map(({ path, text }) => [path, text]));
  const pages = [...texts].filter(([path]) => PAGES.test(path)).map(([path, text]) => ({ path, text }));
  const all = new Set([...paths, ...folders, '.']);
  if (process.argv.includes('--write')) {
    for (const page of pages) {
      page.text = renewLinks(page, (path) => texts.get(path));
      await writeFile(join(CHECKOUT, page.path), page.text);
    }
  }
  return pages.flatMap((page) =>
    linkFindings(
      page,
      (path) => all.has(path),
      (path) => texts.get(path),
    ),
  );
}
